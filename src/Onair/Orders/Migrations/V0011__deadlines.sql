-- The clocks of the law: an order that is paid is to be shipped by a time, a delivered one may be given back until a
-- time, and money that is owed goes back by a time. fees is what the shop keeps for ways back.
ALTER TABLE orders ADD COLUMN fees ${long} NOT NULL DEFAULT 0 CHECK (fees >= 0);
ALTER TABLE orders ADD COLUMN ship_before ${instant};
ALTER TABLE orders ADD COLUMN withdraw_before ${instant};
CREATE INDEX orders_to_ship ON orders (ship_before) WHERE status IN (2, 3);

ALTER TABLE order_transitions ADD COLUMN cause ${int} CHECK (cause BETWEEN 1 AND 4);
ALTER TABLE order_transitions ADD COLUMN fee ${long} NOT NULL DEFAULT 0 CHECK (fee >= 0);

-- Money that is still owed: asked for, or refused by the provider.
ALTER TABLE refunds ADD COLUMN due_at ${instant};
CREATE INDEX refunds_owed ON refunds (due_at) WHERE state IN (1, 3);

-- What customers want to give back, from their word until the goods are here. One is open per order.
CREATE TABLE withdrawals (
    id ${uuid} PRIMARY KEY NOT NULL,
    order_id ${uuid} NOT NULL,
    cause ${int} NOT NULL CHECK (cause BETWEEN 1 AND 3),
    state ${int} NOT NULL CHECK (state BETWEEN 1 AND 2),
    requested_at ${instant} NOT NULL,
    ended_at ${instant},
    -- Encrypted; emptied when the goods are here, as the refund has it then.
    sealed_account ${text},
    CONSTRAINT withdrawal_ended CHECK ((state = 1 AND ended_at IS NULL) OR (state = 2 AND ended_at IS NOT NULL)),
    CONSTRAINT withdrawal_forgets CHECK (state = 1 OR sealed_account IS NULL)
) ${strict};
CREATE UNIQUE INDEX withdrawals_open ON withdrawals (order_id) WHERE state = 1;
CREATE INDEX withdrawals_of_order ON withdrawals (order_id);

CREATE TABLE withdrawal_lines (
    withdrawal_id ${uuid} NOT NULL,
    line ${int} NOT NULL,
    pieces ${int} NOT NULL CHECK (pieces > 0),
    PRIMARY KEY (withdrawal_id, line)
) ${strict};
