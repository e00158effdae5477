-- Every revision of every rule, the newest in force. A file's version stands beside ours, as the console edits too.
CREATE TABLE alarm_rules (
    id ${text} NOT NULL,
    revision ${int} NOT NULL CHECK (revision > 0),
    file_version ${int} NOT NULL,
    is_edited ${int} NOT NULL CHECK (is_edited IN (0, 1)),
    body ${text} NOT NULL,
    created_at ${instant} NOT NULL,
    created_by ${text} NOT NULL,
    reason ${text} NOT NULL,
    PRIMARY KEY (id, revision)
) ${clustered};

-- How alarms stand, as of the last evaluation. Values in millionths.
CREATE TABLE alarm_states (
    rule_id ${text} NOT NULL,
    label ${text} NOT NULL,
    rule_revision ${int} NOT NULL,
    level ${int} NOT NULL CHECK (level BETWEEN 1 AND 5),
    health ${int} NOT NULL CHECK (health BETWEEN 1 AND 5),
    since ${instant} NOT NULL,
    value ${long},
    samples ${long} NOT NULL,
    breached_at ${long},
    is_suppressed ${int} NOT NULL CHECK (is_suppressed IN (0, 1)),
    is_silenced ${int} NOT NULL CHECK (is_silenced IN (0, 1)),
    evaluated_at ${instant} NOT NULL,
    PRIMARY KEY (rule_id, label)
) ${clustered};

-- What changed, with what it was decided on. Only ever added to.
CREATE TABLE alarm_transitions (
    id ${uuid} PRIMARY KEY NOT NULL,
    at ${instant} NOT NULL,
    rule_id ${text} NOT NULL,
    label ${text} NOT NULL,
    rule_revision ${int} NOT NULL,
    from_level ${int} NOT NULL,
    to_level ${int} NOT NULL,
    health ${int} NOT NULL,
    value ${long},
    samples ${long} NOT NULL,
    was_suppressed ${int} NOT NULL,
    is_suppressed ${int} NOT NULL,
    is_silenced ${int} NOT NULL,
    evidence ${text} NOT NULL
) ${strict};
CREATE INDEX alarm_transitions_of ON alarm_transitions (rule_id, id);

-- Who wants to hear nothing of what, why and until when. rule_id '*': of anything.
CREATE TABLE alarm_silences (
    id ${uuid} PRIMARY KEY NOT NULL,
    rule_id ${text} NOT NULL,
    label ${text} NOT NULL,
    reason ${text} NOT NULL,
    author ${text} NOT NULL,
    starts_at ${instant} NOT NULL,
    ends_at ${instant} NOT NULL
) ${strict};
CREATE INDEX alarm_silences_by_end ON alarm_silences (ends_at);

-- The last evaluation: one row, so that whoever watches sees that it goes on.
CREATE TABLE alarm_evaluations (
    id ${int} PRIMARY KEY NOT NULL CHECK (id = 1),
    at ${instant} NOT NULL,
    took_us ${long} NOT NULL,
    rules ${int} NOT NULL,
    failed ${int} NOT NULL,
    node ${text} NOT NULL
) ${strict};
