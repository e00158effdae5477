using Onair.Orders;

namespace Onair.Tests.Orders;

public sealed class OrderNumberTests
{
    private static readonly DateTimeOffset evening = new(2026, 11, 23, 11, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Number_fits_every_payment_provider()
    {
        var number = OrderNumber.Create(evening);
        Assert.Matches("^[0-9]{8}-[0-9A-HJKMNP-TV-Z]{13}$", number);
        Assert.InRange(number.Length, OrderNumber.LengthMin, OrderNumber.LengthMax);
        Assert.True(OrderNumber.IsValid(number));
    }

    [Theory]
    [InlineData("2026-11-23T14:59:59.9999999Z", "20261123")] // A tick before midnight in Seoul.
    [InlineData("2026-11-23T15:00:00Z", "20261124")]
    [InlineData("2026-12-31T14:59:59Z", "20261231")]
    [InlineData("2026-12-31T15:00:00Z", "20270101")]
    [InlineData("2028-02-28T15:00:00Z", "20280229")]
    [InlineData("2026-11-23T23:30:00+09:00", "20261123")]
    [InlineData("2026-11-23T10:00:00-08:00", "20261124")]
    public void Date_is_the_one_in_Korea(string now, string date) =>
        Assert.Equal(date, OrderNumber.Create(DateTimeOffset.Parse(now))[..8]);

    [Fact]
    public void Numbers_of_one_moment_differ_in_their_unguessable_part()
    {
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 100_000; i++) Assert.True(numbers.Add(OrderNumber.Create(evening)));
        Assert.Single(numbers.Select(number => number[..14]).Distinct());
        // Every character of the random part takes every letter of the alphabet.
        for (var place = 14; place < 22; place++)
            Assert.Equal(32, numbers.Select(number => number[place]).Distinct().Count());
    }

    [Fact]
    public void Later_numbers_of_a_day_sort_behind_earlier_ones()
    {
        var day = new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);
        var numbers = Enumerable.Range(0, 24 * 60)
            .Select(minute => OrderNumber.Create(day.AddMinutes(minute))).ToList();
        Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);
    }

    [Theory]
    [InlineData("ABC123", true)]
    [InlineData("a-b_c9", true)]
    [InlineData("ABC12", false)]
    [InlineData("", false)]
    [InlineData("ABC 123", false)]
    [InlineData("ABC123\n", false)]
    [InlineData("주문번호번호", false)]
    [InlineData("ABC123\0", false)]
    [InlineData("../../etc", false)]
    [InlineData("1234567890123456789012345678901234567890", true)]
    [InlineData("12345678901234567890123456789012345678901", false)]
    public void Only_what_can_be_a_number_is_looked_up(string number, bool valid) =>
        Assert.Equal(valid, OrderNumber.IsValid(number));
}
