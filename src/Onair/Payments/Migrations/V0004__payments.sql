-- slot is the order's id while an attempt lives (open or approved) and the attempt's own once it has ended. The unique
-- index over it says two things at once: one living attempt per order at most, hence one approved, hence none beside an
-- unknown one. Partial indexes on state would say the same, but then every change of state would write all indexes.
CREATE TABLE payment_attempts (
    id ${uuid} PRIMARY KEY NOT NULL,
    order_id ${uuid} NOT NULL,
    order_number ${text} NOT NULL,
    number ${int} NOT NULL CHECK (number > 0),
    slot ${uuid} NOT NULL,
    provider ${text} NOT NULL,
    method ${text},
    amount ${long} NOT NULL CHECK (amount > 0),
    currency ${text} NOT NULL,
    state ${int} NOT NULL CHECK (state BETWEEN 1 AND 10),
    idempotency_key ${text} NOT NULL,
    body_hash ${text},
    session ${text},
    deadline ${instant} NOT NULL,
    session_until ${instant},
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
    CONSTRAINT attempt_slot CHECK (slot = CASE WHEN state IN (1, 2, 3, 4, 6, 7) THEN order_id ELSE id END),
    CONSTRAINT attempt_money CHECK (
        refunding >= 0 AND refunded >= 0 AND refunding + refunded <= captured AND captured <= amount),
    CONSTRAINT attempt_captured CHECK (captured > 0 OR state NOT IN (4, 9, 10)),
    CONSTRAINT attempt_not_captured CHECK (captured = 0 OR state IN (4, 9, 10)),
    CONSTRAINT attempt_refunded CHECK (state <> 10 OR refunded = captured),
    CONSTRAINT attempt_sealed CHECK (
        state IN (1, 2, 8) OR (began_at IS NOT NULL AND session_until IS NOT NULL AND body_hash IS NOT NULL)),
    CONSTRAINT attempt_approved CHECK (captured = 0 OR (approved_at IS NOT NULL AND provider_reference IS NOT NULL))
) ${hot};
CREATE UNIQUE INDEX payment_attempts_of_order ON payment_attempts (order_id, slot);

-- The straight road (prepared, approving, approved) is told by created_at, began_at and approved_at; every other step
-- has a row here.
CREATE TABLE attempt_transitions (
    attempt_id ${uuid} NOT NULL REFERENCES payment_attempts (id),
    version ${int} NOT NULL,
    event ${int} NOT NULL,
    from_state ${int} NOT NULL,
    to_state ${int} NOT NULL,
    at ${instant} NOT NULL,
    reason ${text},
    PRIMARY KEY (attempt_id, version)
) ${strict};

CREATE TABLE refunds (
    id ${uuid} PRIMARY KEY NOT NULL,
    attempt_id ${uuid} NOT NULL REFERENCES payment_attempts (id),
    amount ${long} NOT NULL CHECK (amount > 0),
    reason ${text} NOT NULL,
    state ${int} NOT NULL CHECK (state IN (1, 2, 3)),
    idempotency_key ${text} NOT NULL UNIQUE,
    requested_at ${instant} NOT NULL,
    ended_at ${instant},
    provider_reference ${text},
    failure_code ${text},
    CONSTRAINT refund_ended CHECK ((state = 1 AND ended_at IS NULL) OR (state <> 1 AND ended_at IS NOT NULL))
) ${strict};
CREATE INDEX refunds_of_attempt ON refunds (attempt_id);
