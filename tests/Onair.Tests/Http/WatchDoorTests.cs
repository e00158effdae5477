using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Onair.Alarms;
using Onair.Incidents;
using Onair.Mail;
using Onair.Storage;

namespace Onair.Tests.Http;

/// <summary>The doors of the watch: a page's link, and Alertmanager's webhook.</summary>
public sealed partial class WatchDoorTests
{
    private const string token = "a-token-of-the-watch-0123456789";

    [Fact]
    public async Task Link_of_a_page_takes_its_incident_and_looking_does_not()
    {
        await using var live = await LiveShop.OpenAsync(Dialect.Sqlite);
        var onCall = live.App.Services.GetRequiredService<ChangeOnCall>();
        await onCall.AddContactAsync(
            new ContactDraft(
                new ContactCard(
                    "Ann", "ann@shop.example", "", "", ""), [WatchRoles.Responder], PageChannel.Email, true),
            LiveShop.Cancel);
        var id = await OpenAsync(live);
        var link = await LinkAsync(live);
        var page = await live.Client.GetStringAsync(link, LiveShop.Cancel);
        Assert.Contains("주문이 안 돼요", page, StringComparison.Ordinal);
        Assert.Contains("제가 맡을게요", page, StringComparison.Ordinal);
        Assert.Null((await ViewAsync(live, id)).Incident.AcknowledgedAt);
        var english = await live.Client.GetStringAsync(link + "?lang=en", LiveShop.Cancel);
        Assert.Contains("I take it", english, StringComparison.Ordinal);

        using var wrong = await live.Client.GetAsync(link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), LiveShop.Cancel);
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);

        using var form = new FormUrlEncodedContent([]);
        using var taken = await live.Client.PostAsync(link, form, LiveShop.Cancel);
        Assert.True(taken.IsSuccessStatusCode || taken.StatusCode == HttpStatusCode.SeeOther);
        var incident = (await ViewAsync(live, id)).Incident;
        Assert.Equal("Ann (ime)", incident.AcknowledgedBy);
        Assert.Contains(
            "Ann (ime) 님이 맡았어요", await live.Client.GetStringAsync(link, LiveShop.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alertmanager_opens_incidents_once_and_says_when_they_are_over()
    {
        await using var live = await LiveShop.OpenAsync(
            Dialect.Sqlite, "Incidents:AlertmanagerToken=" + token);
        const string firing = """
            {"version":"4","status":"firing","alerts":[
              {"status":"firing","labels":{"alertname":"DiskFull","severity":"warning","area":"database"},
               "annotations":{"summary":"A disk is full"},"startsAt":"2026-03-02T11:00:00Z","fingerprint":"ab12"},
              {"status":"firing","labels":{"alertname":"Other","severity":"5"},"fingerprint":"cd34"}]}
            """;
        Assert.Equal((200, """{"opened":2,"known":0,"ended":0}"""), await PostAsync(live, firing));
        Assert.Equal((200, """{"opened":0,"known":2,"ended":0}"""), await PostAsync(live, firing));
        var found = await live.App.Services.GetRequiredService<ReadIncidents>().PageAsync(
            IncidentState.Open, null, 10, LiveShop.Cancel);
        // A word of another scale is taken for the worst.
        Assert.Equal(
            [
                ("A disk is full", AlarmLevel.Warning, AlarmArea.Database),
                ("Other", AlarmLevel.Critical, AlarmArea.Other),
            ],
            found.OrderBy(incident => incident.Number)
                .Select(incident => (incident.TitleEn, incident.Severity, incident.Area)));
        var over = firing.Replace("\"firing\"", "\"resolved\"", StringComparison.Ordinal);
        var (status, said) = await PostAsync(live, over);
        Assert.Equal((200, """{"opened":0,"known":0,"ended":2}"""), (status, said));
        Assert.All(
            await live.App.Services.GetRequiredService<ReadIncidents>().PageAsync(null, null, 10, LiveShop.Cancel),
            incident => Assert.Equal((IncidentState.Open, false), (incident.State, incident.StillFires)));
    }

    [Theory]
    [InlineData("{", "$")]
    [InlineData("null", "alerts")]
    [InlineData("""{"version":"3","alerts":[]}""", "version")]
    [InlineData("""{"version":"4","alerts":[{"status":"odd"}]}""", "alerts[0].fingerprint")]
    [InlineData("""{"version":"4","alerts":[null]}""", "alerts[0].status")]
    public async Task Message_that_is_wrong_opens_nothing(string body, string field)
    {
        await using var live = await LiveShop.OpenAsync(
            Dialect.Sqlite, "Incidents:AlertmanagerToken=" + token);
        var (status, said) = await PostAsync(live, body);
        Assert.Equal(400, status);
        Assert.Contains($"\"{field}\"", said, StringComparison.Ordinal);
        Assert.Equal(401, (await PostAsync(live, body, "another-token-0123456789")).Status);
        Assert.Empty(await live.App.Services.GetRequiredService<ReadIncidents>().PageAsync(
            null, null, 10, LiveShop.Cancel));
    }

    private static async Task<(int Status, string Said)> PostAsync(LiveShop live, string body, string given = token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/watch/alertmanager")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", given);
        using var answer = await live.Client.SendAsync(request, LiveShop.Cancel);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(LiveShop.Cancel));
    }

    private static async Task<Guid> OpenAsync(LiveShop live)
    {
        var open = live.App.Services.GetRequiredService<OpenIncident>();
        var opened = await live.Database.WriteAsync(
            transaction => open.RunAsync(
                transaction,
                new IncidentDraft(
                    "person:one", IncidentSource.Person, AlarmArea.Order, AlarmLevel.Critical, "주문이 안 돼요",
                    "Orders fail", "order-failures", StillFires: false, "", "kim"),
                LiveShop.Cancel),
            LiveShop.Cancel);
        open.Wake();
        return opened.Id;
    }

    private static async Task<IncidentView> ViewAsync(LiveShop live, Guid id) =>
        (await live.App.Services.GetRequiredService<ReadIncidents>().ViewAsync(id, LiveShop.Cancel))!;

    /// <summary>From the letter in the mail folder, as its reader finds it.</summary>
    private static async Task<string> LinkAsync(LiveShop live)
    {
        var folder = live.App.Services.GetRequiredService<FolderCarrier>();
        while (true)
        {
            foreach (var letter in await folder.ListAsync(LiveShop.Cancel))
                if (Path().Match(letter.Text) is { Success: true } match) return match.Value;
            await Task.Delay(20, LiveShop.Cancel);
        }
    }

    [GeneratedRegex(@"/watch/[0-9a-f]{32}/[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Path();
}
