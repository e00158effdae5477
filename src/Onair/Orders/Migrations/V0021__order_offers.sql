-- Which offer of a broadcast a line was bought under, and whether it counts against the offer's limit.
ALTER TABLE order_lines ADD COLUMN offer_id ${uuid};
ALTER TABLE order_lines ADD COLUMN offer_limited ${int} NOT NULL DEFAULT 0 CHECK (offer_limited IN (0, 1));

-- Pieces a customer has of an offer that is limited per customer, cancelled and returned ones taken off.
CREATE TABLE offer_counts (
    offer_id ${uuid} NOT NULL,
    customer_key ${uuid} NOT NULL,
    quantity ${long} NOT NULL CHECK (quantity >= 0),
    PRIMARY KEY (offer_id, customer_key)
) ${clustered};

-- What facts add up to under an offer: orders, pieces and won per minute and channel.
CREATE TABLE offer_minutes (
    offer_id ${uuid} NOT NULL,
    minute ${instant} NOT NULL,
    channel ${int} NOT NULL,
    orders ${long} NOT NULL,
    placed ${long} NOT NULL,
    placed_amount ${long} NOT NULL,
    paid ${long} NOT NULL,
    paid_amount ${long} NOT NULL,
    undone ${long} NOT NULL,
    PRIMARY KEY (offer_id, minute, channel)
) ${clustered};
