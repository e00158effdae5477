-- Orders that are over and whose person is still known, the oldest first: what retention looks at. An order that is
-- placed or paid is not in it, so that buying writes nothing here. A forgotten order has its own id as customer key.
CREATE INDEX orders_kept ON orders (changed_at) WHERE status >= 4 AND customer_key <> id;

-- Orders of people who left, until what is known of the person has been taken out of the order book.
CREATE TABLE order_departures (
    order_id ${uuid} PRIMARY KEY NOT NULL
) ${clustered};

-- Who people who left were, apart from the order book and sealed: for the years that the law wants it, and no more.
CREATE TABLE kept_persons (
    order_id ${uuid} PRIMARY KEY NOT NULL,
    sealed ${text} NOT NULL,
    at ${instant} NOT NULL
) ${strict};
