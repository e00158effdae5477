-- Double entry in integer won: a journal is the entries of one source (an attempt, a refund, a line of a settlement)
-- and
-- kind, and they sum to zero. Line 1 of captures and done refunds is the provider's account. Rows are only ever added.
CREATE TABLE ledger_entries (
    source_id ${uuid} NOT NULL,
    kind ${int} NOT NULL CHECK (kind BETWEEN 1 AND 5),
    line ${int} NOT NULL CHECK (line BETWEEN 1 AND 4),
    account ${text} NOT NULL,
    amount ${long} NOT NULL CHECK (amount <> 0),
    order_id ${uuid} NOT NULL,
    attempt_id ${uuid} NOT NULL,
    at ${instant} NOT NULL,
    PRIMARY KEY (source_id, kind, line)
) ${strict};

-- What moved at a provider in a span of time. One entry of each journal, in the order of time: it grows at its end.
CREATE INDEX ledger_entries_moved ON ledger_entries (at) WHERE line = 1 AND kind IN (1, 3);

-- Captures and refunds that are here already.
INSERT INTO ledger_entries (source_id, kind, line, account, amount, order_id, attempt_id, at)
    SELECT id, 1, 1, 'provider:' || provider, captured, order_id, id, approved_at
    FROM payment_attempts WHERE captured > 0;
INSERT INTO ledger_entries (source_id, kind, line, account, amount, order_id, attempt_id, at)
    SELECT id, 1, 2, 'sales', -captured, order_id, id, approved_at FROM payment_attempts WHERE captured > 0;
INSERT INTO ledger_entries (source_id, kind, line, account, amount, order_id, attempt_id, at)
    SELECT r.id, 2, 1, 'sales', r.amount, a.order_id, a.id, r.requested_at
    FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id;
INSERT INTO ledger_entries (source_id, kind, line, account, amount, order_id, attempt_id, at)
    SELECT r.id, 2, 2, 'refunds-payable', -r.amount, a.order_id, a.id, r.requested_at
    FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id;
INSERT INTO ledger_entries (source_id, kind, line, account, amount, order_id, attempt_id, at)
    SELECT r.id, 3, 1, 'provider:' || a.provider, -r.amount, a.order_id, a.id, r.ended_at
    FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id WHERE r.state = 2;
INSERT INTO ledger_entries (source_id, kind, line, account, amount, order_id, attempt_id, at)
    SELECT r.id, 3, 2, 'refunds-payable', r.amount, a.order_id, a.id, r.ended_at
    FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id WHERE r.state = 2;
INSERT INTO ledger_entries (source_id, kind, line, account, amount, order_id, attempt_id, at)
    SELECT r.id, 4, 1, 'refunds-payable', r.amount, a.order_id, a.id, r.ended_at
    FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id WHERE r.state = 3;
INSERT INTO ledger_entries (source_id, kind, line, account, amount, order_id, attempt_id, at)
    SELECT r.id, 4, 2, 'sales', -r.amount, a.order_id, a.id, r.ended_at
    FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id WHERE r.state = 3;

${if_sqlite}
CREATE TRIGGER ledger_entries_stay BEFORE UPDATE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entries_remain BEFORE DELETE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
${end_sqlite}

${if_postgres}
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'restrict_violation'; END
$$;
CREATE TRIGGER ledger_entries_stay BEFORE UPDATE OR DELETE ON ledger_entries
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_entries_remain BEFORE TRUNCATE ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
${end_postgres}

-- A provider says an order's number and the attempt's. Numbers never change, so that updates stay as cheap as they
-- were.
CREATE INDEX payment_attempts_of_number ON payment_attempts (order_number);
