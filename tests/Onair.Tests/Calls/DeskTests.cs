using Onair.Broadcasts.Codes;
using Onair.Calls.Agents;
using Onair.Calls.Phone;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Calls;

/// <summary>Small rules of the desk: tokens, masks, and the words of offers.</summary>
public sealed class DeskTests
{
    [Fact]
    public void Token_names_its_agent_and_no_two_are_the_same()
    {
        var agent = Guid.CreateVersion7(TestDatabase.Start);
        var (token, another) = (AgentTokens.New(agent), AgentTokens.New(agent));
        Assert.NotEqual(token, another);
        Assert.Equal(agent, AgentTokens.AgentOf(token));
        Assert.True(AgentTokens.IsRight(token, AgentTokens.DigestOf(token)));
        Assert.False(AgentTokens.IsRight(token, AgentTokens.DigestOf(another)));
        Assert.False(AgentTokens.IsRight(token, AgentTokens.Nobody));
        Assert.DoesNotContain(token[40..], AgentTokens.DigestOf(token), StringComparison.Ordinal);
        foreach (var wrong in new[] { "", "agent_", token[..^1], token + "x", token.Replace("agent_", "agenT_") })
            Assert.Null(AgentTokens.AgentOf(wrong));
    }

    [Theory]
    [InlineData("홍길동", "홍*동"), InlineData("이산", "이*"), InlineData("김", "*"), InlineData("남궁민수", "남**수")]
    [InlineData("", "*")]
    public void Name_is_masked(string name, string masked) => Assert.Equal(masked, Masked.Name(name));

    [Theory]
    [InlineData("01012345678", "*******5678"), InlineData("1234567", "***4567"), InlineData("123", "***")]
    public void Number_is_masked(string number, string masked) => Assert.Equal(masked, Masked.Phone(number));

    [Theory]
    [InlineData("gildong@shop.example", "g***@shop.example"), InlineData("no address", "***"), InlineData("@x", "***")]
    public void Address_is_masked(string email, string masked) => Assert.Equal(masked, Masked.Email(email));

    [Fact]
    public void Word_of_an_offer_is_short_always_the_same_and_read_as_people_type_it()
    {
        var offer = Guid.CreateVersion7(TestDatabase.Start);
        var word = OfferCode.Of(offer, 0);
        Assert.Equal(OfferCode.Length, word.Length);
        Assert.Equal(word, OfferCode.Of(offer, 0));
        Assert.NotEqual(word, OfferCode.Of(offer, 1));
        Assert.Equal(word, OfferCode.Read(word.ToLowerInvariant()));
        Assert.Equal("01A1B2", OfferCode.Read("oIaLb2"));
        foreach (var wrong in new[] { "", "12345", "1234567", "12345U", "12-456", "12345가" })
            Assert.Null(OfferCode.Read(wrong));
        var many = Enumerable.Range(0, 20_000).Select(_ => OfferCode.Of(Guid.NewGuid(), 0)).ToList();
        Assert.All(many, one => Assert.Equal(one, OfferCode.Read(one)));
        Assert.InRange(many.Distinct(StringComparer.Ordinal).Count(), 19_990, 20_000);
    }
}
