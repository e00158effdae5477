-- One row per variant. The checks are the last line: no code path can make a shop sell what it does not have.
CREATE TABLE stock (
    variant_id ${uuid} PRIMARY KEY NOT NULL,
    sku ${text} NOT NULL UNIQUE,
    on_hand ${long} NOT NULL,
    held ${long} NOT NULL,
    received ${long} NOT NULL,
    sold ${long} NOT NULL,
    returned ${long} NOT NULL,
    version ${long} NOT NULL,
    CONSTRAINT stock_held_is_on_hand CHECK (held >= 0 AND held <= on_hand),
    CONSTRAINT stock_adds_up CHECK (on_hand + sold - returned = received),
    CONSTRAINT stock_counts_up CHECK (sold >= 0 AND returned >= 0 AND returned <= sold)
) ${hot};

-- One row per variant and transaction: a group commit of 200 orders moves a hot item once.
CREATE TABLE stock_movements (
    id ${serial},
    variant_id ${uuid} NOT NULL,
    kind ${int} NOT NULL CHECK (kind BETWEEN 1 AND 6),
    quantity ${long} NOT NULL CHECK (quantity <> 0 AND (quantity > 0 OR kind = 2)),
    orders ${int} NOT NULL,
    at ${instant} NOT NULL,
    actor ${text} NOT NULL,
    reason ${text}
) ${strict};
CREATE INDEX stock_movements_by_variant ON stock_movements (variant_id, id);
