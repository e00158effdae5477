-- One row: whoever changes the catalog locks it first, so that imports take turns and their versions count up.
CREATE TABLE catalog_state (
    id ${int} PRIMARY KEY NOT NULL CHECK (id = 1),
    version ${long} NOT NULL,
    names_version ${long} NOT NULL,
    position_next ${long} NOT NULL
) ${strict};
INSERT INTO catalog_state (id, version, names_version, position_next) VALUES (1, 1, 1, 1);

CREATE TABLE brands (
    slug ${text} PRIMARY KEY NOT NULL,
    name_ko ${text} NOT NULL,
    name_en ${text} NOT NULL,
    search_text ${text} NOT NULL
) ${strict};

-- The slug is the path: kitchen/cups lies below kitchen.
CREATE TABLE categories (
    slug ${text} PRIMARY KEY NOT NULL,
    parent_slug ${text} REFERENCES categories (slug),
    name_ko ${text} NOT NULL,
    name_en ${text} NOT NULL
) ${strict};

CREATE TABLE products (
    id ${uuid} PRIMARY KEY NOT NULL,
    slug ${text} NOT NULL UNIQUE,
    position ${long} NOT NULL UNIQUE,
    brand_slug ${text} REFERENCES brands (slug),
    category_slug ${text} REFERENCES categories (slug),
    name_ko ${text} NOT NULL,
    name_en ${text} NOT NULL,
    description_ko ${text} NOT NULL,
    description_en ${text} NOT NULL,
    search_text ${text} NOT NULL,
    status ${int} NOT NULL CHECK (status IN (1, 2)),
    created_at ${instant} NOT NULL,
    changed_at ${instant} NOT NULL,
    version ${int} NOT NULL CHECK (version > 0)
) ${strict};
CREATE INDEX products_by_category ON products (category_slug, position);
CREATE INDEX products_by_brand ON products (brand_slug, position);

CREATE TABLE variants (
    id ${uuid} PRIMARY KEY NOT NULL,
    product_id ${uuid} NOT NULL REFERENCES products (id),
    sku ${text} NOT NULL UNIQUE,
    gtin ${text},
    name_ko ${text} NOT NULL,
    name_en ${text} NOT NULL,
    position ${int} NOT NULL,
    price ${long} NOT NULL CHECK (price >= 0),
    price_version ${int} NOT NULL CHECK (price_version > 0),
    list_price ${long} CHECK (list_price IS NULL OR list_price >= price),
    currency ${text} NOT NULL,
    tax_free ${int} NOT NULL CHECK (tax_free IN (0, 1)),
    limit_per_customer ${int} CHECK (limit_per_customer IS NULL OR limit_per_customer > 0),
    status ${int} NOT NULL CHECK (status IN (1, 2))
) ${strict};
CREATE INDEX variants_by_product ON variants (product_id, position);

CREATE TABLE variant_options (
    variant_id ${uuid} NOT NULL REFERENCES variants (id),
    position ${int} NOT NULL,
    name_ko ${text} NOT NULL,
    name_en ${text} NOT NULL,
    value_ko ${text} NOT NULL,
    value_en ${text} NOT NULL,
    PRIMARY KEY (variant_id, position)
) ${strict};

CREATE TABLE variant_prices (
    variant_id ${uuid} NOT NULL REFERENCES variants (id),
    version ${int} NOT NULL CHECK (version > 0),
    price ${long} NOT NULL CHECK (price >= 0),
    valid_from ${instant} NOT NULL,
    PRIMARY KEY (variant_id, version)
) ${strict};

CREATE TABLE pictures (
    product_id ${uuid} NOT NULL REFERENCES products (id),
    position ${int} NOT NULL,
    url ${text} NOT NULL,
    alt_ko ${text} NOT NULL,
    alt_en ${text} NOT NULL,
    PRIMARY KEY (product_id, position)
) ${strict};
