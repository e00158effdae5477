using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Onair.Customers;

namespace Onair.Tests.Customers;

/// <summary>Decisions of the room that need no database: one case per line.</summary>
public sealed class RulesTests
{
    private static readonly PasswordRules passwords = new(
        new BreachedPasswords(Options.Create(new CustomersOptions()), NullLogger<BreachedPasswords>.Instance));

    [Theory]
    [InlineData("", PasswordFault.TooShort)]
    [InlineData("1234567", PasswordFault.TooShort)]
    [InlineData("비밀번호는여덟글자", PasswordFault.None)]
    [InlineData("long enough and nothing else", PasswordFault.None)]
    [InlineData("aaaaaaab", PasswordFault.None)]
    [InlineData("password1", PasswordFault.Breached)]
    [InlineData("gildong@shop.example", PasswordFault.Personal)]
    [InlineData("gildong1234!", PasswordFault.Personal)]
    [InlineData("Hong Gildong", PasswordFault.Personal)]
    public void Password_is_judged_by_length_and_by_what_is_guessed_first(string password, PasswordFault fault) =>
        Assert.Equal(fault, passwords.Check(password, "Gildong@shop.example", "Hong Gildong"));

    [Fact]
    public void Password_has_128_characters_at_most()
    {
        Assert.Equal(PasswordFault.None, passwords.Check(new string('x', 128), "a@b.kr", "a"));
        Assert.Equal(PasswordFault.TooLong, passwords.Check(new string('x', 129), "a@b.kr", "a"));
    }

    [Theory]
    [InlineData(0, 0), InlineData(5, 0), InlineData(6, 2), InlineData(7, 4), InlineData(8, 8), InlineData(14, 512)]
    [InlineData(15, 900), InlineData(1000, 900), InlineData(int.MaxValue, 900)]
    public void Waits_double_up_to_the_longest(int tries, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        new TryLimit(5, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15)).WaitAfter(tries));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7"), InlineData("203.0.113.8", "203.0.113.8")]
    [InlineData("2001:db8:1:2::1", "20010db800010002"), InlineData("2001:db8:1:2:ffff::9", "20010db800010002")]
    [InlineData("2001:db8:1:3::1", "20010db800010003"), InlineData(null, "?")]
    public void One_home_is_one_network(string? address, string network) => Assert.Equal(
        network, new Visitor(address is null ? null : IPAddress.Parse(address), null, "").Network);

    [Theory]
    // 정보통신망법 art. 50(3): 21:00 to 08:00 in Korea.
    [InlineData("2026-11-25T11:59:59Z", true), InlineData("2026-11-25T12:00:00Z", false)]
    [InlineData("2026-11-25T15:00:00Z", false), InlineData("2026-11-25T22:59:59Z", false)]
    [InlineData("2026-11-25T23:00:00Z", true), InlineData("2026-11-25T03:00:00Z", true)]
    public void At_night_only_who_agreed_to_the_night_is_written_to(string at, bool isDay)
    {
        var now = DateTimeOffset.Parse(at);
        HashSet<ConsentPurpose> day = [ConsentPurpose.MarketingSms];
        HashSet<ConsentPurpose> both = [ConsentPurpose.MarketingSms, ConsentPurpose.MarketingNight];
        HashSet<ConsentPurpose> nightAlone = [ConsentPurpose.MarketingNight];
        Assert.Equal(isDay, ConsentRules.MaySend(day, ConsentPurpose.MarketingSms, now));
        Assert.True(ConsentRules.MaySend(both, ConsentPurpose.MarketingSms, now));
        Assert.False(ConsentRules.MaySend(both, ConsentPurpose.MarketingEmail, now));
        Assert.False(ConsentRules.MaySend(nightAlone, ConsentPurpose.MarketingSms, now));
    }

    [Fact]
    public void Consent_to_marketing_ends_after_two_years_and_others_do_not()
    {
        var at = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
        Consent[] said = [Said(ConsentPurpose.Terms, 1, at), Said(ConsentPurpose.MarketingEmail, 1, at)];
        Assert.Equal(2, ConsentRules.Active(said, at.AddYears(2).AddTicks(-1)).Count);
        Assert.Equal([ConsentPurpose.Terms], ConsentRules.Active(said, at.AddYears(2)));
    }

    [Fact]
    public void Newest_word_counts()
    {
        var at = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
        Consent[] said =
            [Said(ConsentPurpose.MarketingEmail, 0, at), Said(ConsentPurpose.MarketingEmail, 1, at.AddDays(-1))];
        Assert.Empty(ConsentRules.Active(said, at));
    }

    [Fact]
    public void Yes_that_is_said_again_after_a_year_starts_anew_and_before_it_changes_nothing()
    {
        var at = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
        Consent[] said = [Said(ConsentPurpose.MarketingEmail, 1, at)];
        HashSet<ConsentPurpose> wanted = [ConsentPurpose.MarketingEmail];
        Assert.Empty(GiveConsents.Changed(said, wanted, at.AddDays(364)));
        Assert.Equal([ConsentPurpose.MarketingEmail], GiveConsents.Changed(said, wanted, at.AddYears(1)));
        Assert.Equal([ConsentPurpose.MarketingEmail], GiveConsents.Changed(said, new HashSet<ConsentPurpose>(), at));
    }

    private static Consent Said(ConsentPurpose purpose, int granted, DateTimeOffset at) =>
        new() { Purpose = purpose, Granted = granted, At = at, TextVersion = "1" };

    [Theory]
    [InlineData("https://shop.example", false, true), InlineData("https://www.shop.example:8443", false, true)]
    [InlineData("http://shop.example", false, false), InlineData("https://shop.example", true, false)]
    [InlineData("https://example.org", false, false), InlineData("https://notshop.example", false, false)]
    [InlineData("null", false, false), InlineData("", false, false), InlineData(null, false, false)]
    public void Passkey_answers_pages_of_its_own_domain_alone(string? origin, bool isCrossOrigin, bool isOurs) =>
        Assert.Equal(isOurs, CustomersSetup.IsOurs(origin, isCrossOrigin, "shop.example"));
}
