-- What buyers say of a product, once per order and product. One that is withdrawn keeps its place and says nothing.
CREATE TABLE ratings (
    id ${uuid} PRIMARY KEY NOT NULL,
    product_id ${uuid} NOT NULL,
    order_id ${uuid} NOT NULL,
    sku ${text} NOT NULL,
    state ${int} NOT NULL CHECK (state BETWEEN 1 AND 5),
    version ${int} NOT NULL CHECK (version > 0),
    stars ${int} CHECK (stars BETWEEN 1 AND 5),
    body ${text} NOT NULL,
    -- Masked before it comes here: no row has a name.
    author ${text} NOT NULL,
    language ${text} NOT NULL CHECK (language IN ('ko', 'en')),
    reason ${int} CHECK (reason BETWEEN 1 AND 6),
    written_at ${instant} NOT NULL,
    changed_at ${instant} NOT NULL,
    CONSTRAINT rating_once UNIQUE (order_id, product_id),
    CONSTRAINT rating_withdrawn CHECK (
        (state = 5 AND stars IS NULL AND body = '' AND author = '') OR (state <> 5 AND stars IS NOT NULL)),
    CONSTRAINT rating_refused_with_reason CHECK ((state IN (3, 4)) = (reason IS NOT NULL))
) ${strict};
CREATE INDEX ratings_newest ON ratings (product_id, written_at, id) WHERE state = 2;
CREATE INDEX ratings_by_stars ON ratings (product_id, stars, written_at, id) WHERE state = 2;
CREATE INDEX ratings_by_state ON ratings (state, id);

-- How many published ratings of a product have how many stars.
CREATE TABLE rating_sums (
    product_id ${uuid} PRIMARY KEY NOT NULL,
    stars1 ${long} NOT NULL CHECK (stars1 >= 0),
    stars2 ${long} NOT NULL CHECK (stars2 >= 0),
    stars3 ${long} NOT NULL CHECK (stars3 >= 0),
    stars4 ${long} NOT NULL CHECK (stars4 >= 0),
    stars5 ${long} NOT NULL CHECK (stars5 >= 0)
) ${strict};

-- Who did what to a rating, when and why; rows are only added. No from_state: it was not there before.
CREATE TABLE rating_steps (
    rating_id ${uuid} NOT NULL,
    version ${int} NOT NULL,
    from_state ${int} CHECK (from_state BETWEEN 1 AND 5),
    to_state ${int} NOT NULL CHECK (to_state BETWEEN 1 AND 5),
    at ${instant} NOT NULL,
    actor ${text} NOT NULL,
    reason ${int},
    note ${text},
    PRIMARY KEY (rating_id, version)
) ${clustered};

-- Written anew by the shop, so that nothing of the sender's file is in them.
CREATE TABLE rating_pictures (
    id ${uuid} PRIMARY KEY NOT NULL,
    rating_id ${uuid} NOT NULL REFERENCES ratings (id),
    width ${int} NOT NULL CHECK (width > 0),
    height ${int} NOT NULL CHECK (height > 0),
    digest ${uuid} NOT NULL,
    content ${bytes} NOT NULL,
    added_at ${instant} NOT NULL,
    CONSTRAINT rating_picture_once UNIQUE (rating_id, digest)
) ${strict};

-- What readers say is wrong with a published rating, until a moderator has looked; whose word it is is a fingerprint.
CREATE TABLE rating_reports (
    rating_id ${uuid} NOT NULL,
    reader_key ${uuid} NOT NULL,
    reason ${int} NOT NULL CHECK (reason BETWEEN 1 AND 6),
    at ${instant} NOT NULL,
    PRIMARY KEY (rating_id, reader_key)
) ${clustered};
