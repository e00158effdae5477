-- What search looks at, one row per product: written with the product, read without it. Small and apart from the texts,
-- so that a new price touches no index of words.
CREATE TABLE search_products (
    position ${long} PRIMARY KEY NOT NULL,
    product_id ${uuid} NOT NULL UNIQUE REFERENCES products (id),
    version ${int} NOT NULL,
    listed ${int} NOT NULL CHECK (listed IN (0, 1)),
    brand_slug ${text},
    category_slug ${text},
    price ${long} NOT NULL CHECK (price >= 0),
    sold ${long} NOT NULL CHECK (sold >= 0)
) ${strict};
CREATE INDEX search_products_by_price ON search_products (price, position);
CREATE INDEX search_products_by_sold ON search_products (sold, position);
CREATE INDEX search_products_by_category ON search_products (category_slug, position);
CREATE INDEX search_products_by_brand ON search_products (brand_slug, position);

-- The words of a product, and their pieces of one to three characters: one syllable of Korean can be looked for, which
-- an index of trigrams alone cannot do (docs/adr/0011-search-by-grams.md).
${if_sqlite}
CREATE TABLE search_texts (
    position INTEGER PRIMARY KEY NOT NULL,
    names TEXT NOT NULL,
    words TEXT NOT NULL,
    terms TEXT NOT NULL,
    grams TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_grams USING fts5(
    grams, content = 'search_texts', content_rowid = 'position', tokenize = 'ascii', detail = 'none', columnsize = 0);
CREATE TRIGGER search_texts_come AFTER INSERT ON search_texts
BEGIN INSERT INTO search_grams (rowid, grams) VALUES (new.position, new.grams); END;
CREATE TRIGGER search_texts_change AFTER UPDATE ON search_texts WHEN old.grams <> new.grams
BEGIN
    INSERT INTO search_grams (search_grams, rowid, grams) VALUES ('delete', old.position, old.grams);
    INSERT INTO search_grams (rowid, grams) VALUES (new.position, new.grams);
END;
CREATE TABLE search_terms (
    term TEXT PRIMARY KEY NOT NULL,
    letters TEXT NOT NULL,
    products INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${end_sqlite}

${if_postgres}
CREATE TABLE search_texts (
    position bigint PRIMARY KEY NOT NULL,
    names text NOT NULL,
    words text NOT NULL,
    terms text NOT NULL,
    grams text[] COLLATE "C" NOT NULL
);
-- What waits to be sorted in is read by every search: little may wait.
CREATE INDEX search_texts_by_grams ON search_texts USING gin (grams) WITH (gin_pending_list_limit = 256);
CREATE TABLE search_terms (
    term text COLLATE "C" PRIMARY KEY NOT NULL,
    letters text COLLATE "C" NOT NULL,
    products bigint NOT NULL
);
${end_postgres}
CREATE INDEX search_terms_by_letters ON search_terms (letters, products);

-- A term's letters with one of them left out: two words that differ by one letter meet in such a row.
CREATE TABLE search_spellings (
    spelling ${text} NOT NULL,
    term ${text} NOT NULL,
    PRIMARY KEY (spelling, term)
) ${strict};
