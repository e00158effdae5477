namespace Onair.Tests.Tidy;

public sealed class NamesTest
{
    private static readonly string[] projects =
        ["src/Onair", "src/Onair.Host", "src/Onair.Sandbox", "tests/Onair.Tests", "bench/Onair.Bench"];

    [Fact]
    public void Names_say_something() => Rule.Holds([
        .. Repository.Files
            .Where(file => Array.Exists(projects,
                project => file.Path.StartsWith(project + "/", StringComparison.Ordinal)))
            .Where(file => Path.GetExtension(file.Path) is ".cs" or ".razor" or ".sql")
            .SelectMany(Names.EmptyWords),
    ]);

    [Fact]
    public void Namespaces_are_folders() => Rule.Holds([
        .. projects.SelectMany(project => Repository.CSharp(project + "/")
            .SelectMany(file => Names.Namespace(file, project,
                project[(project.IndexOf('/', StringComparison.Ordinal) + 1)..]))),
    ]);

    [Theory]
    [InlineData("src/Onair/Orders/OrderManager.cs", "")]
    [InlineData("src/Onair/Common/Order.cs", "")]
    [InlineData("src/Onair/Orders/Order.cs", "class OrderInfo { }")]
    [InlineData("src/Onair/Orders/Order.cs", "enum SharedState { }")]
    [InlineData("src/Onair/Orders/Order.cs", "delegate void DataChanged();")]
    public void A_name_that_says_nothing_is_found(string path, string text) =>
        Assert.NotEmpty(Names.EmptyWords(new SourceFile(path, text)));

    [Theory]
    [InlineData("src/Onair/Storage/Database.cs", "class Database { }")]
    [InlineData("src/Onair/Catalog/Baseball.cs", "record Information;")]
    public void A_name_that_merely_begins_so_is_fine(string path, string text) =>
        Assert.Empty(Names.EmptyWords(new SourceFile(path, text)));

    [Theory]
    [InlineData("namespace Onair.Inventory; class A;")]
    [InlineData("class A;")]
    [InlineData("global using Onair.Inventory; namespace Onair.Orders; class A;")]
    public void A_wrong_namespace_is_found(string text) =>
        Assert.NotEmpty(Names.Namespace(new SourceFile("src/Onair/Orders/A.cs", text), "src/Onair", "Onair"));
}
