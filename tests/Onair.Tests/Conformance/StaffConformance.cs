using System.Net;
using Onair.Customers;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Invitations, sign-in, sessions, roles and the audit log on both databases.</summary>
public sealed class StaffConformance
{
    private const string password = "seoul-river-stone-17";

    private static readonly Visitor visitor = new(IPAddress.Loopback, null, "test");

    private static readonly Sql forge = new("UPDATE audit_entries SET detail = 'nothing' WHERE seq = 2");
    private static readonly Sql cut = new("DELETE FROM audit_entries WHERE seq = (SELECT MAX(seq) FROM audit_entries)");
    private static readonly Sql sessionRows = new("SELECT COUNT(*) FROM staff_sessions");

    private static CancellationToken Cancel => Shop.Cancel;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Invited_person_joins_once_with_an_app_and_signs_in_with_both_factors(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var invite = shop.Get<InviteStaff>();
        Assert.Equal(InviteStaffStatus.Invalid, (await InviteAsync(shop, "nobody", StaffRoles.Care)).Status);
        Assert.Equal(InviteStaffStatus.Invalid, (await InviteAsync(shop, "a@shop.example", StaffRoles.None)).Status);
        var first = await InviteAsync(shop, "kim@shop.example", StaffRoles.Care);
        var second = await InviteAsync(shop, "Kim@shop.example", StaffRoles.Admin);
        Assert.Null(await shop.Ask<JoinStaff>().ShowAsync(first.Token!, null, Cancel));
        var view = (await shop.Ask<JoinStaff>().ShowAsync(second.Token!, null, Cancel))!;
        Assert.Equal((false, StaffRoles.Admin), (view.HasAccount, view.Roles));

        // What is wrong is said all at once, and the app keeps its secret.
        var bad = new JoinForm(second.Token!, "", "short", view.SealedSecret, "000000", IsEnglish: false);
        var refused = await shop.Ask<JoinStaff>().RunAsync(bad, visitor, Cancel);
        Assert.Equal(JoinStaffStatus.Invalid, refused.Status);
        Assert.Equal(["name", "password", "code"], refused.Errors.Select(error => error.Field));
        var again = await shop.Ask<JoinStaff>().ShowAsync(second.Token!, view.SealedSecret, Cancel);
        Assert.Equal(view.App!.Secret, again!.App!.Secret);
        // A secret that we did not give is not taken.
        var foreign = Form(shop, second.Token!, view) with { SealedSecret = "1.00000000.abc" };
        Assert.Equal(JoinStaffStatus.Invalid, (await shop.Ask<JoinStaff>().RunAsync(foreign, visitor, Cancel)).Status);

        var joined = await shop.Ask<JoinStaff>().RunAsync(Form(shop, second.Token!, view), visitor, Cancel);
        Assert.Equal(JoinStaffStatus.Joined, joined.Status);
        var dead = await shop.Ask<JoinStaff>().RunAsync(Form(shop, second.Token!, view), visitor, Cancel);
        Assert.Equal(JoinStaffStatus.DeadLink, dead.Status);
        Assert.Equal(
            InviteStaffStatus.AlreadyMember,
            (await invite.RunAsync("kim@shop.example", StaffRoles.Care, Actor.CommandLine, null, Cancel)).Status);

        // The code that was used to join works no second time.
        var secret = view.App.Secret;
        Assert.Equal(SignInStaffStatus.Wrong, (await SignInAsync(shop, "kim@shop.example", secret)).Status);
        shop.Forward(TimeSpan.FromMinutes(1));
        var signedIn = await SignInAsync(shop, "kim@shop.example", secret);
        Assert.Equal(SignInStaffStatus.SignedIn, signedIn.Status);
        var who = await shop.Get<StaffSessions>().FindAsync(signedIn.Token, Cancel);
        Assert.Equal(("김직원", "Kim@shop.example", StaffRoles.Admin), (who!.Name, who.Email, who.Roles));
        Assert.Null(await shop.Get<StaffSessions>().FindAsync(second.Token, Cancel));
        Assert.Equal(
            [Deed.SignedIn, Deed.CodeRefused, Deed.StaffJoined, Deed.StaffInvited, Deed.StaffInvited],
            (await EntriesAsync(shop)).Select(entry => entry.Deed));
        await HoldsAsync(shop);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Session_ends_with_its_roles_its_stamp_its_time_and_when_told_to(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var sessions = shop.Get<StaffSessions>();
        await JoinsAsync(shop, "boss@shop.example", StaffRoles.Admin);
        var secret = await JoinsAsync(shop, "kim@shop.example", StaffRoles.Care);

        // :: roles
        var first = await LetInAsync(shop, "kim@shop.example", secret);
        var kim = (await shop.Get<ReadStaff>().ByEmailAsync("kim@shop.example", Cancel))!.Member;
        var change = new RolesChange(kim.CustomerId, StaffRoles.Care | StaffRoles.Producer, kim.Version);
        var roles = shop.Get<ChangeStaffRoles>();
        Assert.Equal(ChangeStaffRolesStatus.Changed, await roles.RunAsync(change, Actor.CommandLine, Cancel));
        Assert.Equal(ChangeStaffRolesStatus.ChangedMeanwhile, await roles.RunAsync(change, Actor.CommandLine, Cancel));
        Assert.Null(await sessions.FindAsync(first, Cancel));

        // :: sign out
        var second = await LetInAsync(shop, "kim@shop.example", secret);
        var who = (await sessions.FindAsync(second, Cancel))!;
        Assert.NotNull(await sessions.AgainAsync(who.SessionId, touch: false, Cancel));
        await sessions.EndAsync(who, Cancel);
        Assert.Null(await sessions.AgainAsync(who.SessionId, touch: false, Cancel));

        // :: idle, and the longest
        var third = await LetInAsync(shop, "kim@shop.example", secret);
        for (var hours = 0.0; hours < 11; hours += 0.9)
        {
            Assert.NotNull(await sessions.FindAsync(third, Cancel));
            shop.Forward(TimeSpan.FromHours(0.9));
        }

        shop.Forward(TimeSpan.FromHours(0.5));
        Assert.Null(await sessions.FindAsync(third, Cancel));
        var fourth = await LetInAsync(shop, "kim@shop.example", secret);
        shop.Forward(TimeSpan.FromMinutes(61));
        Assert.Null(await sessions.FindAsync(fourth, Cancel));

        // :: another password
        var fifth = await LetInAsync(shop, "kim@shop.example", secret);
        await shop.Database.WriteAsync(
            open => open.ExecuteAsync(new Sql("UPDATE customers SET security_stamp = 'x'"), null, Cancel), Cancel);
        Assert.Null(await sessions.FindAsync(fifth, Cancel));

        shop.Forward(TimeSpan.FromDays(1));
        await new PurgeStaff(shop.Database, shop.Time).RunAsync(Cancel);
        Assert.Equal(0, await shop.Database.ReadAsync(
            open => open.FirstAsync<long>(sessionRows, null, Cancel), Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Shoppers_and_former_staff_are_not_let_in(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await JoinsAsync(shop, "boss@shop.example", StaffRoles.Admin);
        var secret = await JoinsAsync(shop, "kim@shop.example", StaffRoles.Care);
        var kim = (await shop.Get<ReadStaff>().ByEmailAsync("kim@shop.example", Cancel))!.Member;
        var gone = new RolesChange(kim.CustomerId, StaffRoles.None, kim.Version);
        Assert.Equal(
            ChangeStaffRolesStatus.Changed,
            await shop.Get<ChangeStaffRoles>().RunAsync(gone, Actor.CommandLine, Cancel));
        shop.Forward(TimeSpan.FromMinutes(1));
        Assert.Equal(SignInStaffStatus.Wrong, (await SignInAsync(shop, "kim@shop.example", secret)).Status);
        // Who comes back has the account, its password and its app.
        var invited = await InviteAsync(shop, "kim@shop.example", StaffRoles.Warehouse);
        var view = (await shop.Ask<JoinStaff>().ShowAsync(invited.Token!, null, Cancel))!;
        Assert.True(view.HasAccount);
        Assert.Null(view.App);
        var form = new JoinForm(invited.Token!, "", password, "", Totp.CodeAt(secret, shop.Now), IsEnglish: false);
        var wrong = await shop.Ask<JoinStaff>().RunAsync(form with { Password = "another-one-17" }, visitor, Cancel);
        Assert.Equal("password", Assert.Single(wrong.Errors).Field);
        Assert.Equal(JoinStaffStatus.Joined, (await shop.Ask<JoinStaff>().RunAsync(form, visitor, Cancel)).Status);
        await LetInAsync(shop, "kim@shop.example", secret);
        Assert.Equal(
            ChangeStaffRolesStatus.LastAdmin,
            await shop.Get<ChangeStaffRoles>().RunAsync(
                new((await shop.Get<ReadStaff>().ByEmailAsync("boss@shop.example", Cancel))!.Member.CustomerId,
                    StaffRoles.None, 1),
                Actor.CommandLine,
                Cancel));
        await HoldsAsync(shop);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Audit_log_is_one_chain_whoever_writes_and_tells_when_it_was_changed(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var write = shop.Get<WriteAudit>();
        var actor = new Actor(Guid.CreateVersion7(), "김", "127.0.0.1");
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => write.RunAsync(
            new AuditDraft(i % 2 == 0 ? actor : Actor.CommandLine, Deed.OrderRead, $"order:{i}", ""), Cancel)));
        var all = await EntriesAsync(shop);
        Assert.Equal(Enumerable.Range(1, 30).Reverse().Select(i => (long)i), all.Select(entry => entry.Seq));
        await HoldsAsync(shop);

        var read = shop.Get<ReadAudit>();
        Assert.Equal(15, (await read.RunAsync(new(null, actor.CustomerId, "", 100), Cancel)).Count);
        Assert.Single(await read.RunAsync(new(null, null, "order:7", 100), Cancel));
        var page = await read.RunAsync(new(21, null, "", 10), Cancel);
        Assert.Equal((20L, 11L), (page[0].Seq, page[^1].Seq));

        await shop.Database.WriteAsync(open => open.ExecuteAsync(forge, null, Cancel), Cancel);
        Assert.Equal("entry 2", Assert.Single(await FindingsAsync(shop)).Row);
        await shop.Database.WriteAsync(open => open.ExecuteAsync(cut, null, Cancel), Cancel);
        Assert.Equal(["entry 2", "head"], (await FindingsAsync(shop)).Select(finding => finding.Row));
    }

    private static Task<Invited> InviteAsync(Shop shop, string email, StaffRoles roles) =>
        shop.Get<InviteStaff>().RunAsync(email, roles, Actor.CommandLine, linkOf: null, Cancel);

    private static JoinForm Form(Shop shop, string token, JoinView view) => new(
        token, "김직원", password, view.SealedSecret, Totp.CodeAt(view.App!.Secret, shop.Now), IsEnglish: false);

    /// <summary>Invited and joined; the secret of their app.</summary>
    private static async Task<string> JoinsAsync(Shop shop, string email, StaffRoles roles)
    {
        var invited = await InviteAsync(shop, email, roles);
        var view = (await shop.Ask<JoinStaff>().ShowAsync(invited.Token!, null, Cancel))!;
        var answer = await shop.Ask<JoinStaff>().RunAsync(Form(shop, invited.Token!, view), visitor, Cancel);
        Assert.Equal(JoinStaffStatus.Joined, answer.Status);
        return view.App!.Secret;
    }

    private static async Task<StaffAnswer> SignInAsync(Shop shop, string email, string secret)
    {
        var first = await shop.Ask<SignInStaff>().RunAsync(email, password, visitor, Cancel);
        if (first.Status != SignInStaffStatus.NeedsCode) return first;
        return await shop.Ask<SignInStaff>().EnterCodeAsync(
            first.Pending!, Totp.CodeAt(secret, shop.Now), visitor, Cancel);
    }

    /// <summary>Signs in, which must succeed: with the code of the next half minute.</summary>
    private static async Task<string> LetInAsync(Shop shop, string email, string secret)
    {
        shop.Forward(TimeSpan.FromSeconds(31));
        var answer = await SignInAsync(shop, email, secret);
        Assert.Equal(SignInStaffStatus.SignedIn, answer.Status);
        return answer.Token!;
    }

    private static Task<List<AuditEntry>> EntriesAsync(Shop shop) =>
        shop.Get<ReadAudit>().RunAsync(new AuditQuestion(null, null, "", ReadAudit.LimitMax), Cancel);

    private static async Task<IReadOnlyList<Onair.Primitives.Finding>> FindingsAsync(Shop shop) =>
        Assert.Single(await shop.Get<VerifyAudit>().RunAsync(Cancel)).Findings;

    private static async Task HoldsAsync(Shop shop) => Assert.Empty(await FindingsAsync(shop));
}
