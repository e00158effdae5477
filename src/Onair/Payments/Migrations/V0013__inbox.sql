-- What providers' servers told us by themselves, before anybody has looked at it. The body is base64: it may be of any
-- encoding, and a broken one must be kept as it came. It is emptied when its notice is done.
CREATE TABLE payment_notices (
    id ${uuid} PRIMARY KEY NOT NULL,
    provider ${text} NOT NULL,
    dedupe_key ${text} NOT NULL,
    received_at ${instant} NOT NULL,
    content_type ${text},
    headers ${text} NOT NULL,
    body ${text},
    sender ${text},
    state ${int} NOT NULL CHECK (state BETWEEN 1 AND 3),
    tries ${int} NOT NULL CHECK (tries >= 0),
    attempt_id ${uuid} NOT NULL,
    code ${text},
    ended_at ${instant},
    version ${int} NOT NULL CHECK (version > 0),
    CONSTRAINT notice_ended CHECK ((state = 1) = (ended_at IS NULL)),
    CONSTRAINT notice_body CHECK (state <> 1 OR body IS NOT NULL),
    CONSTRAINT notice_refused CHECK (state <> 3 OR code IS NOT NULL)
) ${strict};
CREATE UNIQUE INDEX payment_notices_once ON payment_notices (provider, dedupe_key);
CREATE INDEX payment_notices_waiting ON payment_notices (provider) WHERE ended_at IS NULL;
CREATE INDEX payment_notices_ended ON payment_notices (ended_at) WHERE ended_at IS NOT NULL;
