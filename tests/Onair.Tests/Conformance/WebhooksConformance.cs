using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Onair.Staff;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Webhooks;
using Onair.Webhooks;

namespace Onair.Tests.Conformance;

/// <summary>Facts reach who subscribed, signed and once; who does not take them is asked again and then left alone.
/// </summary>
public sealed class WebhooksConformance
{
    private static readonly Sql messages = new("SELECT COUNT(*) FROM webhook_messages");
    private static readonly Sql tries = new("SELECT COUNT(*) FROM webhook_tries");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Facts_reach_who_wants_them_signed_with_the_secret_that_was_shown(Dialect dialect)
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var shop = await OpenAsync(dialect);
        var (hook, secret) = await AddAsync(shop, receiver.Url, "order.paid", "order.placed");
        var other = await AddAsync(shop, receiver.Url, "order.returned");
        await shop.SellsAsync("mug", 12_000, 10);
        var ticket = await shop.BuysAsync("one", ("mug", 1));
        await shop.PaysAsync(ticket);
        await TellAsync(shop);
        // In whatever order: none is promised.
        var got = receiver.Received.ToList();
        Assert.Equal(2, got.Count);
        Assert.Single(got, one => one.Body.Contains("order.placed", StringComparison.Ordinal));
        var paid = Assert.Single(got, one => one.Body.Contains("order.paid", StringComparison.Ordinal));
        foreach (var one in got)
        {
            Assert.Contains(ticket.Number, one.Body, StringComparison.Ordinal);
            Assert.Equal(WebhookSignature.Of([secret], one.Id, Stamp(one), one.Body), one.Signature);
        }

        // Told once, however often the facts are looked at.
        await TellAsync(shop);
        Assert.Equal(2, receiver.Received.Count);
        var log = await LogAsync(shop, hook);
        Assert.All(log, one => Assert.Equal((MessageState.Taken, 1), (one.State, one.Tries)));
        Assert.Empty(await LogAsync(shop, other.Hook));

        // Again by hand: the same id and body.
        var sent = log.Single(one => one.Event == "order.paid").Id;
        Assert.Equal(ResendMessageStatus.Asked, await ResendAsync(shop, sent));
        await shop.WorkAsync();
        Assert.Equal((paid.Id, paid.Body), (receiver.Received.Last().Id, receiver.Received.Last().Body));
        Assert.Equal(2, (await shop.Get<ListWebhooks>().MessageAsync(sent, Shop.Cancel))!.Tries.Count);

