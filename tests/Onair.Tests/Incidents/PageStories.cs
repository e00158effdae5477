using Onair.Alarms;
using Onair.Incidents;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Webhooks;

namespace Onair.Tests.Incidents;

/// <summary>Pages that are not letters, to a real receiver.</summary>
public sealed class PageStories
{
    [Theory]
    [InlineData(PageChannel.Webhook, "\"topic\":\"UOps-Critical-Alerts\"")]
    [InlineData(PageChannel.Slack, "\"text\":\"[UOps-Critical-Alerts] #1 Critical")]
    [InlineData(PageChannel.GoAlert, "\"dedup\":\"onair-")]
    public async Task Receiver_is_told_in_its_own_words(PageChannel channel, string part)
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var watch = await Watch.OpenAsync(Dialect.Sqlite, staffed: false);
        await AddAsync(watch, channel, receiver.Url);
        var id = await watch.OpenIncidentAsync();
        var body = Assert.Single(receiver.Received).Body;
        Assert.Contains(part, body, StringComparison.Ordinal);
        var view = await watch.ViewAsync(id);
        Assert.Equal((PageState.Sent, 1), (view.Pages[0].State, view.Pages[0].Tries));
        Assert.Contains(view.Events, e => e.Kind == IncidentEventKind.PageSent);
    }

    [Fact]
    public async Task Receiver_that_fails_is_called_again_and_then_it_is_written_down()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = 500;
        await using var watch = await Watch.OpenAsync(Dialect.Sqlite, staffed: false);
        await AddAsync(watch, PageChannel.Webhook, receiver.Url);
        var id = await watch.OpenIncidentAsync(AlarmLevel.Warning);
        await watch.ForwardAsync(TimeSpan.FromSeconds(30));
        Assert.InRange(receiver.Received.Count, 2, 4);
        receiver.Answer = 200;
        await watch.ForwardAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(PageState.Sent, (await watch.ViewAsync(id)).Pages[0].State);

        receiver.Answer = 404;
        var other = await watch.OpenIncidentAsync(AlarmLevel.Warning, key: "person:two");
        await watch.ForwardAsync(TimeSpan.FromHours(2));
        var view = await watch.ViewAsync(other);
        Assert.Equal(
            (PageState.Failed, 12, "answered 404"), (view.Pages[0].State, view.Pages[0].Tries, view.Pages[0].Note));
        Assert.Contains(view.Events, e => e.Kind == IncidentEventKind.PageFailed);
    }

    [Fact]
    public void PagerDuty_gets_an_event_of_its_second_api()
    {
        var incident = new Incident
        {
            Id = Guid.CreateVersion7(TestDatabase.Start), Number = 7, Severity = AlarmLevel.Critical,
            Area = AlarmArea.Order, TitleKo = "주문", TitleEn = "Orders", OpenedAt = TestDatabase.Start,
        };
        var body = PageTexts.Body(PageChannel.PagerDuty, incident, new Rung { Level = 1 }, "key", "topic", null);
        using var json = System.Text.Json.JsonDocument.Parse(body);
        var root = json.RootElement;
        Assert.Equal(
            ("key", "trigger", $"onair-{incident.Id:N}", "critical"),
            (root.GetProperty("routing_key").GetString(), root.GetProperty("event_action").GetString(),
                root.GetProperty("dedup_key").GetString(),
                root.GetProperty("payload").GetProperty("severity").GetString()));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Override_goes_before_a_shift_and_a_shift_before_always(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect, staffed: false);
        var change = watch.Shop.Get<ChangeOnCall>();
        await watch.AddAsync("Always", Watch.Ann, WatchRoles.Responder);
        var shifted = await watch.AddAsync("Shift", Watch.Bob, WatchRoles.Responder);
        var instead = await watch.AddAsync("Instead", Watch.Cho, WatchRoles.Specialist);
        var now = watch.Shop.Now;
        Assert.Equal(["Always", "Shift"], await NamesAsync(watch));
        await change.AddShiftAsync(
            WatchRoles.Responder, shifted, now, now.AddHours(8), isOverride: false, "kim", Shop.Cancel);
        Assert.Equal(["Shift"], await NamesAsync(watch));
        var added = await change.AddShiftAsync(
            WatchRoles.Responder, instead, now, now.AddHours(1), isOverride: true, "kim", Shop.Cancel);
        Assert.Equal(["Instead"], await NamesAsync(watch));
        await change.RemoveShiftAsync(added.Id, Shop.Cancel);
        Assert.Equal(["Shift"], await NamesAsync(watch));
        watch.Shop.Forward(TimeSpan.FromHours(9));
        Assert.Equal(["Always", "Shift"], await NamesAsync(watch));
        await change.RemoveContactAsync(shifted, Shop.Cancel);
        Assert.Equal(["Always"], await NamesAsync(watch));
        var bad = await change.AddShiftAsync("no-role", shifted, now, now, isOverride: false, "kim", Shop.Cancel);
        Assert.Equal(["role", "until"], bad.Errors.Select(error => error.Field).Distinct());
    }

    [Fact]
    public async Task Contact_with_wrong_fields_is_refused_with_all_of_them()
    {
        await using var watch = await Watch.OpenAsync(Dialect.Sqlite, staffed: false);
        var answer = await watch.Shop.Get<ChangeOnCall>().AddContactAsync(
            new ContactDraft(
                new ContactCard("", "no address", "call me", "", "ftp://x"), ["boss"], PageChannel.Webhook, true),
            Shop.Cancel);
        Assert.Equal(
            ["address", "email", "name", "phone", "roles"], answer.Errors.Select(error => error.Field).Order());
    }

    private static async Task<List<string>> NamesAsync(Watch watch) =>
        [.. (await watch.Shop.Get<ReadOnCall>().ForAsync([WatchRoles.Responder], watch.Shop.Now, Shop.Cancel)).Contacts
            .Select(called => called.Contact.Card.Name).Order(StringComparer.Ordinal)];

    private static async Task AddAsync(Watch watch, PageChannel channel, string address)
    {
        var added = await watch.Shop.Get<ChangeOnCall>().AddContactAsync(
            new ContactDraft(
                new ContactCard("Robot", "", "", "", address), [WatchRoles.Responder], channel, IsAlways: true),
            Shop.Cancel);
        Assert.Equal(ChangeOnCallStatus.Done, added.Status);
    }
}
