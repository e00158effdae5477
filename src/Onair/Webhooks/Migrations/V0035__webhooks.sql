-- Who outside is told of facts. Secrets are sealed; the one before still signs for a day after a change.
CREATE TABLE webhooks (
    id ${uuid} PRIMARY KEY NOT NULL,
    name ${text} NOT NULL,
    url ${text} NOT NULL,
    events ${text} NOT NULL,
    state ${int} NOT NULL CHECK (state IN (1, 2, 3)),
    sealed_secret ${text} NOT NULL,
    sealed_before ${text},
    before_until ${instant},
    failing_since ${instant},
    created_at ${instant} NOT NULL,
    created_by ${text} NOT NULL,
    version ${int} NOT NULL CHECK (version > 0)
) ${strict};

-- A message to one of them: the very body that is signed and sent each time.
CREATE TABLE webhook_messages (
    id ${uuid} PRIMARY KEY NOT NULL,
    webhook_id ${uuid} NOT NULL,
    event ${text} NOT NULL,
    body ${text} NOT NULL,
    state ${int} NOT NULL CHECK (state IN (1, 2, 3)),
    tries ${int} NOT NULL CHECK (tries >= 0),
    created_at ${instant} NOT NULL,
    ended_at ${instant}
) ${strict};
CREATE INDEX webhook_messages_of ON webhook_messages (webhook_id, id);
CREATE INDEX webhook_messages_ended ON webhook_messages (ended_at) WHERE ended_at IS NOT NULL;

-- What was answered, try by try. status 0: nobody answered.
CREATE TABLE webhook_tries (
    message_id ${uuid} NOT NULL,
    number ${int} NOT NULL,
    at ${instant} NOT NULL,
    status ${int} NOT NULL,
    note ${text} NOT NULL,
    took_ms ${int} NOT NULL,
    PRIMARY KEY (message_id, number)
) ${clustered};
