-- Who takes orders on the telephone. Of a token its fingerprint is kept; a name is never given to another.
CREATE TABLE call_agents (
    id ${uuid} PRIMARY KEY NOT NULL,
    name ${text} NOT NULL,
    token_digest ${text} NOT NULL,
    added_at ${instant} NOT NULL,
    revoked_at ${instant}
) ${strict};
CREATE UNIQUE INDEX call_agents_name ON call_agents (name);

-- What an agent did with whose order, when and from where: only added to, and purged when its time is over. One order
-- is ordered once, however often it is asked for.
CREATE TABLE agent_deeds (
    id ${uuid} PRIMARY KEY NOT NULL,
    agent_id ${uuid} NOT NULL,
    at ${instant} NOT NULL,
    sender ${text} NOT NULL,
    kind ${int} NOT NULL CHECK (kind BETWEEN 1 AND 4),
    customer_key ${uuid} NOT NULL,
    order_number ${text},
    outcome ${text} NOT NULL
) ${strict};
CREATE UNIQUE INDEX agent_deeds_ordered ON agent_deeds (order_number) WHERE kind = 1;
CREATE INDEX agent_deeds_at ON agent_deeds (at);

-- Calls at a voice system, from the first word to the last. The caller is a fingerprint: their number comes with every
-- event, and stands in the order alone.
CREATE TABLE calls (
    id ${uuid} PRIMARY KEY NOT NULL,
    customer_key ${uuid} NOT NULL,
    feed ${text},
    step ${int} NOT NULL CHECK (step BETWEEN 1 AND 7),
    is_english ${int} NOT NULL CHECK (is_english IN (0, 1)),
    menu ${text} NOT NULL,
    offer_id ${uuid},
    unit_price ${long} NOT NULL,
    quantity ${int} NOT NULL,
    tries ${int} NOT NULL,
    last_seq ${int} NOT NULL,
    started_at ${instant} NOT NULL,
    heard_at ${instant} NOT NULL,
    placing_since ${instant},
    ended_at ${instant},
    order_id ${uuid},
    order_number ${text}
) ${hot};
CREATE INDEX calls_open ON calls (heard_at) WHERE ended_at IS NULL;
CREATE INDEX calls_ended ON calls (ended_at) WHERE ended_at IS NOT NULL;

-- What was answered to each event of a call: the same event again gets the same answer.
CREATE TABLE call_events (
    call_id ${uuid} NOT NULL,
    seq ${int} NOT NULL,
    event_digest ${uuid} NOT NULL,
    answer ${text} NOT NULL,
    PRIMARY KEY (call_id, seq)
) ${clustered};
