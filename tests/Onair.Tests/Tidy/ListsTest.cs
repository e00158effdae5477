namespace Onair.Tests.Tidy;

public sealed class ListsTest
{
    private const string props = "<PackageVersion Include=\"Dapper\" Version=\"2\" />";

    private static readonly SourceFile migration = new(
        "src/Onair/Orders/Migrations/V0005__orders.sql", "CREATE TABLE orders (id INTEGER);\n");

    [Fact]
    public void Every_package_has_a_line_that_says_what_for() =>
        Rule.Holds([.. Lists.Packages(Repository.File("Directory.Packages.props").Text,
            Repository.File("docs/adr/packages.md").Text)]);

    [Theory]
    [InlineData("no line"), InlineData("| Dapper |"), InlineData("| Dapper | rows |\n| Gone | nothing |")]
    public void A_wrong_package_list_is_found(string document) => Assert.Single(Lists.Packages(props, document));

    [Fact]
    public void A_told_package_is_fine() => Assert.Empty(Lists.Packages(props, "| Dapper | maps rows |"));

    [Fact]
    public void Released_migrations_are_as_they_were() => Rule.Holds([
        .. Lists.ReleasedMigrations(
            Rule.List("eng/released-migrations.txt"),
            [.. Repository.Files.Where(file => file.Path.EndsWith(".sql", StringComparison.Ordinal)
                && file.Room is not null)]),
    ]);

    [Fact]
    public void A_released_migration_that_changed_is_found()
    {
        var released = new[] { $"{Lists.HashOf(migration.Text)}  {migration.Path}" };
        Assert.Empty(Lists.ReleasedMigrations(released, [migration]));
        Assert.Single(
            Lists.ReleasedMigrations(released, [migration with { Text = "CREATE TABLE orders (id TEXT);\n" }]));
        Assert.Single(Lists.ReleasedMigrations(released, []));
    }

    [Fact]
    public void Two_migrations_with_one_number_are_found() =>
        Assert.Single(Lists.ReleasedMigrations([],
            [migration, migration with { Path = "src/Onair/Jobs/Migrations/V0005__jobs.sql" }]));
}
