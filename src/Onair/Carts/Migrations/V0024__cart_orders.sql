-- What orders took from a cart, written with the order itself; a row goes in the transaction in which its pieces leave
-- the cart. carts.last_order is from before, and is read by older nodes alone.
CREATE TABLE cart_orders (
    order_id ${uuid} NOT NULL,
    owner_key ${uuid} NOT NULL,
    sku ${text} NOT NULL,
    quantity ${int} NOT NULL CHECK (quantity > 0),
    ordered_at ${instant} NOT NULL,
    PRIMARY KEY (order_id, sku)
) ${strict};
CREATE INDEX cart_orders_of ON cart_orders (owner_key);
