using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Onair.Customers;
using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>The verbs of accounts on both databases.</summary>
public sealed class CustomersConformance
{
    private const string email = "Gildong@shop.example";
    private const string password = "a sentence of my own";

    private static readonly Visitor home = new(IPAddress.Parse("203.0.113.7"), null, "browser");

    private static readonly AccountLinks links = new(
        (id, token) => $"link:{id}/{token}", (id, token) => $"reset:{id}/{token}",
        (id, token) => $"confirm:{id}/{token}", (id, token) => $"back:{id}/{token}", "in", "forgot");

    private static readonly string[] tables =
    [
        "customers", "customer_codes", "customer_passkeys", "customer_sessions", "customer_devices",
        "customer_addresses", "customer_consents", "customer_email_changes",
    ];

    private static CancellationToken Cancel => Shop.Cancel;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Person_signs_up_shows_the_mailbox_and_signs_in(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        Assert.Equal(SignUpStatus.Asked, (await SignUpAsync(shop)).Status);
        Assert.Equal(SignInStatus.Unverified, (await SignInAsync(shop)).Status);
        await shop.WorkAsync();
        var (id, token) = LinkIn(shop, "link");
        Assert.Equal(VerifyEmailStatus.DeadLink, await shop.Ask<VerifyEmail>().RunAsync(id, token + "x"));
        Assert.Equal(VerifyEmailStatus.DeadLink, await shop.Ask<VerifyEmail>().RunAsync(Guid.CreateVersion7(), token));
        Assert.Equal(VerifyEmailStatus.Verified, await shop.Ask<VerifyEmail>().RunAsync(id, token));
        var answer = await SignInAsync(shop, who: "GILDONG@SHOP.EXAMPLE");
        Assert.Equal((SignInStatus.SignedIn, id), (answer.Status, answer.Customer!.Id));
        Assert.Equal(SignInStatus.Wrong, (await SignInAsync(shop, typed: "another")).Status);
        Assert.Equal(SignInStatus.Wrong, (await SignInAsync(shop, who: "nobody@shop.example")).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task After_too_many_guesses_the_right_password_waits_too_and_not_in_a_known_browser(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        var device = (await shop.Get<Sessions>().OpenAsync(customer, home, Cancel)).Device;
        for (var i = 0; i < 6; i++)
            Assert.Equal(SignInStatus.Wrong, (await SignInAsync(shop, typed: $"a guess, number {i}")).Status);
        var late = await SignInAsync(shop);
        Assert.Equal((SignInStatus.Wait, TimeSpan.FromSeconds(2)), (late.Status, late.Wait));
        var known = home with { DeviceToken = device };
        Assert.Equal(
            SignInStatus.SignedIn, (await shop.Ask<SignIn>().RunAsync(email, password, known, Cancel)).Status);
        // A browser that is known to another customer alone is a stranger here.
        var stranger = home with { DeviceToken = new string('A', 43) };
        Assert.Equal(
            SignInStatus.Wait, (await shop.Ask<SignIn>().RunAsync(email, password, stranger, Cancel)).Status);
        shop.Forward(TimeSpan.FromSeconds(2));
        Assert.Equal(SignInStatus.SignedIn, (await SignInAsync(shop)).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Link_of_a_letter_dies_with_time(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await SignUpAsync(shop);
        await shop.WorkAsync();
        var (id, token) = LinkIn(shop, "link");
        shop.Forward(TimeSpan.FromHours(24));
        Assert.Equal(VerifyEmailStatus.DeadLink, await shop.Ask<VerifyEmail>().RunAsync(id, token));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Who_has_an_account_is_told_by_letter_and_nobody_else_is(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        Assert.Equal(SignUpStatus.Asked, (await SignUpAsync(shop, "another sentence here")).Status);
        await shop.WorkAsync();
        Assert.Contains("이미 가입된", shop.PostBox.Letters[^1].Subject);
        Assert.Equal(customer.Id, (await SignInAsync(shop)).Customer?.Id);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Account_that_was_never_shown_gives_way_and_its_link_is_dead(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await SignUpAsync(shop, "the sentence of a squatter");
        await shop.WorkAsync();
        var old = LinkIn(shop, "link");
        await SignUpAsync(shop);
        await shop.WorkAsync();
        Assert.Equal(VerifyEmailStatus.DeadLink, await shop.Ask<VerifyEmail>().RunAsync(old.Id, old.Token));
        var (id, token) = LinkIn(shop, "link");
        Assert.Equal(VerifyEmailStatus.Verified, await shop.Ask<VerifyEmail>().RunAsync(id, token));
        Assert.Equal(SignInStatus.SignedIn, (await SignInAsync(shop)).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Account_that_was_never_shown_is_erased_after_a_week(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await SignUpAsync(shop);
        shop.Forward(TimeSpan.FromDays(7));
        await PurgeAsync(shop);
        Assert.Equal(1, await CountAsync(shop, "customers"));
        shop.Forward(TimeSpan.FromSeconds(1));
        await PurgeAsync(shop);
        foreach (var table in tables) Assert.Equal(0, await CountAsync(shop, table));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task New_password_by_letter_ends_every_session_and_works_once(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        var tokens = await shop.Get<Sessions>().OpenAsync(customer, home, Cancel);
        Assert.Null(await shop.Ask<ResetPassword>().AskAsync(email, home, links, Cancel));
        Assert.Null(await shop.Ask<ResetPassword>().AskAsync("nobody@shop.example", home, links, Cancel));
        await shop.WorkAsync();
        var (id, token) = LinkIn(shop, "reset");
        var weak = await shop.Ask<ResetPassword>().RunAsync(id, token, "password", Cancel);
        Assert.Equal(
            (ResetPasswordStatus.Invalid, AccountFault.PasswordBreached), (weak.Status, weak.Error!.Value.Fault));
        Assert.NotNull(await shop.Get<Sessions>().FindAsync(tokens.Session, Cancel));
        const string next = "the next sentence";
        Assert.Equal(
            ResetPasswordStatus.Reset, (await shop.Ask<ResetPassword>().RunAsync(id, token, next, Cancel)).Status);
        Assert.Equal(
            ResetPasswordStatus.DeadLink, (await shop.Ask<ResetPassword>().RunAsync(id, token, next, Cancel)).Status);
        Assert.Null(await shop.Get<Sessions>().FindAsync(tokens.Session, Cancel));
        Assert.Equal(0, await CountAsync(shop, "customer_devices"));
        Assert.Equal(SignInStatus.Wrong, (await SignInAsync(shop)).Status);
        Assert.Equal(SignInStatus.SignedIn, (await SignInAsync(shop, typed: next)).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Changed_password_ends_the_other_sessions_and_renews_this_one(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        var (here, there) = (await OpenAsync(shop, customer), await OpenAsync(shop, customer));
        var who = (await shop.Get<Sessions>().FindAsync(here, Cancel))!;
        var wrong = await shop.Ask<ChangePassword>().RunAsync(who, "not it", "the next sentence", home, Cancel);
        Assert.Equal(AccountFault.WrongPassword, Assert.Single(wrong.Errors).Fault);
        var done = await shop.Ask<ChangePassword>().RunAsync(who, password, "the next sentence", home, Cancel);
        Assert.True(done.IsDone);
        Assert.Null(await shop.Get<Sessions>().FindAsync(here, Cancel));
        Assert.Null(await shop.Get<Sessions>().FindAsync(there, Cancel));
        Assert.Equal(who.SessionId, (await shop.Get<Sessions>().FindAsync(done.Session!, Cancel))!.SessionId);
        Assert.Single(await shop.Get<Sessions>().ListAsync(customer.Id, Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Sessions_end_by_age_by_idleness_by_number_and_by_hand(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var (sessions, customer) = (shop.Get<Sessions>(), await MemberAsync(shop));
        var used = await OpenAsync(shop, customer);
        var idle = await OpenAsync(shop, customer);
        for (var day = 0; day < 89; day++)
        {
            shop.Forward(TimeSpan.FromDays(1));
            Assert.NotNull(await sessions.FindAsync(used, Cancel));
        }

        Assert.Null(await sessions.FindAsync(idle, Cancel));
        shop.Forward(TimeSpan.FromDays(1));
        Assert.Null(await sessions.FindAsync(used, Cancel));
        await PurgeAsync(shop);
        Assert.Equal(0, await CountAsync(shop, "customer_sessions"));

        var first = await OpenAsync(shop, customer);
        shop.Forward(TimeSpan.FromSeconds(1));
        for (var i = 0; i < Sessions.Max; i++) await OpenAsync(shop, customer);
        Assert.Null(await sessions.FindAsync(first, Cancel));
        var list = await sessions.ListAsync(customer.Id, Cancel);
        Assert.Equal(Sessions.Max, list.Count);
        Assert.False(await sessions.EndAsync(Guid.CreateVersion7(), list[0].Id, Cancel));
        Assert.True(await sessions.EndAsync(customer.Id, list[0].Id, Cancel));
        Assert.Equal(Sessions.Max - 1, (await sessions.ListAsync(customer.Id, Cancel)).Count);
        foreach (var forged in new[] { "", "x", new string('A', 43), first + "A" })
            Assert.Null(await sessions.FindAsync(forged, Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Authenticator_app_is_asked_and_each_code_works_once(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        var who = (await shop.Get<Sessions>().FindAsync(await OpenAsync(shop, customer), Cancel))!;
        var (none, refused) = await shop.Ask<TwoFactor>().StartAsync(who, "not it", home, Cancel);
        Assert.Null(none);
        Assert.Equal(AccountFault.WrongPassword, Assert.Single(refused.Errors).Fault);
        var (start, _) = await shop.Ask<TwoFactor>().StartAsync(who, password, home, Cancel);
        Assert.StartsWith("otpauth://totp/Onair:", start!.Address);
        Assert.DoesNotContain(start.Secret, (await FindAsync(shop, customer.Id)).SealedTotp);
        // Until its first code came, nothing is asked for.
        Assert.Equal(SignInStatus.SignedIn, (await SignInAsync(shop)).Status);
        var code = Totp.CodeAt(start.Secret, shop.Now);
        var (codes, confirmed) = await shop.Ask<TwoFactor>().ConfirmAsync(who, code, Cancel);
        Assert.True(confirmed.IsDone);
        Assert.Equal(TwoFactor.CodesMax, codes.Distinct().Count());

        Assert.Equal(SignInStatus.NeedsCode, (await SignInAsync(shop)).Status);
        Assert.Equal(SignInStatus.Wrong, (await CodeAsync(shop, customer.Id, code)).Status);
        shop.Forward(TimeSpan.FromSeconds(30));
        code = Totp.CodeAt(start.Secret, shop.Now);
        var both = await Task.WhenAll(CodeAsync(shop, customer.Id, code), CodeAsync(shop, customer.Id, code));
        Assert.Equal(1, both.Count(a => a.Status == SignInStatus.SignedIn));
        Assert.Equal(SignInStatus.SignedIn, (await CodeAsync(shop, customer.Id, codes[0])).Status);
        Assert.Equal(SignInStatus.Wrong, (await CodeAsync(shop, customer.Id, codes[0])).Status);
        Assert.Equal(new TwoFactorState(true, 9), await shop.Ask<TwoFactor>().ShowAsync(customer.Id));
        var again = (await shop.Get<Sessions>().FindAsync(confirmed.Session!, Cancel))!;
        Assert.True((await shop.Ask<TwoFactor>().StopAsync(again, password, home, Cancel)).IsDone);
        Assert.Equal(SignInStatus.SignedIn, (await SignInAsync(shop)).Status);
        Assert.Equal(0, await CountAsync(shop, "customer_codes"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_lies_between_password_and_code_dies_with_time_and_with_the_password(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var (pending, customer) = (shop.Get<PendingSignIns>(), await MemberAsync(shop));
        var step = await pending.SealAsync(customer, Cancel);
        Assert.Equal(customer.Id, await pending.OpenAsync(step, Cancel));
        foreach (var forged in new[] { "", "1.2.3", step[..^2], step + "A", "1.00000000.AAAA" })
            Assert.Null(await pending.OpenAsync(forged, Cancel));
        shop.Forward(PendingSignIns.Life);
        Assert.Null(await pending.OpenAsync(step, Cancel));
        step = await pending.SealAsync(customer, Cancel);
        await shop.Ask<UserManager<Customer>>().UpdateSecurityStampAsync(customer);
        Assert.Null(await pending.OpenAsync(step, Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Address_of_another_is_no_address(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var (addresses, mine, other) = (shop.Get<Addresses>(), Guid.CreateVersion7(), Guid.CreateVersion7());
        for (var i = 0; i < Addresses.Max; i++)
            Assert.Equal(SaveAddressStatus.Saved, (await addresses.SaveAsync(mine, null, Home($"{i}"), Cancel)).Status);
        Assert.Equal(SaveAddressStatus.TooMany, (await addresses.SaveAsync(mine, null, Home("x"), Cancel)).Status);
        var saved = await addresses.ListAsync(mine, Cancel);
        Assert.Equal("0", Assert.Single(saved, a => a.IsDefault == 1).Label);
        var id = saved[^1].Id;
        Assert.Equal(SaveAddressStatus.Unknown, (await addresses.SaveAsync(other, id, Home("stolen"), Cancel)).Status);
        Assert.False(await addresses.RemoveAsync(other, id, Cancel));
        Assert.False(await addresses.MakeDefaultAsync(other, id, Cancel));
        Assert.True(await addresses.MakeDefaultAsync(mine, id, Cancel));
        Assert.Equal(SaveAddressStatus.Saved, (await addresses.SaveAsync(mine, id, Home("new"), Cancel)).Status);
        Assert.Equal("new", Assert.Single(await addresses.ListAsync(mine, Cancel), a => a.IsDefault == 1).Label);
        Assert.True(await addresses.RemoveAsync(mine, id, Cancel));
        Assert.Empty(await addresses.ListAsync(other, Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Consents_keep_their_history_are_told_and_asked_for_again(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        var consents = shop.Ask<GiveConsents>();
        var before = await consents.HistoryAsync(customer.Id, Cancel);
        // Each purpose has been asked about at the sign-up; the optional ones were not ticked.
        Assert.Equal(6, before.Count);
        await consents.RunAsync(customer.Id, new HashSet<ConsentPurpose> { ConsentPurpose.MarketingEmail }, Cancel);
        await consents.RunAsync(customer.Id, new HashSet<ConsentPurpose> { ConsentPurpose.MarketingEmail }, Cancel);
        Assert.Equal(7, (await consents.HistoryAsync(customer.Id, Cancel)).Count);
        await shop.WorkAsync();
        Assert.Single(shop.PostBox.Letters, l => l.Subject.Contains("처리 결과"));

        await AskAsync(shop);
        Assert.DoesNotContain(shop.PostBox.Letters, l => l.Subject.Contains("확인해 주세요") && l.Text.Contains("2년"));
        shop.Forward(TimeSpan.FromDays(701 + 1));
        await AskAsync(shop);
        await AskAsync(shop);
        Assert.Single(shop.PostBox.Letters, l => l.Text.Contains("2년"));
        shop.Forward(TimeSpan.FromDays(30));
        Assert.DoesNotContain(
            ConsentPurpose.MarketingEmail,
            ConsentRules.Active(await consents.HistoryAsync(customer.Id, Cancel), shop.Now));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Leaving_erases_all_of_the_account_and_nothing_of_others(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        await OpenAsync(shop, customer);
        await shop.Get<Addresses>().SaveAsync(customer.Id, null, Home("home"), Cancel);
        await SignUpAsync(shop, who: "other@shop.example");
        var called = false;
        Task Detach(Transaction open, CancellationToken cancel)
        {
            called = true;
            return Task.CompletedTask;
        }

        Assert.True(await shop.Get<LeaveShop>().RunAsync(customer.Id, Detach, Cancel));
        Assert.True(called);
        Assert.Equal((1, 6), (await CountAsync(shop, "customers"), await CountAsync(shop, "customer_consents")));
        foreach (var table in tables.Except(["customers", "customer_consents"]))
            Assert.Equal(0, await CountAsync(shop, table));
        Assert.False(await shop.Get<LeaveShop>().RunAsync(customer.Id, Detach, Cancel));
        await shop.WorkAsync();
        Assert.Equal("[Onair] 탈퇴가 끝났어요", shop.PostBox.Letters[^1].Subject);
        Assert.Equal(SignInStatus.Wrong, (await SignInAsync(shop)).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Row_that_somebody_else_has_changed_is_not_overwritten(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        var (one, two) = (await FindAsync(shop, customer.Id), await FindAsync(shop, customer.Id));
        one.Name = "one";
        two.Name = "two";
        Assert.True((await shop.Get<CustomerUsers>().UpdateAsync(one, Cancel)).Succeeded);
        Assert.False((await shop.Get<CustomerUsers>().UpdateAsync(two, Cancel)).Succeeded);
        Assert.Equal("one", (await FindAsync(shop, customer.Id)).Name);
    }

    private static Task<SignUpAnswer> SignUpAsync(Shop shop, string typed = password, string who = email) =>
        shop.Ask<SignUp>().RunAsync(
            new SignUpForm(who, "홍길동", "010-1234-5678", typed, false, ConsentRules.Required.ToHashSet()),
            home, links, shop.Now, Cancel);

    private static async Task<Customer> MemberAsync(Shop shop)
    {
        await SignUpAsync(shop);
        await shop.WorkAsync();
        var (id, token) = LinkIn(shop, "link");
        Assert.Equal(VerifyEmailStatus.Verified, await shop.Ask<VerifyEmail>().RunAsync(id, token));
        return await FindAsync(shop, id);
    }

    private static async Task<Customer> FindAsync(Shop shop, Guid id) =>
        (await shop.Get<CustomerUsers>().FindByIdAsync(id.ToString(), Cancel))!;

    private static Task<SignInAnswer> SignInAsync(Shop shop, string typed = password, string who = email) =>
        shop.Ask<SignIn>().RunAsync(who, typed, home, Cancel);

    private static Task<SignInAnswer> CodeAsync(Shop shop, Guid customer, string code) =>
        shop.Ask<SignIn>().EnterCodeAsync(customer, code, home, Cancel);

    private static async Task<string> OpenAsync(Shop shop, Customer customer) =>
        (await shop.Get<Sessions>().OpenAsync(customer, home, Cancel)).Session;

    private static CustomerAddress Home(string label) => new()
    {
        Label = label,
        Recipient = "홍길동",
        Phone = "010-1234-5678",
        Postcode = "04524",
        Line1 = "세종대로 110",
    };

    private static (Guid Id, string Token) LinkIn(Shop shop, string kind)
    {
        var text = string.Join('\n', shop.PostBox.Letters.Select(l => l.Text));
        var found = Regex.Matches(text, kind + @":(?<id>[0-9a-f-]{36})/(?<token>\S+)")[^1];
        return (Guid.Parse(found.Groups["id"].Value), found.Groups["token"].Value);
    }

    private static Task PurgeAsync(Shop shop) =>
        shop.Get<IEnumerable<ITimedVerb>>().Single(v => v.Name == "customers.purge").RunAsync(Cancel);

    private static async Task AskAsync(Shop shop)
    {
        await shop.Get<IEnumerable<ITimedVerb>>().Single(v => v.Name == "customers.ask-consents").RunAsync(Cancel);
        await shop.WorkAsync();
    }

    private static Task<long> CountAsync(Shop shop, string table) => shop.Database.ReadAsync(
        open => open.FirstAsync<long>(new Sql("SELECT COUNT(*) FROM " + table), null, Cancel), Cancel);
}
