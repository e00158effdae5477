-- Whose account an order belongs to: guests' orders are in nobody's. The account may go; the order stays.
CREATE TABLE customer_orders (
    order_id ${uuid} PRIMARY KEY NOT NULL,
    customer_id ${uuid} NOT NULL
) ${strict};
CREATE INDEX customer_orders_of ON customer_orders (customer_id, order_id);
