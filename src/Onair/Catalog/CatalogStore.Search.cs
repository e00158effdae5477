using Onair.Catalog.Search;
using Onair.Storage;

namespace Onair.Catalog;

/// <summary>What search asks and keeps.</summary>
internal static partial class CatalogStore
{
    /// <summary>Found by words, or all there is.</summary>
    private const string foundOnSqlite =
        "search_grams g JOIN search_products s ON s.position = g.rowid JOIN search_texts t ON t.position = g.rowid";

    /// <summary>
    /// OFFSET 0 keeps the planner from reading all products to join some: with the statistics of a table that was just
    /// filled that took 115 ms instead of 12 (50,000 products, <c>./run bench search</c>).
    /// </summary>
    private const string foundOnPostgres = """
        search_texts t CROSS JOIN LATERAL (
            SELECT p.* FROM search_products p WHERE p.position = t.position OFFSET 0) AS s
        """;

    private const string matchOnSqlite = "g.search_grams MATCH @match AND ";

    private const string matchOnPostgres = "t.grams @> string_to_array(@match, ' ') AND ";

    /// <summary>Pieces may stand in another order in a text: the words themselves decide.</summary>
    private const string wordsOnSqlite = """
         AND instr(t.words, @w1) > 0 AND (@w2 = '' OR instr(t.words, @w2) > 0)
         AND (@w3 = '' OR instr(t.words, @w3) > 0) AND (@w4 = '' OR instr(t.words, @w4) > 0)
        """;

    private const string wordsOnPostgres = """
         AND strpos(t.words, @w1) > 0 AND (@w2 = '' OR strpos(t.words, @w2) > 0)
         AND (@w3 = '' OR strpos(t.words, @w3) > 0) AND (@w4 = '' OR strpos(t.words, @w4) > 0)
        """;

    /// <summary>The plus keeps the bounds, which are nearly always wide open, from choosing an index.</summary>
    private const string filters = """
        s.listed = 1 AND (@brand = '' OR s.brand_slug = @brand) AND +s.price >= @priceMin AND +s.price <= @priceMax
         AND (@category = '' OR s.category_slug = @category
              OR substr(s.category_slug, 1, length(@category) + 1) = @category || '/')
        """;

    /// <summary>
    /// Smaller is better: the name begins with what was typed, a word of it does, it has the first word, anything else
    /// has. What sells more stands before what sells less.
    /// </summary>
    private const string closenessOnSqlite = """
        (CASE WHEN instr(t.names, @phrase) = 1 OR instr(t.names, '|' || @phrase) > 0 THEN 0
              WHEN instr(t.names, @phrase) > 0 THEN 1000000000
              WHEN instr(t.names, @w1) > 0 THEN 2000000000 ELSE 3000000000 END) - s.sold
        """;

    private const string closenessOnPostgres = """
        (CASE WHEN strpos(t.names, @phrase) = 1 OR strpos(t.names, '|' || @phrase) > 0 THEN 0
              WHEN strpos(t.names, @phrase) > 0 THEN 1000000000
              WHEN strpos(t.names, @w1) > 0 THEN 2000000000 ELSE 3000000000 END) - s.sold
        """;

    public static readonly Sql FoundByCloseness = Found(closenessOnSqlite, closenessOnPostgres);

    public static readonly Sql FoundByNewest = Found("-s.position", "-s.position");

    public static readonly Sql FoundByPrice = Found("s.price", "s.price");

    public static readonly Sql FoundByPriceDown = Found("-s.price", "-s.price");

    public static readonly Sql FoundBySold = Found("-s.sold", "-s.sold");

    public static readonly Sql AllByNewest = All("-s.position", "s.position < @afterPosition", "s.position DESC");

    public static readonly Sql AllByPrice = All(
        "s.price", "s.price >= @afterKey AND (s.price > @afterKey OR s.position < @afterPosition)",
        "s.price, s.position DESC");

    public static readonly Sql AllByPriceDown = All(
        "-s.price", "s.price <= @afterValue AND (s.price < @afterValue OR s.position < @afterPosition)",
        "s.price DESC, s.position DESC");

    public static readonly Sql AllBySold = All(
        "-s.sold", "s.sold <= @afterValue AND (s.sold < @afterValue OR s.position < @afterPosition)",
        "s.sold DESC, s.position DESC");

    /// <summary>The index that sorts by sales gives them, and ends where nothing was sold.</summary>
    public static readonly Sql BestSellers = new("""
        SELECT s.product_id FROM search_products s WHERE s.listed = 1 AND s.sold > 0
        ORDER BY s.sold DESC, s.position DESC LIMIT @limit
        """);

