-- ended_at tells live jobs from ended ones, and reason tells dead ones from done ones. The indexes lean on these two
-- and not on state, because claiming a job changes state: an index that names it would be written again for every
-- claim.
CREATE TABLE jobs (
    id ${uuid} PRIMARY KEY NOT NULL,
    kind ${text} NOT NULL,
    key ${text} NOT NULL,
    payload ${text} NOT NULL,
    state ${int} DEFAULT 1 NOT NULL,
    run_at ${instant} NOT NULL,
    created_at ${instant} NOT NULL,
    attempts ${int} DEFAULT 0 NOT NULL,
    lease_id ${uuid},
    lease_until ${instant},
    ended_at ${instant},
    reason ${text},
    CONSTRAINT jobs_attempts CHECK (attempts >= 0),
    CONSTRAINT jobs_state CHECK (
        (state = 1 AND lease_id IS NULL AND lease_until IS NULL AND ended_at IS NULL)
        OR (state = 2 AND lease_id IS NOT NULL AND lease_until IS NOT NULL AND ended_at IS NULL)
        OR (state = 3 AND lease_id IS NULL AND lease_until IS NULL AND ended_at IS NOT NULL AND reason IS NULL)
        OR (state = 4 AND lease_id IS NULL AND lease_until IS NULL AND ended_at IS NOT NULL AND reason IS NOT NULL))
) ${hot};
CREATE UNIQUE INDEX jobs_live_key ON jobs (kind, key) WHERE ended_at IS NULL;
CREATE INDEX jobs_due ON jobs (kind, run_at) WHERE ended_at IS NULL;
CREATE INDEX jobs_done ON jobs (ended_at) WHERE ended_at IS NOT NULL AND reason IS NULL;
CREATE INDEX jobs_dead ON jobs (kind, key) WHERE ended_at IS NOT NULL AND reason IS NOT NULL;

-- One row per transaction that has news: a group commit of 200 orders writes one envelope with 200 facts.
CREATE TABLE outbox (
    id ${serial},
    at ${instant} NOT NULL,
    fact_count ${int} NOT NULL CHECK (fact_count > 0),
    payload ${text} NOT NULL,
    delivered_at ${instant}
) ${strict};
CREATE INDEX outbox_waiting ON outbox (id) WHERE delivered_at IS NULL;

CREATE TABLE parked_facts (
    id ${serial},
    subscriber ${text} NOT NULL,
    stream ${uuid} NOT NULL,
    envelope_id ${long} NOT NULL,
    ordinal ${int} NOT NULL,
    kind ${text} NOT NULL,
    fact_at ${instant} NOT NULL,
    payload ${text} NOT NULL,
    at ${instant} NOT NULL,
    attempts ${int} NOT NULL,
    reason ${text} NOT NULL,
    UNIQUE (subscriber, envelope_id, ordinal)
) ${strict};
CREATE INDEX parked_facts_by_stream ON parked_facts (stream, subscriber, id);

CREATE TABLE leases (
    name ${text} PRIMARY KEY NOT NULL,
    holder ${text} NOT NULL,
    until ${instant} NOT NULL
) ${hot};
