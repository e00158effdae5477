using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Customers;
using Onair.Alarms;
using Onair.Host.StaffConsole;
using Onair.Incidents;
using Onair.Host.StaffConsole.Door;
using Onair.Staff;
using Onair.Storage;
using Onair.Tests.Http;

namespace Onair.Tests.StaffConsole;

/// <summary>
/// A shop with its console: a show on the air with three offers, one that is planned, and an order; members of staff
/// come when a test asks for them.
/// </summary>
public sealed class ConsoleWorld : IAsyncLifetime
{
    public const string Password = "seoul-river-stone-17";

    private static readonly Visitor home = new(IPAddress.Loopback, null, "test");

    private LiveShop? shop;

    internal LiveShop Shop => shop!;

    /// <summary>Where the console is.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The show that is on the air.</summary>
    public Guid Show { get; private set; }

    public IReadOnlyList<Guid> Offers { get; private set; } = [];

    public string Order { get; private set; } = "";

    /// <summary>Somebody with an account.</summary>
    public Guid Customer { get; private set; }

    public HttpClient Client { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Something is wrong, and somebody is called.</summary>
    internal async Task HasIncidentAsync()
    {
        await Get<ChangeOnCall>().AddContactAsync(
            new ContactDraft(
                new ContactCard(
                    "Ann", "ann@shop.example", "", "", ""), [WatchRoles.Responder], PageChannel.Email, true),
            Cancel);
        var open = Get<OpenIncident>();
        await Shop.Database.WriteAsync(
            transaction => open.RunAsync(
                transaction,
                new IncidentDraft(
                    "person:console", IncidentSource.Person, AlarmArea.Order, AlarmLevel.Critical, "주문이 안 돼요",
                    "Orders fail", "order-failures", StillFires: false, "", "kim"),
                Cancel),
            Cancel);
        open.Wake();
    }

    internal T Get<T>()
        where T : notnull => Shop.App.Services.GetRequiredService<T>();

    internal IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. Get<OpenConsole>().Services!.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public async ValueTask InitializeAsync()
    {
        shop = await LiveShop.OpenAsync(
            Dialect.Sqlite, "Console:Url=http://127.0.0.1:0", "Webhooks:AllowedNetworks:0=127.0.0.0/8");
        Url = Get<OpenConsole>().Url!;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = Url,
        };
        foreach (var sku in new[] { "mug", "pan", "pot" }) await shop.SellsAsync(sku, 12_000, 500);
        (Show, Offers) = await ScheduleAsync(DateTimeOffset.UnixEpoch, isOnAir: true);
        await ScheduleAsync(TimeProvider.System.GetUtcNow().AddHours(3), isOnAir: false);
        (Order, _) = await shop.BuysAsync(LiveShop.Body(), "first");
        await JoinAsync(StaffRoles.Care, "customer@shop.example");
        Customer = (await Get<ReadStaff>().ByEmailAsync("customer@shop.example", Cancel))!.Member.CustomerId;
    }

    /// <summary>A show of an hour; of 1970: one that began ten minutes ago.</summary>
    internal async Task<(Guid Show, IReadOnlyList<Guid> Offers)> ScheduleAsync(
        DateTimeOffset at, bool isOnAir, string feed = "onair")
    {
        var now = TimeProvider.System.GetUtcNow();
        var begins = at == DateTimeOffset.UnixEpoch ? now.AddMinutes(1) : at;
        var scheduled = await Get<ScheduleBroadcast>().RunAsync(
            new BroadcastDraft
            {
                Feed = feed,
                Title = new LocalText("주방의 온도", "Kitchen hour"),
                StreamUrl = "/stream.m3u8",
                StartsAt = begins,
                EndsAt = begins.AddHours(1),
                Offers =
                [
                    new OfferDraft("mug", 9_900, 100, 2, begins), new OfferDraft("pan", 10_900, 50, null, begins),
                    new OfferDraft("pot", 8_900, 200, null, begins),
                ],
            },
            Cancel);
        Assert.Equal(ScheduleBroadcastStatus.Scheduled, scheduled.Status);
        var show = scheduled.Broadcast!;
        if (isOnAir)
        {
            Assert.Equal(
                PutOfferOnAirStatus.OnAir,
                await Get<PutOfferOnAir>().RunAsync(new OfferSwitch(show.Id, show.Offers[0].Id, false), Cancel));
        }

        return (show.Id, show.Offers.ConvertAll(offer => offer.Id));
    }

    /// <summary>A new member of staff who has just signed in: the cookie.</summary>
    internal async Task<string> SignInAsync(StaffRoles roles, string email)
    {
        await JoinAsync(roles, email);
        await using var scope = Shop.App.Services.CreateAsyncScope();
        var customer = await scope.ServiceProvider.GetRequiredService<UserManager<Customer>>().FindByEmailAsync(email);
        return (await Get<StaffSessions>().OpenAsync(customer!, home, Cancel))!;
    }

    /// <summary>A new member; the secret of their app.</summary>
    internal async Task<string> JoinAsync(StaffRoles roles, string email)
    {
        var invited = await Get<InviteStaff>().RunAsync(email, roles, Actor.CommandLine, linkOf: null, Cancel);
        await using var scope = Shop.App.Services.CreateAsyncScope();
        var join = scope.ServiceProvider.GetRequiredService<JoinStaff>();
        var view = (await join.ShowAsync(invited.Token!, null, Cancel))!;
        var code = Totp.CodeAt(view.App!.Secret, TimeProvider.System.GetUtcNow());
        var form = new JoinForm(
            invited.Token!, "김" + StaffRoleWords.Of(roles), Password, view.SealedSecret, code, IsEnglish: false);
        Assert.Equal(JoinStaffStatus.Joined, (await join.RunAsync(form, home, Cancel)).Status);
        return view.App.Secret;
    }

    internal static Dictionary<string, string> CookiesOf(string token, string language) => new(StringComparer.Ordinal)
    {
        [DoorCookies.Session] = token, [DoorCookies.Language] = language,
    };

    /// <summary>Chooses a file, once the page listens to its field.</summary>
    internal static async Task GiveFileAsync(IPage page, string field, string name, byte[] bytes)
    {
        await page.WaitForFunctionAsync(
            "field => document.querySelector(field)?._blazorInputFileNextFileId !== undefined", field);
        await page.SetInputFilesAsync(field, new FilePayload
        {
            Name = name, MimeType = "application/octet-stream", Buffer = bytes,
        });
    }

    internal async Task<(int Status, string Location, string Text)> SendAsync(
        HttpMethod method, string address, string? token, string? origin = null,
        IReadOnlyDictionary<string, string>? form = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (token is not null) request.Headers.Add("Cookie", $"{DoorCookies.Session}={token}");
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent(form ?? new Dictionary<string, string>(StringComparer.Ordinal));
        using var answer = await Client.SendAsync(request, Cancel);
        return ((int)answer.StatusCode, answer.Headers.Location?.OriginalString ?? "",
            await answer.Content.ReadAsStringAsync(Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Shop.DisposeAsync();
    }
}
