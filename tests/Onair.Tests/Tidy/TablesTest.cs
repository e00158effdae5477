namespace Onair.Tests.Tidy;

public sealed class TablesTest
{
    private static readonly Dictionary<string, string> owners = Tables.Owners(Repository.Files.Where(Migration));

    private static readonly Dictionary<string, string> planted =
        Tables.Owners([new SourceFile("src/Onair/Inventory/Migrations/V1__a.sql", "CREATE TABLE stock (id INTEGER);")]);

    [Fact]
    public void A_table_is_named_by_the_store_of_its_room_alone() =>
        Rule.Holds(Tables.Foreign([.. Repository.CSharp("src/Onair/").Where(Tables.IsStore)], owners));

    [Fact]
    public void Every_migration_has_been_read() => Assert.True(owners.Count >= 10, $"only {owners.Count} tables found");

    [Fact]
    public void Sql_stands_in_stores_alone() => Rule.Holds([.. Repository.CSharp("src/").SelectMany(Tables.Misplaced)]);

    [Fact]
    public void Sql_never_asks_the_database_for_the_time() => Rule.Holds([
        .. Repository.Files.Where(Migration).SelectMany(Tables.Clocks),
        .. Repository.CSharp("src/Onair/")
            .Where(file => Tables.IsStore(file) || file.Room == "Storage").SelectMany(Tables.Clocks),
    ]);

    [Theory]
    [InlineData("src/Onair/Orders/OrdersStore.cs", "var a = \"SELECT 1 FROM stock\";")]
    [InlineData("src/Onair/Orders/OrdersStore.cs", "var a = $\"UPDATE stock SET {x} = 1\";")]
    [InlineData("src/Onair/Orders/OrdersStore.cs", "var a = Bulk<int>.InsertInto(\"stock\");")]
    public void Another_rooms_table_is_found(string path, string text) =>
        Assert.NotEmpty(Tables.Foreign([new SourceFile(path, text)], planted));

    [Fact]
    public void A_table_in_two_stores_is_found() => Assert.Single(Tables.Foreign(
        [
            new SourceFile("src/Onair/Inventory/InventoryStore.cs", "var a = \"SELECT 1 FROM stock\";"),
            new SourceFile("src/Onair/Inventory/CountingStore.cs", "var a = \"SELECT 2 FROM stock\";"),
        ],
        planted));

    [Fact]
    public void A_store_in_two_files_is_one_store() => Assert.Empty(Tables.Foreign(
        [
            new SourceFile("src/Onair/Inventory/InventoryStore.cs", "var a = \"SELECT 1 FROM stock\";"),
            new SourceFile("src/Onair/Inventory/InventoryStore.Reads.cs", "var a = \"SELECT 2 FROM stock\";"),
        ],
        planted));

    [Fact]
    public void A_table_made_to_replace_another_has_no_name_of_its_own() => Assert.Empty(Tables.Owners(
        [
            new SourceFile(
                "src/Onair/Inventory/Migrations/V2__a.sql",
                "CREATE TABLE moved (id INTEGER); DROP TABLE stock; ALTER TABLE moved RENAME TO stock;"),
        ]));

    [Theory]
    [InlineData("var a = \"SELECT id FROM stock\";")]
    [InlineData("var a = $\"DELETE FROM {table}\";")]
    [InlineData("var a = \"\"\"\n    UPDATE stock SET held = 1\n    \"\"\";")]
    public void Sql_in_a_verb_is_found(string text) =>
        Assert.Single(Tables.Misplaced(new SourceFile("src/Onair/Orders/PlaceOrder.cs", text)));

    [Fact]
    public void A_comment_about_sql_is_fine() =>
        Assert.Empty(Tables.Misplaced(new SourceFile("src/Onair/Orders/PlaceOrder.cs", "// SELECT id FROM stock\n")));

    [Theory]
    [InlineData("src/Onair/Orders/OrdersStore.cs", "var a = \"SELECT now()\";")]
    [InlineData("src/Onair/Orders/Migrations/V1__a.sql", "CREATE TABLE a (at bigint DEFAULT CURRENT_TIMESTAMP);")]
    public void The_databases_clock_is_found(string path, string text) =>
        Assert.Single(Tables.Clocks(new SourceFile(path, text)));

    private static bool Migration(SourceFile file) =>
        file.Room is not null && file.Path.Contains("/Migrations/", StringComparison.Ordinal)
        && file.Path.EndsWith(".sql", StringComparison.Ordinal);
}
