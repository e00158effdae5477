-- Texts of runbooks that incidents began with, by digest: an edit touches no open incident.
CREATE TABLE runbook_texts (
    runbook ${text} NOT NULL,
    digest ${text} NOT NULL,
    body ${text} NOT NULL,
    seen_at ${instant} NOT NULL,
    PRIMARY KEY (runbook, digest)
) ${clustered};

-- Which text an incident goes by.
CREATE TABLE runbook_uses (
    incident_id ${uuid} PRIMARY KEY NOT NULL,
    runbook ${text} NOT NULL,
    digest ${text} NOT NULL
) ${strict};

-- Steps that somebody has done.
CREATE TABLE runbook_ticks (
    incident_id ${uuid} NOT NULL,
    step ${int} NOT NULL,
    at ${instant} NOT NULL,
    done_by ${text} NOT NULL,
    PRIMARY KEY (incident_id, step)
) ${clustered};
