CREATE TABLE orders (
    id ${uuid} PRIMARY KEY NOT NULL,
    number ${text} NOT NULL UNIQUE,
    -- The customer and the idempotency key, as one fingerprint: asking twice is asking once.
    request_key ${uuid} NOT NULL UNIQUE,
    request_hash ${uuid} NOT NULL,
    customer_key ${uuid} NOT NULL,
    channel ${int} NOT NULL CHECK (channel BETWEEN 1 AND 4),
    status ${int} NOT NULL CHECK (status BETWEEN 1 AND 8),
    version ${int} NOT NULL,
    currency ${text} NOT NULL,
    total ${long} NOT NULL CHECK (total >= 0),
    vat ${long} NOT NULL CHECK (vat >= 0 AND vat <= total),
    remaining ${long} NOT NULL CHECK (remaining >= 0 AND remaining <= total),
    customer_name ${text} NOT NULL,
    customer_phone ${text} NOT NULL,
    customer_email ${text},
    placed_at ${instant} NOT NULL,
    pay_before ${instant} NOT NULL,
    changed_at ${instant} NOT NULL
) ${strict};
CREATE INDEX orders_unpaid ON orders (pay_before) WHERE status = 1;

CREATE TABLE order_lines (
    order_id ${uuid} NOT NULL,
    line ${int} NOT NULL,
    variant_id ${uuid} NOT NULL,
    sku ${text} NOT NULL,
    name_ko ${text} NOT NULL,
    name_en ${text} NOT NULL,
    quantity ${int} NOT NULL CHECK (quantity > 0),
    cancelled ${int} NOT NULL CHECK (cancelled >= 0),
    returned ${int} NOT NULL CHECK (returned >= 0),
    unit_price ${long} NOT NULL CHECK (unit_price >= 0),
    price_version ${int} NOT NULL,
    vat ${long} NOT NULL CHECK (vat >= 0),
    limited ${int} NOT NULL CHECK (limited IN (0, 1)),
    PRIMARY KEY (order_id, line),
    CHECK (cancelled + returned <= quantity)
) ${clustered};

-- The birth of an order is its own row (placed_at, channel); every later change of state is a row here.
CREATE TABLE order_transitions (
    order_id ${uuid} NOT NULL,
    version ${int} NOT NULL,
    from_status ${int} NOT NULL,
    to_status ${int} NOT NULL,
    at ${instant} NOT NULL,
    actor ${text} NOT NULL,
    reason ${text},
    PRIMARY KEY (order_id, version)
) ${clustered};

-- Pieces a customer has of a variant that is limited per customer, cancelled and returned ones taken off.
CREATE TABLE purchase_counts (
    variant_id ${uuid} NOT NULL,
    customer_key ${uuid} NOT NULL,
    quantity ${long} NOT NULL CHECK (quantity >= 0),
    PRIMARY KEY (variant_id, customer_key)
) ${clustered};

-- What facts add up to: pieces and won per minute, channel and variant.
CREATE TABLE sales_minutes (
    minute ${instant} NOT NULL,
    channel ${int} NOT NULL,
    variant_id ${uuid} NOT NULL,
    placed ${long} NOT NULL,
    placed_amount ${long} NOT NULL,
    paid ${long} NOT NULL,
    paid_amount ${long} NOT NULL,
    undone ${long} NOT NULL,
    PRIMARY KEY (minute, channel, variant_id)
) ${clustered};