    /// <summary>How many are found, brand by brand; at most <c>@most</c> are counted.</summary>
    public static readonly Sql FoundBrands = new(
        sqlite: Brands($"{foundOnSqlite} WHERE {matchOnSqlite}{filters}{wordsOnSqlite}"),
        postgres: Brands($"{foundOnPostgres} WHERE {matchOnPostgres}{filters}{wordsOnPostgres}"));

    public static readonly Sql AllBrands = new(Brands($"search_products s WHERE {filters}"));

    public static readonly Bulk<long> TermsOfTexts = new Bulk<long>(
        sqlite: "SELECT terms FROM search_texts WHERE position = ?1",
        postgres: "SELECT terms FROM search_texts WHERE position = ANY ($1)").Int64(position => position);

    public static readonly Bulk<string> KnownTerms = new Bulk<string>(
        sqlite: "SELECT term FROM search_terms WHERE term = ?1",
        postgres: "SELECT term FROM search_terms WHERE term = ANY ($1)").Text(term => term);

    public static readonly Bulk<SearchEntry> SaveSearchProducts = Bulk<SearchEntry>
        .InsertInto("search_products", """
            ON CONFLICT (position) DO UPDATE
            SET version = excluded.version, listed = excluded.listed, brand_slug = excluded.brand_slug,
                category_slug = excluded.category_slug, price = excluded.price
            """)
        .Int64(e => e.Product.Position, "position").Uuid(e => e.Product.Id, "product_id")
        .Int32(e => e.Product.Version, "version").Int32(e => e.Listed ? 1 : 0, "listed")
        .Text(e => e.Product.Brand?.Slug, "brand_slug")
        .Text(e => e.Product.CategoryPath.LastOrDefault()?.Slug, "category_slug")
        .Int64(e => e.Price, "price").Int64(_ => 0, "sold");

    /// <summary>A text that is the same is not written: the index of its pieces would be.</summary>
    public static readonly Bulk<SearchEntry> SaveSearchTexts = new Bulk<SearchEntry>(
        sqlite: """
            INSERT INTO search_texts (position, names, words, terms, grams) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (position) DO UPDATE
            SET names = excluded.names, words = excluded.words, terms = excluded.terms, grams = excluded.grams
            WHERE search_texts.words <> excluded.words
            """,
        postgres: """
            INSERT INTO search_texts (position, names, words, terms, grams)
            SELECT d.position, d.names, d.words, d.terms, string_to_array(d.grams, ' ')
            FROM unnest($1, $2, $3, $4, $5) AS d (position, names, words, terms, grams)
            ON CONFLICT (position) DO UPDATE
            SET names = excluded.names, words = excluded.words, terms = excluded.terms, grams = excluded.grams
            WHERE search_texts.words <> excluded.words
            """)
        .Int64(e => e.Product.Position).Text(e => e.Names).Text(e => e.Words)
        .Text(e => string.Join('\n', e.Terms)).Text(e => e.Grams);

    public static readonly Bulk<TermCount> CountTerms = Bulk<TermCount>
        .InsertInto(
            "search_terms", "ON CONFLICT (term) DO UPDATE SET products = search_terms.products + excluded.products")
        .Text(t => t.Term, "term").Text(t => Letters.Of(t.Term), "letters").Int64(t => t.Products, "products");

    public static readonly Bulk<SpelledTerm> SaveSpellings = Bulk<SpelledTerm>
        .InsertInto("search_spellings", "ON CONFLICT (spelling, term) DO NOTHING")
        .Text(s => s.Spelling, "spelling").Text(s => s.Term, "term");

    public static readonly Sql TermsFrom = new("""
        SELECT term AS Term, letters AS Letters, products AS Products FROM search_terms
        WHERE letters >= @from AND letters < @until AND products > 0
        ORDER BY products DESC, term LIMIT @limit
        """);

    public static readonly Bulk<string> TermsSpelled = new Bulk<string>(
        sqlite: """
            SELECT t.term, t.letters, t.products FROM search_spellings s JOIN search_terms t ON t.term = s.term
            WHERE s.spelling = ?1 AND t.products > 0 LIMIT 200
            """,
        postgres: """
            SELECT t.term, t.letters, t.products FROM search_spellings s JOIN search_terms t ON t.term = s.term
            WHERE s.spelling = ANY ($1) AND t.products > 0 LIMIT 1000
            """).Text(spelling => spelling);

    /// <summary>A price that changes alone: the words stay.</summary>
    public static readonly Sql PriceSearch = new("""
        UPDATE search_products SET version = version + 1,
            price = COALESCE((SELECT MIN(v.price) FROM variants v WHERE v.product_id = @id AND v.status = 1), price)
        WHERE product_id = @id
        """);

