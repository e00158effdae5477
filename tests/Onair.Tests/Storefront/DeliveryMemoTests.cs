using Onair.Host.Storefront;
using Onair.Host.Storefront.Deliveries;

namespace Onair.Tests.Storefront;

/// <summary>What couriers are told: choices and words of one's own are one text, and come apart again.</summary>
public sealed class DeliveryMemoTests
{
    private static readonly Visit english = new(true, "/", new Dictionary<string, string?>(), "");

    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("door", "", "문 앞에 놓아 주세요", "Leave it at the door")]
    [InlineData("door", "비밀번호 1234", "문 앞에 놓아 주세요, 비밀번호 1234", "Leave it at the door, 비밀번호 1234")]
    [InlineData("", "직접", "직접", "직접")]
    [InlineData("gold", "x", "x", "x")]
    public void Choice_and_text_are_one_memo(string code, string text, string memo, string inEnglish)
    {
        Assert.Equal(memo, DeliveryMemo.Join(code, text));
        Assert.Equal(code == "gold" ? ("", text) : (code, text), DeliveryMemo.Split(memo));
        Assert.Equal(inEnglish, DeliveryMemo.In(english, memo));
    }

    [Fact]
    public void Every_choice_comes_back_as_itself()
    {
        foreach (var (code, _) in DeliveryMemo.Choices(english))
            Assert.Equal((code, ""), DeliveryMemo.Split(DeliveryMemo.Join(code, "")));
    }
}
