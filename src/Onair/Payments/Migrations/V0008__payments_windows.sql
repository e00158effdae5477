-- Attempts may wait for a deposit (state 11), and refunds say how their tax splits and where a deposit goes back to.
-- SQLite cannot change a CHECK, hence the tables are made anew; the children go first, as they point at the parent.
CREATE TABLE attempt_transitions_moved (
    attempt_id ${uuid} NOT NULL,
    version ${int} NOT NULL,
    event ${int} NOT NULL,
    from_state ${int} NOT NULL,
    to_state ${int} NOT NULL,
    at ${instant} NOT NULL,
    reason ${text},
    PRIMARY KEY (attempt_id, version)
) ${strict};
INSERT INTO attempt_transitions_moved (attempt_id, version, event, from_state, to_state, at, reason)
    SELECT attempt_id, version, event, from_state, to_state, at, reason FROM attempt_transitions;
DROP TABLE attempt_transitions;
ALTER TABLE attempt_transitions_moved RENAME TO attempt_transitions;

-- sealed_account is encrypted, and is emptied when the refund is done.
CREATE TABLE refunds_moved (
    id ${uuid} PRIMARY KEY NOT NULL,
    attempt_id ${uuid} NOT NULL,
    amount ${long} NOT NULL CHECK (amount > 0),
    vat ${long} NOT NULL DEFAULT 0 CHECK (vat >= 0),
    tax_free ${long} NOT NULL DEFAULT 0 CHECK (tax_free >= 0),
    reason ${text} NOT NULL,
    state ${int} NOT NULL CHECK (state IN (1, 2, 3)),
    idempotency_key ${text} NOT NULL UNIQUE,
    requested_at ${instant} NOT NULL,
    ended_at ${instant},
    provider_reference ${text},
    failure_code ${text},
    sealed_account ${text},
    CONSTRAINT refund_ended CHECK ((state = 1 AND ended_at IS NULL) OR (state <> 1 AND ended_at IS NOT NULL)),
    CONSTRAINT refund_tax CHECK (vat + tax_free <= amount)
) ${strict};
INSERT INTO refunds_moved (id, attempt_id, amount, reason, state, idempotency_key, requested_at, ended_at,
        provider_reference, failure_code)
    SELECT id, attempt_id, amount, reason, state, idempotency_key, requested_at, ended_at, provider_reference,
        failure_code FROM refunds;
DROP TABLE refunds;
ALTER TABLE refunds_moved RENAME TO refunds;
CREATE INDEX refunds_of_attempt ON refunds (attempt_id);

CREATE TABLE payment_attempts_moved (
    id ${uuid} PRIMARY KEY NOT NULL,
    order_id ${uuid} NOT NULL,
    order_number ${text} NOT NULL,
    number ${int} NOT NULL CHECK (number > 0),
    slot ${uuid} NOT NULL,
    provider ${text} NOT NULL,
    method ${text},
    amount ${long} NOT NULL CHECK (amount > 0),
    currency ${text} NOT NULL,
    state ${int} NOT NULL CHECK (state BETWEEN 1 AND 11),
    idempotency_key ${text} NOT NULL,
    body_hash ${text},
    session ${text},
    deadline ${instant} NOT NULL,
    session_until ${instant},
    deposit_until ${instant},
    provider_reference ${text},
    failure_code ${text},
    failure_message ${text},
    created_at ${instant} NOT NULL,
    changed_at ${instant} NOT NULL,
    began_at ${instant},
    approved_at ${instant},
    captured ${long} NOT NULL,
    refunding ${long} NOT NULL,
    refunded ${long} NOT NULL,
    version ${int} NOT NULL CHECK (version > 0),
    CONSTRAINT attempt_slot CHECK (slot = CASE WHEN state IN (1, 2, 3, 4, 6, 7, 11) THEN order_id ELSE id END),
    CONSTRAINT attempt_money CHECK (
        refunding >= 0 AND refunded >= 0 AND refunding + refunded <= captured AND captured <= amount),
    CONSTRAINT attempt_captured CHECK (captured > 0 OR state NOT IN (4, 9, 10)),
    CONSTRAINT attempt_not_captured CHECK (captured = 0 OR state IN (4, 9, 10)),
    CONSTRAINT attempt_refunded CHECK (state <> 10 OR refunded = captured),
    CONSTRAINT attempt_sealed CHECK (
        state IN (1, 2, 8) OR (began_at IS NOT NULL AND session_until IS NOT NULL AND body_hash IS NOT NULL)),
    CONSTRAINT attempt_approved CHECK (captured = 0 OR (approved_at IS NOT NULL AND provider_reference IS NOT NULL)),
    CONSTRAINT attempt_deposit CHECK (state <> 11 OR deposit_until IS NOT NULL)
) ${hot};
INSERT INTO payment_attempts_moved (id, order_id, order_number, number, slot, provider, method, amount, currency, state,
        idempotency_key, body_hash, session, deadline, session_until, provider_reference, failure_code, failure_message,
        created_at, changed_at, began_at, approved_at, captured, refunding, refunded, version)
    SELECT id, order_id, order_number, number, slot, provider, method, amount, currency, state, idempotency_key,
        body_hash, session, deadline, session_until, provider_reference, failure_code, failure_message, created_at,
        changed_at, began_at, approved_at, captured, refunding, refunded, version FROM payment_attempts;
DROP TABLE payment_attempts;
ALTER TABLE payment_attempts_moved RENAME TO payment_attempts;
CREATE UNIQUE INDEX payment_attempts_of_order ON payment_attempts (order_id, slot);

-- What is kept of a provider's answer beside the outcome; apart, as the attempts themselves are written all the time.
CREATE TABLE attempt_details (
    attempt_id ${uuid} PRIMARY KEY NOT NULL,
    method ${long},
    card_number ${text},
    approval_number ${text},
    receipt_url ${text},
    deposit_bank ${text},
    deposit_account ${text},
    deposit_holder ${text},
    deposit_until ${instant},
    secret_digest ${text},
    raw ${text},
    changed_at ${instant} NOT NULL
) ${strict};
