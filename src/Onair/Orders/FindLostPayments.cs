using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
using Onair.Primitives;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// The timed verb that finds attempts nobody works on any more: their job was lost, buried or purged by hand, and no
/// notice came. What has a living job is left to it. It walks all attempts by their age; those before the oldest open
/// one never open again, so that a round is short after the first.
/// <code>
/// :: 1 walk     a page of attempts older than LostAfter
/// :: 2 sift     open ones that have not moved for as long, and have no living job
/// :: 3 ask      only where a window was open: may somebody have paid, although the browser never came back?
/// :: 4 cover    a job each, spread over the time until the next pass
/// </code>
/// </summary>
internal sealed class FindLostPayments(
    Database database,
    PaymentProviders providers,
    BeginApproval begin,
    QueryAttempts query,
    SettlePayments settle,
    JobQueue jobs,
    IOptions<OrdersOptions> options,
    TimeProvider time) : ITimedVerb
{
    // Only the leader's timer runs it, one run at a time.
    private Guid at = Guid.Empty;
    private Guid? oldestOpen;

    public string Name => "orders.find-lost-payments";

    public TimeSpan Every => options.Value.FindLostEvery;

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        // :: 1 walk
        var now = time.GetUtcNow();
        var before = now - options.Value.LostAfter;
        var limit = options.Value.FindLostPageMax;
        var page = new List<AttemptGlance>(limit);
        await database.ReadAsync(
            open =>
            {
                page.Clear();
                var round = open.Round();
                FindAttempts.Walk(round, new AttemptPage(at, TimeIds.First(before), limit), page);
                return round.ExecuteAsync(cancel);
            },
            cancel);

        // :: 2 sift
        var still = page.Where(a => IsOpen(a.State)).ToList();
        oldestOpen ??= still.Count > 0 ? still[0].Id : null;
        var quiet = still.Where(a => a.ChangedAt <= before).Select(a => a.Id).ToList();
        var lost = await UncoveredAsync(quiet, cancel);

        // :: 3 ask, 4 cover
        await AskAsync(lost.FindAll(IsInWindow), now, cancel);
        await CoverAsync(lost.FindAll(a => !IsInWindow(a)), now, cancel);
        Go(page, limit);
        return false;
    }

    private void Go(List<AttemptGlance> page, int limit)
    {
        if (page.Count == limit)
        {
            at = page[^1].Id;
            return;
        }

        // The round is over: the next begins in front of the oldest attempt that is open, or here.
        at = oldestOpen is { } oldest ? Before(oldest) : page.Count > 0 ? page[^1].Id : at;
        oldestOpen = null;
    }

    private static bool IsOpen(AttemptState state) => AttemptRules.IsLiving(state) && state != AttemptState.Approved;

    /// <summary>
    /// The customer is in the provider's window, as far as we know: there is no job, and none is missing.
    /// </summary>
    private bool IsInWindow(Attempt attempt) =>
        attempt.State == AttemptState.Prepared && providers.Find(attempt.Provider) is { HasWindow: true };

    private Task<List<Attempt>> UncoveredAsync(List<Guid> ids, CancellationToken cancel) => ids.Count == 0
        ? Task.FromResult<List<Attempt>>([])
        : database.ReadAsync(
            async open =>
            {
                var keys = ids.ConvertAll(id => id.ToString("N"));
                var live = new HashSet<string>(StringComparer.Ordinal);
                var attempts = new List<Attempt>(ids.Count);
                var round = open.Round();
                var closing = keys.ConvertAll(key => key + ":close");
                foreach (var kind in ProviderJobs.KindsOf(ApprovePayments.JobKind))
                    JobQueue.ReadLive(round, kind, keys, live);
                foreach (var kind in ProviderJobs.KindsOf(ResolvePayments.JobKind))
                {
                    JobQueue.ReadLive(round, kind, keys, live);
                    JobQueue.ReadLive(round, kind, closing, live);
                }

                FindAttempts.ByIds(round, ids, attempts);
                await round.ExecuteAsync(cancel);
                return attempts.FindAll(a =>
                    !live.Contains(a.Id.ToString("N")) && !live.Contains(a.Id.ToString("N") + ":close"));
            },
            cancel);

    private async Task CoverAsync(List<Attempt> lost, DateTimeOffset now, CancellationToken cancel)
    {
        if (lost.Count == 0) return;
        var apart = Every / lost.Count;
        var work = lost.Select((attempt, i) =>
            attempt.State is AttemptState.Prepared or AttemptState.Authenticated
                ? ApprovePayments.JobOf(attempt, now + (apart * i))
                : ResolvePayments.JobOf(attempt, now + (apart * i))).ToList();
        await database.WriteAsync(open => jobs.EnqueueAsync(open, work, cancel), cancel);
        foreach (var attempt in lost) Count(attempt);
    }

    /// <summary>
    /// A payment that is only authenticated is left alone: its session ends, and no money has moved. One that the
    /// provider calls captured is begun and settled now.
    /// </summary>
    private async Task AskAsync(List<Attempt> open, DateTimeOffset now, CancellationToken cancel)
    {
        if (open.Count == 0) return;
        await foreach (var wave in query.RunAsync(open, cancel))
        {
            var paid = wave.Where(a => a.Answer.Kind is AnswerKind.Approved or AnswerKind.AwaitingDeposit).ToList();
            if (paid.Count == 0) continue;
            await database.WriteAsync(
                tx => begin.RunAsync(tx, [.. paid.Select(a => a.AttemptId)], now, cancel), cancel);
            await settle.RunAsync(paid, [], cancel);
            foreach (var answer in paid) Count(open.Find(a => a.Id == answer.AttemptId)!);
        }
    }

    private static void Count(Attempt attempt) =>
        ShopSignals.PaymentsFound.Add(1, new KeyValuePair<string, object?>("provider", attempt.Provider));

    private static Guid Before(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var low = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low - 1);
        return new Guid(bytes, bigEndian: true);
    }
}
