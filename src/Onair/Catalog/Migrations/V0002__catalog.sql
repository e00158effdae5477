CREATE TABLE brands (
    id ${uuid} PRIMARY KEY NOT NULL,
    slug ${text} NOT NULL UNIQUE,
    name_ko ${text} NOT NULL,
    name_en ${text} NOT NULL
) ${strict};

CREATE TABLE categories (
    id ${uuid} PRIMARY KEY NOT NULL,
    slug ${text} NOT NULL UNIQUE,
    parent_id ${uuid} REFERENCES categories (id),
    name_ko ${text} NOT NULL,
    name_en ${text} NOT NULL,
    position ${int} NOT NULL
) ${strict};

CREATE TABLE products (
    id ${uuid} PRIMARY KEY NOT NULL,
    slug ${text} NOT NULL UNIQUE,
    brand_id ${uuid} REFERENCES brands (id),
    category_id ${uuid} REFERENCES categories (id),
    name_ko ${text} NOT NULL,
    name_en ${text} NOT NULL,
    description_ko ${text} NOT NULL,
    description_en ${text} NOT NULL,
    status ${int} NOT NULL CHECK (status IN (1, 2)),
    created_at ${instant} NOT NULL,
    changed_at ${instant} NOT NULL,
    version ${int} NOT NULL
) ${strict};
CREATE INDEX products_by_category ON products (category_id, id);
CREATE INDEX products_by_brand ON products (brand_id, id);

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
    list_price ${long} CHECK (list_price IS NULL OR list_price >= 0),
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
    version ${int} NOT NULL,
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
