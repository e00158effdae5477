using Onair.Orders.Intake;
using Onair.Primitives;

namespace Onair.Tests.Orders;

public sealed class RequestKeyTests
{
    private const string phone = "01012345678";
    private const string timeOrdered = "0193f0a1-2b3c-7d4e-8f50-617283940a1b";

    [Fact]
    public void Same_customer_and_key_are_one_request() =>
        Assert.Equal(RequestKey.Of(phone, timeOrdered), RequestKey.Of(phone, timeOrdered));

    [Fact]
    public void Key_with_a_time_keeps_it_in_front()
    {
        var key = RequestKey.Of(phone, timeOrdered).ToString();
        Assert.StartsWith("0193f0a1-2b3c-", key);
        Assert.EndsWith(Digest.Of(phone, timeOrdered).ToString()[14..], key);
    }

    [Theory]
    [InlineData("01087654321", timeOrdered)]
    [InlineData(phone, "0193f0a1-2b3c-7d4e-8f50-617283940a1c")]
    [InlineData(phone, "0193F0A1-2B3C-7D4E-8F50-617283940A1B")]
    public void Other_customer_or_key_of_the_same_moment_differs(string customer, string key) =>
        Assert.NotEqual(RequestKey.Of(phone, timeOrdered), RequestKey.Of(customer, key));

    [Theory]
    [InlineData("a")]
    [InlineData("surge-1-2")]
    [InlineData("0193f0a1-2b3c-4d4e-8f50-617283940a1b")] // Version 4.
    [InlineData("{0193f0a1-2b3c-7d4e-8f50-617283940a1b}")]
    [InlineData("0193f0a12b3c7d4e8f50617283940a1b")]
    public void Any_other_key_is_its_fingerprint(string key) =>
        Assert.Equal(Digest.Of(phone, key), RequestKey.Of(phone, key));
}
