-- Where an order goes: one sealed text, for orders that were asked for with an address. The row alone says nothing of
-- anybody.
CREATE TABLE order_deliveries (
    order_id ${uuid} PRIMARY KEY NOT NULL,
    sealed ${text} NOT NULL
) ${clustered};

-- The language of letters and documents of an order. Most are Korean: the insert of the order path leaves it out.
ALTER TABLE orders ADD COLUMN is_english ${int} NOT NULL DEFAULT 0 CHECK (is_english IN (0, 1));

-- Letters that were written about an order: one per stage and what it is about (the order's version, a refund).
CREATE TABLE order_letters (
    order_id ${uuid} NOT NULL,
    stage ${int} NOT NULL CHECK (stage BETWEEN 1 AND 8),
    about ${text} NOT NULL,
    at ${instant} NOT NULL,
    PRIMARY KEY (order_id, stage, about)
) ${clustered};
