-- What an order is found by: a fingerprint of each word about it. Those of persons are keyed, so that a copy of this
-- table names nobody. Filled behind the order path, at its own pace.
CREATE TABLE order_terms (
    term ${uuid} NOT NULL,
    order_id ${uuid} NOT NULL,
    PRIMARY KEY (term, order_id)
) ${clustered};

-- Every order up to here has its terms.
CREATE TABLE order_index (
    one ${int} PRIMARY KEY NOT NULL CHECK (one = 1),
    through_id ${uuid} NOT NULL
) ${strict};
${if_sqlite}
INSERT INTO order_index (one, through_id) VALUES (1, zeroblob(16));
${end_sqlite}
${if_postgres}
INSERT INTO order_index (one, through_id) VALUES (1, '00000000-0000-0000-0000-000000000000');
${end_postgres}

-- Orders that are shipped or over, by state. Those before are few and new, and buying writes nothing here.
CREATE INDEX orders_past ON orders (status, id) WHERE status >= 4;
