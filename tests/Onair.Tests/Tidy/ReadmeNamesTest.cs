namespace Onair.Tests.Tidy;

public sealed class ReadmeNamesTest
{
    private static readonly ReadmeNames planted = new(
        ["README.md", "run", "src", "src/Onair", "src/Onair/Orders", "src/Onair/Orders/PlaceOrder.cs"],
        ["class PlaceOrder { } surge --shape broadcast MapGet(\"/api/v1/orders\")"]);

    [Fact]
    public void What_the_documents_name_exists()
    {
        var house = ReadmeNames.OfHouse();
        Rule.Holds([.. Documents().SelectMany(house.Check)]);
    }

    [Theory]
    [InlineData("`CancelOrder`")]
    [InlineData("`PlaceOrder.Undo`")]
    [InlineData("`src/Onair/Orders/CancelOrder.cs`")]
    [InlineData("`Orders/Cancel*.cs`")]
    [InlineData("`./walk`")]
    [InlineData("`./run drive`")]
    [InlineData("`./run surge --speed`")]
    [InlineData("`GET /api/v1/carts`")]
    public void A_name_that_has_gone_is_found(string text) =>
        Assert.NotEmpty(planted.Check(new SourceFile("README.md", text)));

    [Theory]
    [InlineData("`PlaceOrder`")]
    [InlineData("`src/Onair/Orders/PlaceOrder.cs` and `Orders/` and `Orders/Place*.cs` and `PlaceOrder.cs`")]
    [InlineData("`./run surge --shape broadcast`")]
    [InlineData("`/api/v1/orders/{number}`")]
    [InlineData("```\nanything `CancelOrder`\n```")]
    public void A_name_that_exists_is_fine(string text) =>
        Assert.Empty(planted.Check(new SourceFile("README.md", text)));

    private static IEnumerable<SourceFile> Documents() => Repository.Files.Where(file =>
        file.Path is "README.md" or "ARCHITECTURE.md" or "STYLE.md" or "CONTRIBUTING.md"
        || (file.Name == "README.md" && file.Path.StartsWith("src/", StringComparison.Ordinal)));
}
