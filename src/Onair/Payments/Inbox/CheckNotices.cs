using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Payments.Inbox;

/// <summary>A waiting notice, and what it says.</summary>
public sealed record OpenNotice(Notice Notice, NoticeReading Reading)
{
    /// <summary>The order it names; null when what it names is no order id of ours.</summary>
    public string? OrderNumber =>
        Reading.OrderId is { } id ? Attempt.ParseProviderOrderId(id)?.OrderNumber : null;
}

/// <summary>A notice against the attempt it names.</summary>
public sealed record CheckedNotice(Notice Notice, Attempt? Attempt, NoticeDecision Decision);

/// <summary>
/// Looks at stored notices: reads them, compares them with the attempts they name, and writes what became of them.
/// Asking the provider and settling its answer is the caller's part.
/// </summary>
public sealed class CheckNotices(
    PaymentProviders providers, IOptions<InboxOptions> options, ILogger<CheckNotices> logger)
{
    /// <summary>Those of these notices that still wait; no lock is taken.</summary>
    public async Task<IReadOnlyList<OpenNotice>> ReadAsync(
        Transaction open, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        Bounds.CheckCount(ids.Count);
        var notices = new List<Notice>(ids.Count);
        var round = open.Round();
        NoticesStore.Read(round, ids, notices);
        await round.ExecuteAsync(cancel);
        return [.. notices.Where(n => n.State == NoticeState.Waiting).Select(n => new OpenNotice(n, ReadingOf(n)))];
    }

    /// <param name="open">Reads only.</param>
    /// <param name="notices">From <see cref="ReadAsync"/>.</param>
    /// <param name="orderIds">The ids of the orders they name, by number; unknown numbers are left out.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<CheckedNotice>> RunAsync(
        Transaction open,
        IReadOnlyList<OpenNotice> notices,
        IReadOnlyCollection<Guid> orderIds,
        CancellationToken cancel)
    {
        var attempts = new List<Attempt>();
        var first = open.Round();
        FindAttempts.OfOrders(first, [.. orderIds], attempts);
        await first.ExecuteAsync(cancel);
        var named = notices.Select(n => n.Reading.OrderId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var byOrderId = attempts
            .Where(a => named.Contains(a.ProviderOrderId))
            .ToDictionary(a => a.ProviderOrderId, StringComparer.Ordinal);
        var details = new List<AttemptDetail>();
        var second = open.Round();
        DetailsStore.Read(second, [.. byOrderId.Values.Select(a => a.Id)], details);
        await second.ExecuteAsync(cancel);
        var detailOf = details.ToDictionary(d => d.AttemptId);
        return
        [
            .. notices.Select(n =>
            {
                var attempt = n.Reading.OrderId is { } id ? byOrderId.GetValueOrDefault(id) : null;
                var detail = attempt is null ? null : detailOf.GetValueOrDefault(attempt.Id);
                return new CheckedNotice(
                    n.Notice, attempt, NoticeRules.Decide(
                        n.Notice.Provider, n.Reading, attempt, detail, isFirstLook: n.Notice.Tries == 0));
            }),
        ];
    }

    /// <summary>Pure: the notice after this look. One that waited too often is refused.</summary>
    public Notice After(CheckedNotice seen, DateTimeOffset now)
    {
        var after = seen.Notice with
        {
            AttemptId = seen.Attempt?.Id ?? Guid.Empty,
            Code = seen.Decision.Code.Length == 0 ? null : seen.Decision.Code,
            Tries = seen.Notice.Tries + 1,
        };
        var state = seen.Decision.Verdict switch
        {
            NoticeVerdict.Ask or NoticeVerdict.Nothing => NoticeState.Done,
            NoticeVerdict.Refuse => NoticeState.Refused,
            NoticeVerdict.Wait => after.Tries < options.Value.TriesMax ? NoticeState.Waiting : NoticeState.Refused,
        };
        return after with { State = state, EndedAt = state == NoticeState.Waiting ? null : now.ToStored() };
    }

    /// <summary>When a notice that still waits is looked at again.</summary>
    public DateTimeOffset NextLookAt(Notice notice, DateTimeOffset now) =>
        now + Onair.Jobs.Backoff.Ceiling(
            Math.Max(1, notice.Tries), options.Value.RetryWait, options.Value.RetryWaitMax);

    /// <summary>Writes them, each guarded by the version it was read at: a second worker changes nothing.</summary>
    public static Task WriteAsync(Transaction open, IReadOnlyList<Notice> notices, CancellationToken cancel)
    {
        var round = open.Round();
        NoticesStore.Update(round, [.. notices.OrderBy(n => n.Id)]);
        return round.ExecuteAsync(cancel);
    }

    /// <summary>Counts and logs what ended. Call it after the commit.</summary>
    public void Announce(IReadOnlyList<Notice> notices)
    {
        foreach (var notice in notices)
        {
            if (notice.State == NoticeState.Waiting) continue;
            var outcome = notice.State == NoticeState.Done ? "done" : "refused";
            ShopSignals.NoticesEnded.Add(1, new("provider", notice.Provider), new("outcome", outcome));
            if (notice.State != NoticeState.Refused) continue;
            if (notice.Code == NoAnswer) InboxLog.Unanswered(logger, notice.Id, notice.Provider);
            else InboxLog.Refused(logger, notice.Id, notice.Provider, notice.Code);
        }
    }

    /// <summary>The code of a notice that agrees, while its provider does not answer.</summary>
    public const string NoAnswer = "NO_ANSWER";

    private NoticeReading ReadingOf(Notice notice)
    {
        var provider = providers.Find(notice.Provider);
        return provider is null
            ? NoticeReading.Invalid(NoticeRules.NoProvider)
            : ReadNotices.Read(provider, notice.Message!);
    }
}
