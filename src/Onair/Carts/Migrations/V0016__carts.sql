-- A cart holds nothing: stock is set aside by the order alone. The owner is a fingerprint of a guest's token or of a
-- customer's id; the token itself is in no row.
CREATE TABLE carts (
    id ${uuid} PRIMARY KEY NOT NULL,
    owner_key ${uuid} NOT NULL UNIQUE,
    version ${int} NOT NULL CHECK (version > 0),
    last_order ${uuid},
    changed_at ${instant} NOT NULL,
    expires_at ${instant} NOT NULL
) ${strict};
CREATE INDEX carts_by_expiry ON carts (expires_at, id);

CREATE TABLE cart_lines (
    cart_id ${uuid} NOT NULL REFERENCES carts (id),
    variant_id ${uuid} NOT NULL,
    sku ${text} NOT NULL,
    quantity ${int} NOT NULL CHECK (quantity > 0),
    seen_price ${long} NOT NULL CHECK (seen_price >= 0),
    added_at ${instant} NOT NULL,
    PRIMARY KEY (cart_id, variant_id)
) ${strict};
