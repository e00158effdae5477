using Onair.Alarms;
using Onair.Incidents;
using Onair.Series;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Incidents;

/// <summary>A shop with people who watch it.</summary>
internal sealed class Watch(Shop shop) : IAsyncDisposable
{
    public const string Ann = "ann@shop.example";
    public const string Bob = "bob@shop.example";
    public const string Cho = "cho@shop.example";
    public const string Dan = "dan@shop.example";

    private static CancellationToken Cancel => Shop.Cancel;

    public Shop Shop => shop;

    /// <summary>Addresses that were written to, in their order.</summary>
    public IEnumerable<string> Called => shop.PostBox.Letters.Select(letter => letter.To);

    public static async Task<Watch> OpenAsync(Dialect dialect, bool staffed = true)
    {
        var watch = new Watch(await Shop.OpenAsync(dialect));
        await watch.Shop.Get<LoadRules>().RunAsync(Cancel);
        if (!staffed) return watch;
        await watch.AddAsync("Ann", Ann, WatchRoles.Responder);
        await watch.AddAsync("Bob", Bob, WatchRoles.Backup, WatchRoles.Specialist);
        await watch.AddAsync("Cho", Cho, WatchRoles.Operations, WatchRoles.AccountManager, WatchRoles.Cto);
        await watch.AddAsync("Dan", Dan, WatchRoles.Executives);
        return watch;
    }

    public async Task<Guid> AddAsync(string name, string email, params string[] roles)
    {
        var added = await shop.Get<ChangeOnCall>().AddContactAsync(
            new ContactDraft(new ContactCard(name, email, "", "", ""), roles, PageChannel.Email, IsAlways: true),
            Cancel);
        Assert.Equal(ChangeOnCallStatus.Done, added.Status);
        return added.Id;
    }

    public async Task<Guid> OpenIncidentAsync(
        AlarmLevel severity = AlarmLevel.Critical, AlarmArea area = AlarmArea.Order, string key = "person:one",
        bool fires = false)
    {
        var opened = await shop.Database.WriteAsync(
            open => shop.Get<OpenIncident>().RunAsync(
                open,
                new IncidentDraft(
                    key, IncidentSource.Person, area, severity, "주문이 안 돼요", "Orders fail", "order-failures", fires,
                    "", "kim"),
                Cancel),
            Cancel);
        await shop.WorkAsync();
        return opened.Id;
    }

    public async Task<IncidentView> ViewAsync(Guid id) => (await shop.Get<ReadIncidents>().ViewAsync(id, Cancel))!;

    public async Task<Incident> OnlyAsync() =>
        Assert.Single(await shop.Get<ReadIncidents>().PageAsync(null, null, 10, Cancel));

    public Task<ChangeIncidentStatus> AckAsync(Guid id, string by = "ann") => shop.Database.WriteAsync(
        open => shop.Get<ChangeIncident>().AcknowledgeAsync(open, id, by, Cancel), Cancel);

    public Task<ChangeIncidentStatus> ResolveAsync(Guid id, bool force = false) => shop.Database.WriteAsync(
        open => shop.Get<ChangeIncident>().ResolveAsync(open, id, "ann", force, "restarted", Cancel), Cancel);

    /// <summary>Time passes a second at a time, and what is due is done.</summary>
    public async Task ForwardAsync(TimeSpan span)
    {
        var end = shop.Now + span;
        while (shop.Now < end)
        {
            var left = end - shop.Now;
            shop.Forward(left < TimeSpan.FromSeconds(15) ? left : TimeSpan.FromSeconds(15));
            await shop.WorkAsync();
        }
    }

    /// <summary>Ten seconds of series, and the decision after them.</summary>
    public async Task SpanAsync(params (string Series, Sample Sample)[] samples)
    {
        var at = Frame.StartOf(shop.Now, Frame.Span);
        var frame = new Frame(at, "a", samples.ToDictionary(s => s.Series, s => s.Sample));
        await shop.Database.WriteAsync(
            open =>
            {
                var round = open.Round();
                round.Write(SeriesStore.Put, [FrameRow.Of(frame, Frame.Span)]);
                return round.ExecuteAsync(Cancel);
            },
            Cancel);
        shop.Forward(at + Frame.Span - shop.Now);
        await shop.RunTimedAsync("alarms.evaluate");
        await shop.WorkAsync();
    }

    /// <summary>Fired rungs with how late they were, in their order.</summary>
    public async Task<List<(int Level, RungClock Clock, double Late)>> FiredAsync(Guid id) =>
        [.. (await ViewAsync(id)).Rungs.Where(rung => rung.State == RungState.Fired)
            .Select(rung => (rung.Level, rung.Clock, rung.Lateness!.Value.TotalSeconds))];

    public ValueTask DisposeAsync() => shop.DisposeAsync();
}
