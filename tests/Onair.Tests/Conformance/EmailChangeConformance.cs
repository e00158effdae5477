using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Onair.Customers;
using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>A change of mailbox: who is told, who stays signed in, who gets the account back.</summary>
public sealed class EmailChangeConformance
{
    private const string old = "gildong@shop.example";
    private const string wanted = "new@shop.example";
    private const string password = "a sentence of my own";

    private static readonly Visitor home = new(IPAddress.Parse("203.0.113.7"), null, "browser");

    private static readonly AccountLinks links = new(
        (id, token) => $"link:{id}/{token}", (id, token) => $"reset:{id}/{token}",
        (id, token) => $"confirm:{id}/{token}", (id, token) => $"back:{id}/{token}", "in", "forgot");

    private static CancellationToken Cancel => Shop.Cancel;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task New_mailbox_confirms_and_the_browser_that_asked_stays_signed_in(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        var (here, there) = (await OpenAsync(shop, customer), await OpenAsync(shop, customer));
        await shop.Ask<ResetPassword>().AskAsync(old, home, links, Cancel);
        var answer = await AskAsync(shop, here);
        Assert.True(answer.IsDone);
        await shop.WorkAsync();
        var stolen = LinkIn(shop, "reset");
        var told = Assert.Single(shop.PostBox.Letters, l => l.Subject.Contains("이메일 변경 요청"));
        Assert.Equal((old, false), (told.To, told.Text.Contains(wanted)));
        Assert.Equal(wanted, Assert.Single(shop.PostBox.Letters, l => l.Text.Contains("confirm:")).To);
        // Nothing has changed yet.
        Assert.Equal(SignInStatus.SignedIn, await SignInAsync(shop, old));
        Assert.Equal(SignInStatus.Wrong, await SignInAsync(shop, wanted));
        Assert.Equal(wanted, await shop.Ask<ChangeEmail>().WaitingAsync(customer.Id, Cancel));

        var (id, token) = LinkIn(shop, "confirm");
        Assert.False(await shop.Ask<ChangeEmail>().IsAliveAsync(id, token + "x", Cancel));
        Assert.Equal(ConfirmEmailStatus.DeadLink, await ConfirmAsync(shop, (id, LinkIn(shop, "back").Token)));
        Assert.True(await shop.Ask<ChangeEmail>().IsAliveAsync(id, token, Cancel));
        Assert.Equal(ConfirmEmailStatus.Changed, await ConfirmAsync(shop, (id, token)));
        Assert.Equal(ConfirmEmailStatus.DeadLink, await ConfirmAsync(shop, (id, token)));
        Assert.Equal(wanted, (await shop.Get<Sessions>().FindAsync(here, Cancel))!.Email);
        Assert.Null(await shop.Get<Sessions>().FindAsync(there, Cancel));
        Assert.Equal(SignInStatus.SignedIn, await SignInAsync(shop, wanted));
        Assert.Equal(SignInStatus.Wrong, await SignInAsync(shop, old));
        // A link that lies in the old mailbox opens nothing any more.
        Assert.False(await shop.Ask<ResetPassword>().IsAliveAsync(stolen.Id, stolen.Token));
        await shop.WorkAsync();
        Assert.Equal((old, true), (shop.PostBox.Letters[^1].To, shop.PostBox.Letters[^1].Subject.Contains("바뀌었어요")));
        var export = (await shop.Ask<ExportCustomer>().RunAsync(customer.Id, Cancel))!;
        Assert.Equal((old, wanted), (export.EmailChanges[0].OldEmail, export.EmailChanges[0].NewEmail));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Old_mailbox_takes_the_account_back_and_what_was_added_since_is_gone(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        await AddPasskeyAsync(shop, customer.Id, "owner");
        shop.Forward(TimeSpan.FromMinutes(1));
        var thief = await OpenAsync(shop, customer);
        await AskAsync(shop, thief);
        await shop.WorkAsync();
        var (confirm, back) = (LinkIn(shop, "confirm"), LinkIn(shop, "back"));
        await AddPasskeyAsync(shop, customer.Id, "thief");
        Assert.Equal(ConfirmEmailStatus.Changed, await ConfirmAsync(shop, confirm));
        await TurnOnAppAsync(shop, thief);
        // The mailbox moves once more: the first way back still leads back, and takes the second with it.
        await AskAsync(shop, await OpenAsync(shop, await FindAsync(shop, customer.Id)), "third@shop.example");
        await shop.WorkAsync();
        var second = LinkIn(shop, "back");
        Assert.Equal(ConfirmEmailStatus.Changed, await ConfirmAsync(shop, LinkIn(shop, "confirm")));

        shop.Forward(TimeSpan.FromDays(6));
        Assert.Equal(TakeEmailBackStatus.DeadLink, (await TakeBackAsync(shop, (back.Id, confirm.Token))).Status);
        var taken = await TakeBackAsync(shop, back);
        Assert.Equal(TakeEmailBackStatus.Restored, taken.Status);
        Assert.Equal(TakeEmailBackStatus.DeadLink, (await TakeBackAsync(shop, back)).Status);
        Assert.Equal(TakeEmailBackStatus.DeadLink, (await TakeBackAsync(shop, second)).Status);
        var owner = await FindAsync(shop, customer.Id);
        Assert.Equal((old, 0), (owner.Email, owner.TotpOn));
        Assert.Equal("owner", Assert.Single(await shop.Ask<Passkeys>().ListAsync(customer.Id, Cancel)).Name);
        foreach (var table in new[] { "customer_sessions", "customer_devices" })
            Assert.Equal(0, await CountAsync(shop, table));
        var reset = await shop.Ask<ResetPassword>().RunAsync(
            taken.Customer, taken.ResetToken!, "the next sentence", Cancel);
        Assert.Equal(ResetPasswordStatus.Reset, reset.Status);
        Assert.Equal(SignInStatus.SignedIn, await SignInAsync(shop, old, "the next sentence"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Old_mailbox_stops_what_has_not_happened_yet(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        var thief = await OpenAsync(shop, customer);
        await AskAsync(shop, thief);
        await shop.WorkAsync();
        var taken = await TakeBackAsync(shop, LinkIn(shop, "back"));
        Assert.Equal(TakeEmailBackStatus.Stopped, taken.Status);
        Assert.Equal(ConfirmEmailStatus.DeadLink, await ConfirmAsync(shop, LinkIn(shop, "confirm")));
        Assert.Null(await shop.Get<Sessions>().FindAsync(thief, Cancel));
        Assert.NotNull(taken.ResetToken);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Link_dies_with_time_with_the_next_one_with_the_password_and_by_hand(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        var here = await OpenAsync(shop, customer);
        await AskAsync(shop, here);
        await shop.WorkAsync();
        var first = LinkIn(shop, "confirm");
        await AskAsync(shop, here, "third@shop.example");
        await shop.WorkAsync();
        var second = LinkIn(shop, "confirm");
        Assert.Equal(ConfirmEmailStatus.DeadLink, await ConfirmAsync(shop, first));
        shop.Forward(EmailChange.ConfirmLife);
        Assert.Equal(ConfirmEmailStatus.DeadLink, await ConfirmAsync(shop, second));
        Assert.Equal(TakeEmailBackStatus.DeadLink, (await TakeBackAsync(shop, LinkIn(shop, "back"))).Status);

        await AskAsync(shop, here);
        await shop.WorkAsync();
        await shop.Ask<ChangeEmail>().StopAsync(customer.Id, Cancel);
        Assert.Equal(ConfirmEmailStatus.DeadLink, await ConfirmAsync(shop, LinkIn(shop, "confirm")));
        shop.Forward(TimeSpan.FromHours(3));
        await AskAsync(shop, here);
        await shop.WorkAsync();
        await shop.Ask<UserManager<Customer>>().UpdateSecurityStampAsync(await FindAsync(shop, customer.Id));
        Assert.Equal(ConfirmEmailStatus.DeadLink, await ConfirmAsync(shop, LinkIn(shop, "confirm")));
        Assert.Equal(old, (await FindAsync(shop, customer.Id)).Email);
        shop.Forward(EmailChange.ConfirmLife);
        await shop.Get<IEnumerable<ITimedVerb>>().Single(v => v.Name == "customers.purge").RunAsync(Cancel);
        Assert.Equal(0, await CountAsync(shop, "customer_email_changes"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Mailbox_of_another_account_is_told_to_its_owner_alone(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await MemberAsync(shop, wanted);
        var customer = await MemberAsync(shop);
        var here = await OpenAsync(shop, customer);
        Assert.True((await AskAsync(shop, here)).IsDone);
        Assert.Equal(wanted, await shop.Ask<ChangeEmail>().WaitingAsync(customer.Id, Cancel));
        await shop.WorkAsync();
        Assert.Contains(shop.PostBox.Letters, l => l.To == wanted && l.Subject.Contains("이미 계정이 있는"));
        Assert.DoesNotContain(shop.PostBox.Letters, l => l.Text.Contains("confirm:"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Mailbox_goes_to_who_showed_it_first(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var customer = await MemberAsync(shop);
        var here = await OpenAsync(shop, customer);
        await AskAsync(shop, here, "third@shop.example");
        await shop.WorkAsync();
        var third = LinkIn(shop, "confirm");
        await MemberAsync(shop, "third@shop.example");
        Assert.Equal(ConfirmEmailStatus.DeadLink, await ConfirmAsync(shop, third));

        // An account that was never shown gives way.
        await AskAsync(shop, here);
        await SignUpAsync(shop, wanted);
        await shop.WorkAsync();
        Assert.Equal(ConfirmEmailStatus.Changed, await ConfirmAsync(shop, LinkIn(shop, "confirm")));
        // The old mailbox is free for anybody: who has shown it keeps it.
        var back = LinkIn(shop, "back");
        await MemberAsync(shop, old);
        Assert.Equal(TakeEmailBackStatus.Taken, (await TakeBackAsync(shop, back)).Status);
        Assert.Equal(2, (await Task.WhenAll(SignInAsync(shop, old), SignInAsync(shop, wanted)))
            .Count(status => status == SignInStatus.SignedIn));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Asking_wants_the_password_and_is_slowed_down(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var here = await OpenAsync(shop, await MemberAsync(shop));
        foreach (var (email, typed, faults) in new[]
        {
            ("", "", new[] { AccountFault.Missing, AccountFault.Missing }),
            ("x", password, [AccountFault.NotEmail]),
            ("GILDONG@shop.example", password, [AccountFault.SameEmail]),
            (wanted, "not the sentence", [AccountFault.WrongPassword]),
        })
        {
            var refused = await AskAsync(shop, here, email, typed);
            Assert.Equal(faults, refused.Errors.Select(e => e.Fault));
        }

        Assert.Equal(0, await CountAsync(shop, "customer_email_changes"));
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 5; i++) waits.Add((await AskAsync(shop, here, $"n{i}@shop.example")).Wait);
        // The old mailbox got one letter at signing up: three more are free, the last with a wait behind it.
        Assert.Equal(TimeSpan.Zero, waits[0]);
        Assert.True(waits[^1] > TimeSpan.Zero);
        Assert.Equal(1, await CountAsync(shop, "customer_email_changes"));
    }

    private static async Task<SecurityAnswer> AskAsync(
        Shop shop, string session, string email = wanted, string typed = password)
    {
        var who = (await shop.Get<Sessions>().FindAsync(session, Cancel))!;
        return await shop.Ask<ChangeEmail>().AskAsync(who, email, typed, home, links, Cancel);
    }

    private static Task<ConfirmEmailStatus> ConfirmAsync(Shop shop, (Guid Id, string Token) link) =>
        shop.Ask<ChangeEmail>().ConfirmAsync(link.Id, link.Token, links, Cancel);

    private static Task<TakenBack> TakeBackAsync(Shop shop, (Guid Id, string Token) link) =>
        shop.Ask<TakeEmailBack>().RunAsync(link.Id, link.Token, Cancel);

    private static async Task TurnOnAppAsync(Shop shop, string session)
    {
        var who = (await shop.Get<Sessions>().FindAsync(session, Cancel))!;
        var (start, _) = await shop.Ask<TwoFactor>().StartAsync(who, password, home, Cancel);
        var (_, done) = await shop.Ask<TwoFactor>().ConfirmAsync(who, Totp.CodeAt(start!.Secret, shop.Now), Cancel);
        Assert.True(done.IsDone);
    }

    private static Task AddPasskeyAsync(Shop shop, Guid customer, string name) => shop.Database.WriteAsync(
        open => open.ExecuteAsync(
            CustomersStore.AddPasskey,
            new Passkey
            {
                CredentialId = name,
                CustomerId = customer,
                Id = Guid.NewGuid(),
                Name = name,
                PublicKey = "AA",
                CreatedAt = shop.Now,
            },
            Cancel),
        Cancel);

    private static Task SignUpAsync(Shop shop, string email) => shop.Ask<SignUp>().RunAsync(
        new SignUpForm(email, "홍길동", "010-1234-5678", password, false, ConsentRules.Required.ToHashSet()),
        home, links, shop.Now, Cancel);

    private static async Task<Customer> MemberAsync(Shop shop, string email = old)
    {
        await SignUpAsync(shop, email);
        await shop.WorkAsync();
        var (id, token) = LinkIn(shop, "link");
        Assert.Equal(VerifyEmailStatus.Verified, await shop.Ask<VerifyEmail>().RunAsync(id, token));
        return await FindAsync(shop, id);
    }

    private static async Task<Customer> FindAsync(Shop shop, Guid id) =>
        (await shop.Get<CustomerUsers>().FindByIdAsync(id.ToString(), Cancel))!;

    private static async Task<SignInStatus> SignInAsync(Shop shop, string email, string typed = password) =>
        (await shop.Ask<SignIn>().RunAsync(email, typed, home, Cancel)).Status;

    private static async Task<string> OpenAsync(Shop shop, Customer customer) =>
        (await shop.Get<Sessions>().OpenAsync(customer, home, Cancel)).Session;

    private static (Guid Id, string Token) LinkIn(Shop shop, string kind)
    {
        var text = string.Join('\n', shop.PostBox.Letters.Select(l => l.Text));
        var found = Regex.Matches(text, kind + @":(?<id>[0-9a-f-]{36})/(?<token>\S+)")[^1];
        return (Guid.Parse(found.Groups["id"].Value), found.Groups["token"].Value);
    }

    private static Task<long> CountAsync(Shop shop, string table) => shop.Database.ReadAsync(
        open => open.FirstAsync<long>(new Sql("SELECT COUNT(*) FROM " + table), null, Cancel), Cancel);
}
