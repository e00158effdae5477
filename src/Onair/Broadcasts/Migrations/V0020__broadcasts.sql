-- Shows in the schedule. An instant that has not come yet is empty.
CREATE TABLE broadcasts (
    id ${uuid} PRIMARY KEY NOT NULL,
    feed ${text} NOT NULL,
    title_ko ${text} NOT NULL,
    title_en ${text} NOT NULL,
    stream_url ${text} NOT NULL,
    poster_url ${text} NOT NULL,
    starts_at ${instant} NOT NULL,
    ends_at ${instant} NOT NULL,
    state ${int} NOT NULL CHECK (state BETWEEN 1 AND 3),
    runs_itself ${int} NOT NULL CHECK (runs_itself IN (0, 1)),
    on_air_offer ${uuid},
    started_at ${instant},
    ended_at ${instant},
    version ${int} NOT NULL,
    CONSTRAINT broadcast_takes_time CHECK (ends_at > starts_at),
    CONSTRAINT broadcast_ended CHECK ((state = 3) = (ended_at IS NOT NULL)),
    CONSTRAINT broadcast_shows_while_on_air CHECK (on_air_offer IS NULL OR state = 2)
) ${strict};
CREATE INDEX broadcasts_by_start ON broadcasts (starts_at);
CREATE INDEX broadcasts_to_run ON broadcasts (starts_at) WHERE state < 3;

-- One row per offer. The check is the last line: no code path can sell more than the producer allotted.
CREATE TABLE offers (
    id ${uuid} PRIMARY KEY NOT NULL,
    broadcast_id ${uuid} NOT NULL,
    position ${int} NOT NULL,
    variant_id ${uuid} NOT NULL,
    sku ${text} NOT NULL,
    price ${long} NOT NULL CHECK (price >= 0),
    price_before ${long} NOT NULL CHECK (price_before >= 0),
    price_version ${int} NOT NULL,
    allotment ${long} NOT NULL,
    limit_per_customer ${int} CHECK (limit_per_customer > 0),
    planned_at ${instant} NOT NULL,
    opens_at ${instant},
    closes_at ${instant},
    held ${long} NOT NULL,
    sold ${long} NOT NULL,
    version ${long} NOT NULL,
    CONSTRAINT offer_is_within_its_allotment CHECK (held >= 0 AND sold >= 0 AND held + sold <= allotment),
    CONSTRAINT offer_has_a_window CHECK ((opens_at IS NULL) = (closes_at IS NULL)),
    UNIQUE (broadcast_id, position)
) ${hot};
CREATE INDEX offers_to_open ON offers (planned_at) WHERE opens_at IS NULL;

-- Every price that an offer ever had; what was charged is held against it.
CREATE TABLE offer_prices (
    offer_id ${uuid} NOT NULL,
    version ${int} NOT NULL,
    price ${long} NOT NULL,
    valid_from ${instant} NOT NULL,
    PRIMARY KEY (offer_id, version)
) ${clustered};

-- Who watches, as each node counts its own streams: the most at one time in a minute, and how many came in it.
CREATE TABLE broadcast_audience (
    broadcast_id ${uuid} NOT NULL,
    minute ${instant} NOT NULL,
    node ${text} NOT NULL,
    viewers ${long} NOT NULL,
    peak ${long} NOT NULL,
    joined ${long} NOT NULL,
    seen_at ${instant} NOT NULL,
    PRIMARY KEY (broadcast_id, minute, node)
) ${clustered};
