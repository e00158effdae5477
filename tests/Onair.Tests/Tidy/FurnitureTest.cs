namespace Onair.Tests.Tidy;

public sealed class FurnitureTest
{
    private const string room = "src/Onair/Orders/";

    private static readonly SourceFile[] furnished =
    [
        new(room + "README.md", "Owns the table orders."),
        new(room + "Migrations/V1__orders.sql", "CREATE TABLE orders (id INTEGER);"),
        new(room + "OrdersStore.cs", ""),
        new(room + "OrdersSetup.cs", ""),
    ];

    [Fact]
    public void Every_room_has_its_furniture() => Rule.Holds([
        .. Repository.Files.Where(file => file.Room is not null)
            .GroupBy(file => file.Room!, StringComparer.Ordinal)
            .SelectMany(files => Furniture.Check(files.Key, [.. files])),
    ]);

    [Fact]
    public void A_furnished_room_is_fine() => Assert.Empty(Furniture.Check("Orders", furnished));

    [Theory]
    [InlineData("README.md"), InlineData("OrdersStore.cs"), InlineData("OrdersSetup.cs")]
    public void A_missing_piece_is_found(string piece) =>
        Assert.NotEmpty(Furniture.Check("Orders", [.. furnished.Where(file => file.Name != piece)]));

    [Theory]
    [InlineData("PlaceOrder.cs", "[LoggerMessage(1)]")]
    [InlineData("PlaceOrder.cs", "routes.MapPost(\"/orders\")")]
    [InlineData("PlaceOrder.cs", "services.AddSingleton<Order>()")]
    [InlineData("PlaceOrder.cs", "class A : JsonSerializerContext;")]
    [InlineData("Migrations/V2__orders.sql", "CREATE TABLE lines (id INTEGER);")]
    public void A_misplaced_piece_is_found(string name, string text) =>
        Assert.Single(Furniture.Check("Orders", [.. furnished, new SourceFile(room + name, text)]));

    [Fact]
    public void A_long_readme_is_found()
    {
        var readme = new SourceFile(room + "README.md", "orders" + new string('\n', 25) + "end");
        Assert.Single(Furniture.Check("Orders", [.. furnished.Skip(1), readme]));
    }
}
