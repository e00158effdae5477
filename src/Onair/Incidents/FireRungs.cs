using System.Globalization;
using Microsoft.Extensions.Logging;
using Onair.Jobs;
using Onair.Mail;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>
/// The job that fires a rung of a ladder at its time. The rung's row is what makes it happen once, whoever runs the
/// job and however often: it ends in the transaction that writes the pages.
/// <code>
/// :: 1 read      the incident, its ladder, and who is on call
/// :: 2 seal      letters, as that may need a key
/// :: 3 fire      behind the incident's lock: still needed? then pages, timeline, and the rung's end
/// </code>
/// </summary>
internal sealed class FireRungs(
    Database database, ReadOnCall onCall, ComposePages compose, SendMail mail, JobQueue jobs, TimeProvider time,
    ILogger<FireRungs> logger) : IJobHandler
{
    public const string JobKind = "incidents.rung";

    private const string actor = "ladder";

    public string Kind => JobKind;

    // A node that dies in between is taken over before a rung is six seconds late. It is tried for a day.
    public JobKindOptions Options { get; } = new()
    {
        BatchMax = 8, WorkersMax = 4, Lease = TimeSpan.FromSeconds(4), AttemptsMax = 100,
        Backoff = TimeSpan.FromMilliseconds(500), BackoffMax = TimeSpan.FromSeconds(4),
    };

    public static NewJob JobOf(Rung rung) => new(JobKind, PayloadOf(rung), PayloadOf(rung), rung.DueAt);

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> batch, CancellationToken cancel)
    {
        var results = new List<JobResult>(batch.Count);
        foreach (var job in batch)
        {
            var parts = job.Payload.Split(' ');
            await FireAsync(Guid.ParseExact(parts[0], "N"), int.Parse(parts[1], CultureInfo.InvariantCulture), cancel);
            results.Add(JobResult.Done);
        }

        return results;
    }

    private static string PayloadOf(Rung rung) => $"{rung.IncidentId:N} {rung.Number}";

    private async Task FireAsync(Guid id, int number, CancellationToken cancel)
    {
        // :: 1 read
        var now = time.GetUtcNow().ToStored();
        var (incident, rungs) = await database.ReadAsync(
            async open => (
                await open.FirstAsync<Incident>(IncidentsStore.ById, new { id }, cancel),
                await open.QueryAsync<Rung>(IncidentsStore.Rungs, new { id }, cancel)),
            cancel);
        if (incident is null || rungs.Find(r => r.Number == number) is not { State: RungState.Waiting } rung) return;
        var called = rung.IsNeeded(incident) ? await onCall.ForAsync(rung.RoleList, now, cancel) : CalledPeople.None;

        // :: 2 seal
        var pages = await compose.RunAsync(incident, rung, called, now, cancel);

        // :: 3 fire
        var isNobody = rung.IsNeeded(incident) && called.IsNobody;
        await database.WriteAsync(open => EndAsync(open, rung, pages, isNobody, now, cancel), cancel);
        if (isNobody && pages.Count == 0) IncidentsLog.NobodyAtAll(logger, id);
        mail.Wake();
        jobs.Wake(SendPages.JobKind);
        jobs.Wake(JobKind);
    }

    private async Task EndAsync(
        Transaction open, Rung rung, List<ComposedPage> pages, bool isNobody, DateTimeOffset now,
        CancellationToken cancel)
    {
        var incident = await open.FirstAsync<Incident>(IncidentsStore.Lock, new { id = rung.IncidentId }, cancel);
        if (incident is null) return;
        var isNeeded = rung.IsNeeded(incident);
        var ended = new
        {
            id = incident.Id, rung = rung.Number, at = now,
            state = (int)(isNeeded ? RungState.Fired : RungState.NotNeeded),
        };
        // Somebody else has ended it: nothing twice.
        if (await open.ExecuteAsync(IncidentsStore.EndRung, ended, cancel) == 0) return;
        if (!isNeeded)
        {
            await Timeline.AddAsync(open, incident, [NotNeeded(rung)], now, cancel);
            return;
        }

        await Timeline.AddAsync(open, incident, [.. Events(rung, pages, isNobody, now)], now, cancel);
        var round = open.Round();
        round.Write(IncidentsStore.AddPage, pages.ConvertAll(page => page.Page));
        jobs.Enqueue(round, [.. pages.Where(page => page.Letter is null).Select(page => SendPages.JobOf(page.Page))]);
        if (isNobody) await NextAsync(open, round, rung, now, cancel);
        await round.ExecuteAsync(cancel);
        var letters = pages.Where(page => page.Letter is not null).Select(page => page.Letter!).ToList();
        if (letters.Count > 0) await mail.AddAsync(open, letters, cancel);
    }

    /// <summary>Nobody is on call: the next rung does not wait for its time.</summary>
    private async Task NextAsync(Transaction open, Round round, Rung rung, DateTimeOffset now, CancellationToken cancel)
    {
        var rungs = await open.QueryAsync<Rung>(IncidentsStore.Rungs, new { id = rung.IncidentId }, cancel);
        var next = rungs.Find(r => r.Number > rung.Number && r.State == RungState.Waiting);
        if (next is null) return;
        jobs.Enqueue(round, [new NewJob(JobKind, PayloadOf(next) + " early", PayloadOf(next), now)]);
    }

    private static IEnumerable<EventDraft> Events(
        Rung rung, List<ComposedPage> pages, bool isNobody, DateTimeOffset now)
    {
        var late = now > rung.DueAt ? now - rung.DueAt : TimeSpan.Zero;
        var evidence = string.Create(
            CultureInfo.InvariantCulture,
            $"due {rung.DueAt:O}, late {late.TotalSeconds:0.000} s, clock {rung.Clock}, roles {rung.Roles}");
        if (rung.Clock == RungClock.Acknowledge && now >= rung.DueAt)
        {
            yield return new EventDraft(
                IncidentEventKind.BreachedPromise, actor, "5분 안에 아무도 맡지 않았어요", "Nobody took it within 5 minutes",
                evidence);
        }

        yield return new EventDraft(
            IncidentEventKind.RungFired, actor, $"{rung.Level}단계: {rung.Roles}", $"Level {rung.Level}: {rung.Roles}",
            evidence);
        if (isNobody)
        {
            yield return new EventDraft(
                IncidentEventKind.NobodyOnCall, actor, $"당번이 없어요: {rung.Roles}", $"Nobody is on call: {rung.Roles}");
        }

        foreach (var page in pages)
        {
            yield return new EventDraft(
                IncidentEventKind.PageQueued, actor, $"{page.Page.Recipient} ({page.Page.Channel}) 호출",
                $"{page.Page.Recipient} is called ({page.Page.Channel})");
        }
    }

    private static EventDraft NotNeeded(Rung rung) => new(
        IncidentEventKind.RungNotNeeded, actor, $"{rung.Level}단계는 필요 없어졌어요 ({rung.Clock})",
        $"Level {rung.Level} is not needed any more ({rung.Clock})");
}
