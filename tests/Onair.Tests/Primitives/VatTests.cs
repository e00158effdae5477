using CsCheck;
using Onair.Primitives;

namespace Onair.Tests.Primitives;

public sealed class VatTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(5, 0)] // 5/11 = 0.45
    [InlineData(6, 1)] // 6/11 = 0.55
    [InlineData(11, 1)]
    [InlineData(16, 1)]
    [InlineData(17, 2)]
    [InlineData(11_000, 1_000)]
    [InlineData(59_900, 5_445)]
    [InlineData(100_000_000_000_000, 9_090_909_090_909)]
    public void Tax_is_one_eleventh_rounded(long amount, long tax) =>
        Assert.Equal(tax, Vat.Included(amount, taxFree: false));

    [Fact]
    public void Tax_free_goods_have_none() => Assert.Equal(0, Vat.Included(59_900, taxFree: true));

    [Fact]
    public void Negative_amount_is_an_error_of_ours() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Vat.Included(-1, taxFree: false));

    [Fact]
    public void Tax_is_never_more_than_half_a_won_from_the_eleventh() => Gen.Long[0, 1_000_000_000_000].Sample(amount =>
    {
        var tax = Vat.Included(amount, taxFree: false);
        Assert.InRange((tax * 11) - amount, -5, 5);
        Assert.InRange(tax, 0, amount);
    });
}
