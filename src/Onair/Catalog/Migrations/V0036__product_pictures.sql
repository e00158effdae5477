-- Pictures that staff sent, written anew by the shop; products name them by their address.
CREATE TABLE product_pictures (
    url ${text} PRIMARY KEY NOT NULL,
    content ${bytes} NOT NULL,
    added_at ${instant} NOT NULL
) ${strict};

-- Prices that begin at a time.
CREATE TABLE price_plans (
    id ${uuid} PRIMARY KEY NOT NULL,
    sku ${text} NOT NULL,
    price ${long} NOT NULL CHECK (price >= 0),
    list_price ${long} CHECK (list_price IS NULL OR list_price >= price),
    at ${instant} NOT NULL,
    planned_by ${text} NOT NULL
) ${strict};
CREATE INDEX price_plans_due ON price_plans (at, id);
CREATE INDEX price_plans_of ON price_plans (sku, at);
