using Onair.Carts;

namespace Onair.Tests.Carts;

/// <summary>What a cart decides without a database.</summary>
public sealed class CartRulesTests
{
    [Theory]
    [InlineData(1, 100, 100, 5, true, CartLineState.Fine)]
    [InlineData(5, 100, 100, 5, true, CartLineState.Fine)]
    [InlineData(6, 100, 100, 5, true, CartLineState.FewerLeft)]
    [InlineData(1, 100, 100, 0, true, CartLineState.SoldOut)]
    [InlineData(1, 100, 90, 5, true, CartLineState.PriceChanged)]
    [InlineData(1, 100, 110, 5, true, CartLineState.PriceChanged)]
    [InlineData(6, 100, 110, 5, true, CartLineState.FewerLeft)]
    [InlineData(1, 100, 110, 0, true, CartLineState.SoldOut)]
    [InlineData(1, 100, 100, 5, false, CartLineState.NotOnSale)]
    [InlineData(1, 100, 110, 0, false, CartLineState.NotOnSale)]
    public void Worst_is_said(int pieces, long seen, long price, long available, bool onSale, CartLineState state) =>
        Assert.Equal(state, ShownLine.StateOf(pieces, seen, price, available, onSale));

    [Theory]
    [InlineData("", "", ""), InlineData("a1", "", "a1"), InlineData("", "a1", "a1")]
    [InlineData("a1 b2", "c3", "a1 b2 c3"), InlineData("a1", "a3", "a3"), InlineData("a5", "a3", "a5")]
    [InlineData("a1 b2", "b1 a2 c1", "a2 b2 c1")]
    public void Larger_number_counts_when_carts_meet(string own, string guests, string merged) =>
        Assert.Equal(
            merged,
            string.Join(' ', MergeCarts.Merge(Lines(own), Lines(guests)).Select(l => $"{l.Sku}{l.Quantity}")));

    [Fact]
    public void Merged_cart_is_no_larger_than_any_cart()
    {
        var own = Enumerable.Range(0, 40).Select(i => Line($"own{i}", 1)).ToList();
        var guests = Enumerable.Range(0, 40).Select(i => Line($"guest{i}", 1)).ToList();
        var merged = MergeCarts.Merge(own, guests);
        Assert.Equal(CartsOptions.LinesMax, merged.Count);
        Assert.Equal(own, merged.Take(40));
    }

    [Fact]
    public void Token_of_a_guest_is_no_id_of_a_customer()
    {
        var token = CartOwner.NewToken();
        Assert.True(CartOwner.IsToken(token));
        Assert.NotEqual(token, CartOwner.NewToken());
        var id = Guid.NewGuid();
        Assert.NotEqual(CartOwner.Guest(id.ToString("N")), CartOwner.Customer(id));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("x"), InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_token_is_none(string? text) => Assert.False(CartOwner.IsToken(text));

    private static List<CartLine> Lines(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(l => Line(l[..1], int.Parse(l[1..])))];

    private static CartLine Line(string sku, int quantity) => new() { Sku = sku, Quantity = quantity };
}
