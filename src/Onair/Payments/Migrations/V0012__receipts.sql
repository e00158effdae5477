-- Receipts of cash for the tax office. A row is one call for one receipt: its id is the key of that call, and what was
-- asked for under it stays as it was. A receipt that no longer fits what the shop keeps is cancelled, and the next one
-- has a row of its own, with the next place. captured_* is how the whole capture splits.
CREATE TABLE cash_receipts (
    id ${uuid} PRIMARY KEY NOT NULL,
    attempt_id ${uuid} NOT NULL,
    place ${int} NOT NULL CHECK (place > 0),
    order_number ${text} NOT NULL,
    order_name ${text} NOT NULL,
    purpose ${int} NOT NULL CHECK (purpose IN (1, 2)),
    self_issued ${int} NOT NULL CHECK (self_issued IN (0, 1)),
    -- Encrypted, and emptied after a while; what is masked tells a customer which number it was.
    sealed_number ${text},
    masked_number ${text},
    captured_vat ${long} NOT NULL CHECK (captured_vat >= 0),
    captured_tax_free ${long} NOT NULL CHECK (captured_tax_free >= 0),
    amount ${long} NOT NULL CHECK (amount >= 0),
    vat ${long} NOT NULL CHECK (vat >= 0),
    tax_free ${long} NOT NULL CHECK (tax_free >= 0),
    state ${int} NOT NULL CHECK (state BETWEEN 1 AND 7),
    asked_at ${instant} NOT NULL,
    due_at ${instant},
    called_at ${instant},
    cancel_id ${uuid},
    provider_key ${text},
    issue_number ${text},
    url ${text},
    failure_code ${text},
    changed_at ${instant} NOT NULL,
    version ${int} NOT NULL CHECK (version > 0),
    CONSTRAINT receipt_once UNIQUE (attempt_id, place),
    CONSTRAINT receipt_tax CHECK (vat + tax_free <= amount),
    CONSTRAINT receipt_amount CHECK (amount > 0 OR state IN (1, 7)),
    CONSTRAINT receipt_due CHECK (due_at IS NOT NULL OR state NOT IN (2, 4)),
    CONSTRAINT receipt_issued CHECK (provider_key IS NOT NULL OR state NOT IN (3, 4, 5)),
    CONSTRAINT receipt_cancel CHECK (cancel_id IS NOT NULL OR state NOT IN (4, 5)),
    CONSTRAINT receipt_failed CHECK (failure_code IS NOT NULL OR state <> 6)
) ${strict};
-- One living receipt per payment, whatever races: two over the same money would be one too many.
CREATE UNIQUE INDEX cash_receipts_living ON cash_receipts (attempt_id) WHERE state IN (2, 3, 4);
-- What waits is little; a look for it must not walk what is done.
CREATE INDEX cash_receipts_due ON cash_receipts (due_at) WHERE state IN (2, 4);
CREATE INDEX cash_receipts_numbers ON cash_receipts (asked_at) WHERE sealed_number IS NOT NULL;

-- Cases are also about deposits that a bank took back (4), refunds past their day (5) and receipts (6); and what is
-- owed and late has a bucket of its own (7). SQLite cannot change a CHECK, hence the table is made anew.
CREATE TABLE reconciliation_cases_moved (
    id ${uuid} PRIMARY KEY NOT NULL,
    provider ${text} NOT NULL,
    case_key ${text} NOT NULL,
    subject ${int} NOT NULL CHECK (subject BETWEEN 1 AND 6),
    bucket ${int} NOT NULL CHECK (bucket IN (2, 3, 4, 5, 7)),
    state ${int} NOT NULL CHECK (state IN (1, 2, 3)),
    owner ${text} NOT NULL,
    attempt_id ${uuid},
    provider_order_id ${text} NOT NULL,
    reference ${text},
    ours ${long} NOT NULL,
    theirs ${long} NOT NULL,
    happened_at ${instant} NOT NULL,
    opened_at ${instant} NOT NULL,
    changed_at ${instant} NOT NULL,
    actor ${text} NOT NULL,
    reason ${text},
    note ${text},
    version ${int} NOT NULL CHECK (version > 0),
    UNIQUE (provider, case_key),
    CONSTRAINT case_reason CHECK (state <> 3 OR reason IS NOT NULL)
) ${strict};
INSERT INTO reconciliation_cases_moved (id, provider, case_key, subject, bucket, state, owner, attempt_id,
        provider_order_id, reference, ours, theirs, happened_at, opened_at, changed_at, actor, reason, note, version)
    SELECT id, provider, case_key, subject, bucket, state, owner, attempt_id, provider_order_id, reference, ours,
        theirs, happened_at, opened_at, changed_at, actor, reason, note, version FROM reconciliation_cases;
DROP TABLE reconciliation_cases;
ALTER TABLE reconciliation_cases_moved RENAME TO reconciliation_cases;
CREATE INDEX reconciliation_cases_open ON reconciliation_cases (provider, opened_at) WHERE state IN (1, 2);

-- Which captures were paid out; and which movements are old.
CREATE INDEX ledger_entries_paid_out ON ledger_entries (attempt_id) WHERE line = 1 AND kind = 5;
CREATE INDEX provider_movements_by_age ON provider_movements (at);
