-- What went wrong. The ladder and the runbook are those of its opening: later edits never touch it.
CREATE TABLE incidents (
    id ${uuid} PRIMARY KEY NOT NULL,
    number ${long} NOT NULL UNIQUE,
    dedup_key ${text} NOT NULL,
    source ${int} NOT NULL,
    area ${int} NOT NULL,
    severity ${int} NOT NULL,
    state ${int} NOT NULL CHECK (state BETWEEN 1 AND 4),
    title_ko ${text} NOT NULL,
    title_en ${text} NOT NULL,
    runbook ${text} NOT NULL,
    ladder_version ${int} NOT NULL,
    is_drill ${int} NOT NULL CHECK (is_drill IN (0, 1)),
    still_fires ${int} NOT NULL CHECK (still_fires IN (0, 1)),
    opened_at ${instant} NOT NULL,
    raised_at ${instant} NOT NULL,
    acknowledged_at ${instant},
    acknowledged_by ${text},
    communicated_at ${instant},
    mitigated_at ${instant},
    resolved_at ${instant},
    resolved_by ${text},
    closed_at ${instant},
    merged_into ${uuid},
    before_id ${uuid},
    seq ${int} NOT NULL,
    digest ${text} NOT NULL
) ${strict};
-- One open incident of each cause.
CREATE UNIQUE INDEX incidents_open ON incidents (dedup_key) WHERE state = 1;
CREATE INDEX incidents_of ON incidents (dedup_key, id);

-- The next number: whoever opens an incident holds this row until the commit.
CREATE TABLE incident_numbers (
    one ${int} PRIMARY KEY NOT NULL CHECK (one = 1),
    last_number ${long} NOT NULL
) ${strict};
INSERT INTO incident_numbers (one, last_number) VALUES (1, 0);

-- The ladder of an incident: absolute times, each fired once.
CREATE TABLE incident_rungs (
    incident_id ${uuid} NOT NULL,
    rung ${int} NOT NULL,
    level ${int} NOT NULL,
    clock ${int} NOT NULL,
    action ${int} NOT NULL,
    roles ${text} NOT NULL,
    due_at ${instant} NOT NULL,
    state ${int} NOT NULL CHECK (state IN (1, 2, 3)),
    fired_at ${instant},
    PRIMARY KEY (incident_id, rung)
) ${clustered};

-- Who was told. No address: that is the contact's.
CREATE TABLE incident_pages (
    id ${uuid} PRIMARY KEY NOT NULL,
    incident_id ${uuid} NOT NULL,
    rung ${int} NOT NULL,
    contact_id ${uuid},
    recipient ${text} NOT NULL,
    channel ${int} NOT NULL,
    state ${int} NOT NULL CHECK (state IN (1, 2, 3)),
    queued_at ${instant} NOT NULL,
    sent_at ${instant},
    tries ${int} NOT NULL,
    note ${text} NOT NULL
) ${strict};
CREATE INDEX incident_pages_of ON incident_pages (incident_id, id);

-- What happened, only ever added to; each digest is over the one before.
CREATE TABLE incident_events (
    incident_id ${uuid} NOT NULL,
    seq ${int} NOT NULL,
    at ${instant} NOT NULL,
    kind ${int} NOT NULL,
    actor ${text} NOT NULL,
    ko ${text} NOT NULL,
    en ${text} NOT NULL,
    evidence ${text} NOT NULL,
    digest ${text} NOT NULL,
    PRIMARY KEY (incident_id, seq)
) ${clustered};

-- Who can be called: name, e-mail, phone and address of a channel are sealed.
CREATE TABLE incident_contacts (
    id ${uuid} PRIMARY KEY NOT NULL,
    sealed ${text} NOT NULL,
    roles ${text} NOT NULL,
    channel ${int} NOT NULL,
    is_always ${int} NOT NULL CHECK (is_always IN (0, 1)),
    is_active ${int} NOT NULL CHECK (is_active IN (0, 1)),
    version ${int} NOT NULL
) ${strict};

-- Who is on call when. Overrides go before shifts.
CREATE TABLE incident_shifts (
    id ${uuid} PRIMARY KEY NOT NULL,
    role ${text} NOT NULL,
    contact_id ${uuid} NOT NULL,
    starts_at ${instant} NOT NULL,
    ends_at ${instant} NOT NULL,
    is_override ${int} NOT NULL CHECK (is_override IN (0, 1)),
    created_by ${text} NOT NULL
) ${strict};
CREATE INDEX incident_shifts_by_end ON incident_shifts (ends_at);