        // A new secret: the old one signs too for a day.
        var changed = await shop.Get<ChangeWebhook>().NewSecretAsync(hook.Id, 1, Shop.Cancel);
        await ResendAsync(shop, sent);
        await shop.WorkAsync();
        var both = receiver.Received.Last();
        Assert.Equal(WebhookSignature.Of([changed.Secret!, secret], both.Id, Stamp(both), both.Body), both.Signature);
        shop.Forward(TimeSpan.FromDays(2));
        await ResendAsync(shop, sent);
        await shop.WorkAsync();
        Assert.Single(receiver.Received.Last().Signature.Split(' '));
        Assert.Equal(
            ChangeWebhookStatus.OtherVersion,
            (await shop.Get<ChangeWebhook>().NewSecretAsync(hook.Id, 1, Shop.Cancel)).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Message_that_is_not_taken_is_sent_for_three_days_and_then_its_webhook_is_disabled(Dialect dialect)
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = 503;
        await using var shop = await OpenAsync(dialect);
        var (hook, _) = await AddAsync(shop, receiver.Url, "order.placed");
        await OperatorAsync(shop, "operator@shop.example");
        await shop.SellsAsync("mug", 12_000, 10);
        await shop.BuysAsync("one", ("mug", 1));
        await TellAsync(shop);
        Assert.Single(receiver.Received);
        for (var step = 0; step < 2000 && (await FindAsync(shop, hook)).State == WebhookState.Active; step++)
        {
            shop.Forward(TimeSpan.FromMinutes(step < 60 ? 1 : 30));
            await shop.WorkAsync();
        }

        Assert.Equal(WebhookState.Disabled, (await FindAsync(shop, hook)).State);
        Assert.Equal(11, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(one => one.Id).Distinct());
        var message = Assert.Single(await LogAsync(shop, hook));
        Assert.Equal((MessageState.GivenUp, 11), (message.State, message.Tries));
        await shop.WorkAsync();
        var letter = shop.PostBox.Letters[^1];
        Assert.Equal("operator@shop.example", letter.To);
        Assert.Contains("receiver", letter.Subject, StringComparison.Ordinal);

        // While it is off nothing is written for it; turned on it is told again, and what was missed can be sent.
        await shop.BuysAsync("two", ("mug", 1));
        await TellAsync(shop);
        Assert.Single(await LogAsync(shop, hook));
        Assert.Equal(ResendMessageStatus.NotActive, await ResendAsync(shop, message.Id));
        receiver.Answer = 204;
        var found = await FindAsync(shop, hook);
        Assert.Equal(
            ChangeWebhookStatus.Changed,
            (await shop.Get<ChangeWebhook>().SetActiveAsync(hook.Id, found.Version, true, Shop.Cancel)).Status);
        Assert.Equal(ResendMessageStatus.Asked, await ResendAsync(shop, message.Id));
        await shop.WorkAsync();
        Assert.Equal(MessageState.Taken, (await LogAsync(shop, hook))[0].State);
        Assert.Null((await FindAsync(shop, hook)).FailingSince);

        shop.Forward(TimeSpan.FromDays(31));
        await shop.TickAsync();
        Assert.Equal((0L, 0L), (await CountAsync(shop, messages), await CountAsync(shop, tries)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Gone_disables_at_once_and_no_redirect_is_followed(Dialect dialect)
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var elsewhere = await HookReceiver.StartAsync();
        await using var shop = await OpenAsync(dialect);
        var (hook, _) = await AddAsync(shop, receiver.Url, "order.placed");
        await shop.SellsAsync("mug", 12_000, 10);
        (receiver.Answer, receiver.Location) = (307, elsewhere.Url);
        await shop.BuysAsync("one", ("mug", 1));
        await TellAsync(shop);
        Assert.Empty(elsewhere.Received);
        var message = Assert.Single(await LogAsync(shop, hook));
        Assert.Equal(
            (307, "refused"),
            (await shop.Get<ListWebhooks>().MessageAsync(message.Id, Shop.Cancel))!.Tries
                .Select(one => (one.Status, one.Note)).Single());
        (receiver.Answer, receiver.Location) = (410, null);
        shop.Forward(TimeSpan.FromMinutes(1));
        await shop.WorkAsync();
        Assert.Equal(WebhookState.Disabled, (await FindAsync(shop, hook)).State);
        Assert.Equal(MessageState.GivenUp, (await LogAsync(shop, hook))[0].State);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Address_inside_is_refused_when_it_is_typed_and_when_it_is_called(Dialect dialect)
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var home = await TestDatabase.CreateAsync(dialect);
        var shop = await Shop.OpenAsync(home, Allow);
        var (hook, _) = await AddAsync(shop, receiver.Url, "order.placed");
        var bad = await shop.Get<AddWebhook>().RunAsync(
            new WebhookDraft(" ", receiver.Url.Replace("127.0.0.1", "[::1]", StringComparison.Ordinal), ["x"]),
            "staff:kim", Shop.Cancel);
        Assert.Equal(AddWebhookStatus.Invalid, bad.Status);
        Assert.Equal(["name", "url", "events"], bad.Errors.Select(error => error.Field));

        // The same shop whose operator allows nothing any more.
        var strict = await Shop.OpenAsync(home, _ => { });
        await strict.SellsAsync("mug", 12_000, 10);
        await strict.BuysAsync("one", ("mug", 1));
        await TellAsync(strict);
        Assert.Empty(receiver.Received);
        var message = Assert.Single(await LogAsync(strict, hook));
        var file = await strict.Get<ListWebhooks>().MessageAsync(message.Id, Shop.Cancel);
        Assert.Equal((0, "not a public address"), (file!.Tries[0].Status, file.Tries[0].Note));

        // Removed: what waits is given up.
        Assert.Equal(
            ChangeWebhookStatus.Changed,
            (await strict.Get<ChangeWebhook>().RemoveAsync(hook.Id, 1, Shop.Cancel)).Status);
        strict.Forward(TimeSpan.FromMinutes(1));
        await strict.WorkAsync();
        Assert.Equal(MessageState.GivenUp, (await LogAsync(strict, hook))[0].State);
        Assert.Equal(
            ChangeWebhookStatus.UnknownWebhook,
            (await strict.Get<ChangeWebhook>().RemoveAsync(hook.Id, 1, Shop.Cancel)).Status);
    }

    private static Task<Shop> OpenAsync(Dialect dialect) => Shop.OpenAsync(dialect, Allow);

    private static void Allow(IServiceCollection services) =>
        services.Configure<WebhooksOptions>(options => options.AllowedNetworks.Add("127.0.0.0/8"));

    private static async Task<(Webhook Hook, string Secret)> AddAsync(Shop shop, string url, params string[] events)
    {
        var added = await shop.Get<AddWebhook>().RunAsync(
            new WebhookDraft("receiver", url, events), "staff:kim", Shop.Cancel);
        Assert.Equal(AddWebhookStatus.Added, added.Status);
        return (added.Webhook!, added.Secret!);
    }

    private static async Task OperatorAsync(Shop shop, string email)
    {
        var invited = await shop.Get<InviteStaff>().RunAsync(
            email, StaffRoles.Operator, Actor.CommandLine, linkOf: null, Shop.Cancel);
        var join = shop.Ask<JoinStaff>();
        var view = (await join.ShowAsync(invited.Token!, null, Shop.Cancel))!;
        var form = new JoinForm(
            invited.Token!, "김운영", "seoul-river-stone-17", view.SealedSecret,
            Onair.Customers.Totp.CodeAt(view.App!.Secret, shop.Now), IsEnglish: false);
        var visitor = new Onair.Customers.Visitor(System.Net.IPAddress.Loopback, null, "test");
        Assert.Equal(JoinStaffStatus.Joined, (await join.RunAsync(form, visitor, Shop.Cancel)).Status);
        await shop.WorkAsync();
    }

    /// <summary>Facts are delivered, and the messages of them sent.</summary>
    private static async Task TellAsync(Shop shop)
    {
        await shop.DeliverAsync();
        await shop.WorkAsync();
    }

    private static async Task<ResendMessageStatus> ResendAsync(Shop shop, Guid message) =>
        await shop.Database.WriteAsync(
            open => shop.Get<ResendMessages>().RunAsync(open, message, Shop.Cancel), Shop.Cancel);

    private static async Task<Webhook> FindAsync(Shop shop, Webhook hook) =>
        (await shop.Get<ListWebhooks>().FindAsync(hook.Id, Shop.Cancel))!;

    private static async Task<List<WebhookMessage>> LogAsync(Shop shop, Webhook hook) =>
        (await shop.Get<ListWebhooks>().MessagesAsync(hook.Id, null, null, 50, Shop.Cancel)).Rows;

    private static DateTimeOffset Stamp(ReceivedHook one) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(one.Timestamp, CultureInfo.InvariantCulture));

    private static Task<long> CountAsync(Shop shop, Sql sql) =>
        shop.Database.ReadAsync(open => open.FirstAsync<long>(sql, null, Shop.Cancel), Shop.Cancel);
}