    /// <summary>Products that search does not know as they are: a version without search wrote them.</summary>
    public static readonly Sql NotIndexed = new("""
        SELECT p.id FROM products p LEFT JOIN search_products s ON s.position = p.position
        WHERE s.version IS NULL OR s.version <> p.version ORDER BY p.position LIMIT @limit
        """);

    /// <summary>Whose brand or shelf has a new name.</summary>
    public static readonly Bulk<string> ProductsOfBrands = new Bulk<string>(
        sqlite: "SELECT id FROM products WHERE brand_slug = ?1",
        postgres: "SELECT id FROM products WHERE brand_slug = ANY ($1)").Text(slug => slug);

    public static readonly Bulk<string> ProductsOfCategories = new Bulk<string>(
        sqlite: "SELECT id FROM products WHERE category_slug = ?1 OR category_slug LIKE ?1 || '/%'",
        postgres: """
            SELECT p.id FROM products p JOIN unnest($1) AS d (slug)
            ON p.category_slug = d.slug OR p.category_slug LIKE d.slug || '/%'
            """).Text(slug => slug);

    /// <summary>What sold and sells no more.</summary>
    public static readonly Sql ForgetSold = new("UPDATE search_products SET sold = 0 WHERE sold > 0");

    public static readonly Bulk<VariantSales> AddSold = new Bulk<VariantSales>(
        sqlite: """
            UPDATE search_products SET sold = MIN(sold + ?2, 999999999)
            WHERE product_id = (SELECT product_id FROM variants WHERE id = ?1)
            """,
        postgres: """
            UPDATE search_products SET sold = LEAST(search_products.sold + d.pieces, 999999999)
            FROM (SELECT v.product_id, CAST(SUM(n.pieces) AS bigint) AS pieces FROM unnest($1, $2) AS n (id, pieces)
                  JOIN variants v ON v.id = n.id GROUP BY v.product_id) AS d
            WHERE search_products.product_id = d.product_id
            """)
        .Uuid(s => s.VariantId).Int64(s => s.Pieces);

    /// <summary>The addresses of a shop for search engines: a page of them.</summary>
    public static readonly Sql Addresses = new("""
        SELECT p.slug AS Slug, p.position AS Position, p.changed_at AS ChangedAt
        FROM products p JOIN search_products s ON s.position = p.position
        WHERE s.listed = 1 AND p.position > @after ORDER BY p.position LIMIT @limit
        """);

    /// <summary>Where each file of addresses begins.</summary>
    public static readonly Sql AddressFiles = new("""
        SELECT first FROM (
            SELECT position AS first, row_number() OVER (ORDER BY position) - 1 AS place
            FROM search_products WHERE listed = 1) AS numbered
        WHERE place % @size = 0 ORDER BY first LIMIT @limit
        """);

    public static readonly Sql BrandBySlug = new(
        "SELECT slug AS Slug, name_ko AS NameKo, name_en AS NameEn FROM brands WHERE slug = @slug");

    public static FoundTerm ToTerm(Row row) =>
        new() { Term = row.Text(0), Letters = row.Text(1), Products = row.Int64(2) };

    private static Sql Found(string keyOnSqlite, string keyOnPostgres) => new(
        sqlite: Ordered($"{foundOnSqlite} WHERE {matchOnSqlite}{filters}{wordsOnSqlite}", keyOnSqlite),
        postgres: Ordered($"{foundOnPostgres} WHERE {matchOnPostgres}{filters}{wordsOnPostgres}", keyOnPostgres));

    private static string Ordered(string from, string key) => $"""
        SELECT f.id AS Id, f.position AS Position, f.sort_key AS SortKey
        FROM (SELECT s.product_id AS id, s.position AS position, {key} AS sort_key FROM {from}) AS f
        WHERE f.sort_key > @afterKey OR (f.sort_key = @afterKey AND f.position < @afterPosition)
        ORDER BY f.sort_key, f.position DESC LIMIT @limit
        """;

    /// <summary>Without words an index gives the order, and nothing is sorted.</summary>
    private static Sql All(string key, string after, string order) => new($"""
        SELECT s.product_id AS Id, s.position AS Position, {key} AS SortKey FROM search_products s
        WHERE {filters} AND {after} ORDER BY {order} LIMIT @limit
        """);

    private static string Brands(string from) => $"""
        SELECT n.slug AS Slug, b.name_ko AS NameKo, b.name_en AS NameEn, n.products AS Products
        FROM (SELECT f.slug AS slug, COUNT(*) AS products
              FROM (SELECT s.brand_slug AS slug FROM {from} LIMIT @most) AS f GROUP BY f.slug) AS n
        LEFT JOIN brands b ON b.slug = n.slug ORDER BY n.products DESC, n.slug LIMIT @limit
        """;
}
