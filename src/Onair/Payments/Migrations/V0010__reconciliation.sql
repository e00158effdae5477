-- What providers say moved, as they said it last. Kept, so that a movement that one day's statement tells and another
-- day's change of ours belong to can meet: a day is a border of neither.
CREATE TABLE provider_movements (
    provider ${text} NOT NULL,
    movement_key ${text} NOT NULL,
    reference ${text} NOT NULL,
    provider_order_id ${text} NOT NULL,
    kind ${int} NOT NULL CHECK (kind IN (1, 2)),
    amount ${long} NOT NULL CHECK (amount > 0),
    at ${instant} NOT NULL,
    seen_at ${instant} NOT NULL,
    PRIMARY KEY (provider, movement_key)
) ${strict};
CREATE INDEX provider_movements_of_order ON provider_movements (provider, provider_order_id);

-- Evidence: a day counts as reconciled when a run of it says so. day is yyyymmdd in Korea, 0 for a sliding run.
CREATE TABLE reconciliation_runs (
    id ${uuid} PRIMARY KEY NOT NULL,
    provider ${text} NOT NULL,
    kind ${int} NOT NULL CHECK (kind IN (1, 2, 3)),
    day ${int} NOT NULL,
    from_at ${instant} NOT NULL,
    until_at ${instant} NOT NULL,
    started_at ${instant} NOT NULL,
    ended_at ${instant} NOT NULL,
    status ${int} NOT NULL CHECK (status IN (1, 2)),
    is_listing ${int} NOT NULL,
    settlement_lines ${int} NOT NULL,
    matched ${int} NOT NULL,
    in_flight ${int} NOT NULL,
    ours_only ${int} NOT NULL,
    theirs_only ${int} NOT NULL,
    amount_differs ${int} NOT NULL,
    status_differs ${int} NOT NULL,
    opened ${int} NOT NULL,
    closed ${int} NOT NULL,
    failure ${text}
) ${strict};
CREATE INDEX reconciliation_runs_of_day ON reconciliation_runs (provider, day, started_at);

-- One row per mismatch for ever: the key stays the same from pass to pass, and a mismatch that comes back opens it
-- again.
CREATE TABLE reconciliation_cases (
    id ${uuid} PRIMARY KEY NOT NULL,
    provider ${text} NOT NULL,
    case_key ${text} NOT NULL,
    subject ${int} NOT NULL CHECK (subject IN (1, 2, 3)),
    bucket ${int} NOT NULL CHECK (bucket IN (2, 3, 4, 5)),
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
-- Those that are open are few; finding them must not walk those that were.
CREATE INDEX reconciliation_cases_open ON reconciliation_cases (provider, opened_at) WHERE state IN (1, 2);

CREATE TABLE reconciliation_case_changes (
    case_id ${uuid} NOT NULL,
    version ${int} NOT NULL,
    state ${int} NOT NULL,
    at ${instant} NOT NULL,
    actor ${text} NOT NULL,
    reason ${text},
    note ${text},
    PRIMARY KEY (case_id, version)
) ${strict};
