-- Parcels of orders. A parcel may carry several orders, and an order may go in several parcels.
CREATE TABLE shipments (
    order_id ${uuid} NOT NULL,
    carrier ${int} NOT NULL CHECK (carrier BETWEEN 1 AND 9),
    tracking_number ${text} NOT NULL,
    at ${instant} NOT NULL,
    actor ${text} NOT NULL,
    PRIMARY KEY (order_id, carrier, tracking_number)
) ${clustered};
CREATE INDEX shipments_tracking ON shipments (tracking_number);
