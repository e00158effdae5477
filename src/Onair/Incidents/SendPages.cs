using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>
/// The job that calls receivers which are not mail: webhooks, Slack's way, PagerDuty's and GoAlert's events. Addresses
/// are the operators' own, who may also call what is inside.
/// </summary>
internal sealed class SendPages : IJobHandler, IDisposable
{
    public const string JobKind = "incidents.page";

    /// <summary>Tries in some forty minutes: by then the ladder has called others.</summary>
    private const int triesMax = 12;

    private const string actor = "ladder";

    private static readonly Uri pagerDuty = new("https://events.pagerduty.com/v2/enqueue");

    private readonly Database database;
    private readonly ReadOnCall onCall;
    private readonly ComposePages compose;
    private readonly IncidentsOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    public SendPages(
        Database database, ReadOnCall onCall, ComposePages compose, IOptions<IncidentsOptions> options,
        TimeProvider time)
    {
        (this.database, this.onCall, this.compose, this.time) = (database, onCall, compose, time);
        this.options = options.Value;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = this.options.PageTimeout,
        })
        {
            Timeout = this.options.PageTimeout,
        };
    }

    public string Kind => JobKind;

    public JobKindOptions Options { get; } = new()
    {
        BatchMax = 1, WorkersMax = 8, Lease = TimeSpan.FromSeconds(90), AttemptsMax = 100,
        Backoff = TimeSpan.FromSeconds(2),
    };

    public static NewJob JobOf(WatchPage page) =>
        new(JobKind, page.Id.ToString("N"), page.Id.ToString("N"), page.QueuedAt);

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> jobs, CancellationToken cancel)
    {
        var results = new List<JobResult>(jobs.Count);
        foreach (var job in jobs) results.Add(await SendAsync(Guid.ParseExact(job.Payload, "N"), cancel));
        return results;
    }

    public void Dispose() => client.Dispose();

    private async Task<JobResult> SendAsync(Guid id, CancellationToken cancel)
    {
        var (page, incident, rungs) = await database.ReadAsync(
            async open =>
            {
                var found = await open.FirstAsync<WatchPage>(IncidentsStore.PageById, new { id }, cancel);
                var of = new { id = found?.IncidentId ?? Guid.Empty };
                return (
                    found, await open.FirstAsync<Incident>(IncidentsStore.ById, of, cancel),
                    await open.QueryAsync<Rung>(IncidentsStore.Rungs, of, cancel));
            },
            cancel);
        if (page is not { State: PageState.Queued } || incident is null) return JobResult.Done;
        var (contacts, _) = await onCall.AllAsync(cancel);
        var contact = contacts.Find(known => known.Id == page.ContactId);
        var rung = rungs.Single(known => known.Number == page.Rung);
        if (contact is null)
        {
            await EndAsync(incident, page, PageState.Failed, page.Tries, "the contact is gone", cancel);
            return JobResult.Done;
        }

        var note = await PostAsync(page, contact, incident, rung, cancel);
        var tries = page.Tries + 1;
        if (note.Length == 0 || tries >= triesMax)
        {
            await EndAsync(
                incident, page, note.Length == 0 ? PageState.Sent : PageState.Failed, tries, note, cancel);
            return JobResult.Done;
        }

        await database.WriteAsync(
            open => open.ExecuteAsync(IncidentsStore.CountPageTry, new { id, tries, note }, cancel), cancel);
        var pause = TimeSpan.FromSeconds(Math.Min(600, 2 << tries));
        return new JobResult(JobOutcome.Snooze, "not taken yet", time.GetUtcNow() + pause);
    }

    /// <summary>Empty when it was taken, else what went wrong.</summary>
    private async Task<string> PostAsync(
        WatchPage page, Contact contact, Incident incident, Rung rung, CancellationToken cancel)
    {
        var link = await compose.LinkOfAsync(page.Id, cancel);
        var body = PageTexts.Body(page.Channel, incident, rung, contact.Card.Address, options.Topic, link);
        var url = page.Channel == PageChannel.PagerDuty ? pagerDuty : new Uri(contact.Card.Address);
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(url, content, cancel);
            return answer.IsSuccessStatusCode
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"answered {(int)answer.StatusCode}");
        }
        catch (HttpRequestException error)
        {
            return error.HttpRequestError.ToString();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return "no answer in time";
        }
    }

    private Task EndAsync(
        Incident incident, WatchPage page, PageState state, int tries, string note, CancellationToken cancel)
    {
        var at = time.GetUtcNow().ToStored();
        var kind = state == PageState.Sent ? IncidentEventKind.PageSent : IncidentEventKind.PageFailed;
        var (ko, en) = state == PageState.Sent
            ? ($"{page.Recipient} 에게 보냈어요", $"{page.Recipient} was told")
            : ($"{page.Recipient} 에게 보내지 못했어요", $"{page.Recipient} could not be told");
        return database.WriteAsync(
            async open =>
            {
                await open.FirstAsync<Incident>(IncidentsStore.Lock, new { id = incident.Id }, cancel);
                var ended = new { id = page.Id, state = (int)state, at, tries, note };
                if (await open.ExecuteAsync(IncidentsStore.EndPage, ended, cancel) == 0) return;
                await Timeline.AddAsync(open, incident, [new EventDraft(kind, actor, ko, en, note)], at, cancel);
            },
            cancel);
    }
}
