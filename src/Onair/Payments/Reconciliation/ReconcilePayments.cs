using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Payments.Ledger;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Payments.Reconciliation;

/// <summary>What a pass looks at.</summary>
/// <param name="Provider">Whose books.</param>
/// <param name="Kind">Who asks.</param>
/// <param name="From">Movements from this moment on.</param>
/// <param name="Until">Up to this moment; a difference that is younger is in flight.</param>
/// <param name="Day">The day in Korea that this is; null for a sliding pass, which reads no settlements.</param>
public sealed record ReconcileRequest(
    string Provider, RunKind Kind, DateTimeOffset From, DateTimeOffset Until, DateOnly? Day)
{
    /// <summary>All of a day in Korea.</summary>
    public static ReconcileRequest OfDay(string provider, DateOnly day, RunKind kind) =>
        new(provider, kind, KoreanDay.Start(day), KoreanDay.Start(day.AddDays(1)), day);
}

/// <summary>Never renumber.</summary>
public enum ReconcileStatus
{
    /// <summary>Both sides were compared; the run tells how they stand.</summary>
    Reconciled = 1,

    /// <summary>The provider did not tell its books. The run says so, and a later pass tries again.</summary>
    Failed = 2,

    UnknownProvider = 3,
}

/// <summary>The run's row; null when the provider is not known.</summary>
public sealed record ReconcileAnswer(ReconcileStatus Status, ReconciliationRun? Run);

/// <summary>
/// Holds our books against a provider's, outside any transaction until both sides are there.
/// <code>
/// 1 ours      what moved by our ledger in that time, what is in flight, what has an open case
/// 2 theirs    the provider's statement, kept row by row
/// 3 compare   a thousand orders at a time, all that either side ever said of them
/// 4 cases     opened, changed and closed with the comparison that says so
/// 5 pay-outs  a day's settlements: the journals, their sums, and captures that are in none
/// 6 evidence  one row per run
/// </code>
/// Harmless to repeat, and to run on two nodes at once.
/// </summary>
public sealed class ReconcilePayments(
    Database database,
    PaymentProviders providers,
    IOptions<PaymentsOptions> options,
    TimeProvider time,
    ILogger<ReconcilePayments> logger)
{
    /// <summary>Orders compared in one transaction: a few thousand rows locked for some milliseconds.</summary>
    private const int chunkCount = 1000;

    /// <summary>Cases looked at again in a pass. So many open ones are one fault of many rows.</summary>
    private const int liveCasesMax = 10_000;

    private readonly ReconciliationOptions options = options.Value.Reconciliation;

    public async Task<ReconcileAnswer> RunAsync(ReconcileRequest request, CancellationToken cancel)
    {
        if (providers.Find(request.Provider) is not { } provider) return new(ReconcileStatus.UnknownProvider, null);
        var startedAt = time.GetUtcNow().ToStored();
        var run = new ReconciliationRun
        {
            Id = Guid.CreateVersion7(startedAt),
            Provider = provider.Name,
            Kind = request.Kind,
            Day = request.Day is { } day ? KoreanDay.Number(day) : 0,
            From = request.From.ToStored(),
            Until = request.Until.ToStored(),
            StartedAt = startedAt,
            EndedAt = startedAt,
            Status = RunStatus.Done,
        };
        try
        {
            run = await CompareAsync(provider, request, run, cancel);
            if (request.Day is { } sold) run = await PayOutsAsync(provider, sold, run, cancel);
        }
        catch (BooksClosedException error)
        {
            run = run with { Status = RunStatus.Failed, Failure = error.Message };
            ReconciliationLog.BooksClosed(logger, provider.Name, run.Day, error.Message);
        }

        run = run with { EndedAt = time.GetUtcNow().ToStored() };
        await WriteAsync(round => ReconciliationStore.InsertRun(round, run), cancel);
        Announce(run);
        return new(run.Status == RunStatus.Done ? ReconcileStatus.Reconciled : ReconcileStatus.Failed, run);
    }

    private async Task<ReconciliationRun> CompareAsync(
        IPaymentProvider provider, ReconcileRequest request, ReconciliationRun run, CancellationToken cancel)
    {
        // :: 1 ours
        var live = await ReadAsync<ReconciliationCase>(
            (round, into) => ReconciliationStore.ReadLiveCases(round, provider.Name, liveCasesMax, into), cancel);
        var ours = await OursAsync(provider.Name, request, live, cancel);

        // :: 2 theirs: a little more than was asked for, as two clocks never agree on where a day ends
        var statement = await AskAsync(
            provider,
            token => provider.ReadStatementAsync(
                new StatementRequest(request.From - options.Grace, request.Until + options.Grace, ours), token),
            cancel);
        if (statement.Movements.Count > ProviderStatement.MovementsMax) throw new BooksClosedException("TOO_MANY");
        await KeepAsync(provider.Name, statement, cancel);

        // :: 3 and 4
        var orders = ours.Select(a => a.ProviderOrderId)
            .Concat(statement.Movements.Select(m => m.OrderId))
            .Concat(live.Where(c => CaseSubjects.IsMovement(c.Subject)).Select(c => c.OrderId))
            .Distinct(StringComparer.Ordinal);
        run = run with { IsListing = statement.IsListing };
        foreach (var chunk in orders.Chunk(chunkCount)) run = await CompareAsync(request, run, chunk, live, cancel);
        return run;
    }

    private async Task<ReconciliationRun> CompareAsync(
        ReconcileRequest request,
        ReconciliationRun run,
        string[] orders,
        List<ReconciliationCase> live,
        CancellationToken cancel)
    {
        var attempts = await AttemptsAsync(run.Provider, orders, cancel);
        var refunds = await ReadAsync<Refund>(
            (round, into) => FindAttempts.RefundsOf(round, [.. attempts.Values.Select(a => a.Id)], into), cancel);
        var theirs = await ReadAsync<ProviderMovement>(
            (round, into) => ReconciliationStore.ReadMovements(
                round, [.. orders.Select(order => new ProviderKey(run.Provider, order))], into), cancel);
        var refundsOf = refunds.ToLookup(r => r.AttemptId);
        var now = time.GetUtcNow();
        // What happened after the end of the statement may be in none of theirs yet.
        var settledBefore = now - options.Grace < request.Until ? now - options.Grace : request.Until;
        var compared = MatchMovements.Of(
            [.. attempts.Values.Select(a => new OurPayment(a, [.. refundsOf[a.Id]]))], theirs, settledBefore);

        var asked = orders.ToHashSet(StringComparer.Ordinal);
        var looked = live.Where(c => CaseSubjects.IsMovement(c.Subject) && asked.Contains(c.OrderId))
            .Select(c => c.Key).ToList();
        return await CasesAsync(compared.Aggregate(run, (r, c) => r.Plus(c.Bucket)), compared, looked, cancel);
    }

    private async Task<ReconciliationRun> PayOutsAsync(
        IPaymentProvider provider, DateOnly day, ReconciliationRun run, CancellationToken cancel)
    {
        var due = day.AddDays(-options.SettledWithinDays);
        var first = await FirstUnsettledAsync(provider.Name, due, day, cancel);
        var lines = await AskAsync(provider, token => provider.ReadSettlementsAsync(first, day, token), cancel);
        if (lines is null) return run;
        var attempts = new Dictionary<string, Attempt>(StringComparer.Ordinal);
        var orders = lines.Select(line => line.OrderId).Distinct(StringComparer.Ordinal);
        foreach (var chunk in orders.Chunk(chunkCount))
        {
            foreach (var (order, attempt) in await AttemptsAsync(provider.Name, chunk, cancel))
                attempts[order] = attempt;
        }

        var (compared, journals) = MatchSettlements.Of(
            lines, order => attempts.GetValueOrDefault(order), time.GetUtcNow().ToStored());
        foreach (var chunk in journals.Chunk(PaymentsOptions.BatchMax))
            await WriteAsync(round => Journal.Post(round, chunk), cancel);
        run = run with { SettlementLines = lines.Count };
        compared.AddRange(await NotSettledAsync(
            provider.Name, due, [.. lines.Select(line => line.OrderId)], cancel));
        foreach (var chunk in compared.Chunk(chunkCount))
            run = await CasesAsync(chunk.Aggregate(run, (r, c) => r.Plus(c.Bucket)), chunk, [], cancel);
        return run;
    }

    /// <summary>
    /// The first sold day to read: those that may still be settled, and older ones of which a case waits for a line.
    /// </summary>
    private async Task<DateOnly> FirstUnsettledAsync(
        string provider, DateOnly due, DateOnly day, CancellationToken cancel)
    {
        var live = await ReadAsync<ReconciliationCase>(
            (round, into) => ReconciliationStore.ReadLiveCases(round, provider, liveCasesMax, into), cancel);
        var oldest = day.AddDays(-options.SettledLookbackDays);
        return live.Where(c => c is { Subject: CaseSubject.Settlement, Bucket: Bucket.OursOnly })
            .Select(c => KoreanDay.Of(c.HappenedAt)).Where(sold => sold >= oldest)
            .Append(due).Min();
    }

    /// <summary>
    /// Captures of the day by whose end a line should have come, and did not. What went back whole may have no line.
    /// </summary>
    private async Task<List<Comparison>> NotSettledAsync(
        string provider, DateOnly sold, HashSet<string> listed, CancellationToken cancel)
    {
        var ids = new HashSet<Guid>();
        await WalkAsync(ids, Guid.Empty, (round, after, into) => PaymentsStore.ReadNotPaidOut(
            round,
            new MovedPage(
                KoreanDay.Start(sold), KoreanDay.Start(sold.AddDays(1)), Accounts.Of(provider), after,
                PaymentsOptions.BatchMax),
            into), cancel);
        var missing = new List<Comparison>();
        foreach (var chunk in ids.Order().Chunk(PaymentsOptions.BatchMax))
        {
            var attempts = await ReadAsync<Attempt>((round, into) => FindAttempts.ByIds(round, chunk, into), cancel);
            missing.AddRange(attempts
                .Where(a => a.Captured > a.Refunded && !listed.Contains(a.ProviderOrderId))
                .Select(a => new Comparison(
                    Bucket.OursOnly, CaseSubject.Settlement, a.Id, a.ProviderOrderId, null, a.Captured, 0,
                    a.ApprovedAt!.Value)));
        }

        return missing;
    }

    private async Task<ReconciliationRun> CasesAsync(
        ReconciliationRun run,
        IReadOnlyList<Comparison> compared,
        IReadOnlyCollection<string> looked,
        CancellationToken cancel)
    {
        var kept = await database.WriteAsync(
            open => KeepCases.RunAsync(
                open, run.Provider, compared, looked, options.Owner, time.GetUtcNow(), cancel),
            cancel);
        foreach (var opened in kept.Opened)
            ReconciliationLog.CaseOpened(logger, opened.Id, opened.Provider, opened.Subject, opened.Bucket);
        return run with { Opened = run.Opened + kept.Opened.Count, Closed = run.Closed + kept.Closed };
    }

    /// <summary>Our attempts that a provider without a listing must be asked about.</summary>
    private async Task<List<Attempt>> OursAsync(
        string provider, ReconcileRequest request, List<ReconciliationCase> live, CancellationToken cancel)
    {
        var ids = live.Where(c => CaseSubjects.IsMovement(c.Subject))
            .Select(c => c.AttemptId).OfType<Guid>().ToHashSet();
        await WalkAsync(ids, Guid.Empty, (round, after, into) => PaymentsStore.ReadMoved(
            round,
            new MovedPage(request.From, request.Until, Accounts.Of(provider), after, PaymentsOptions.BatchMax),
            into), cancel);
        await WalkAsync(ids, FirstIdOf(time.GetUtcNow() - options.UnknownLookback),
            (round, after, into) => PaymentsStore.ReadInFlight(
                round, new InFlightPage(provider, after, PaymentsOptions.BatchMax), into), cancel);
        var attempts = new List<Attempt>(ids.Count);
        foreach (var chunk in ids.Order().Chunk(PaymentsOptions.BatchMax))
        {
            attempts.AddRange(await ReadAsync<Attempt>(
                (round, into) => FindAttempts.ByIds(round, chunk, into), cancel));
        }

        return attempts;
    }

    private async Task WalkAsync(
        HashSet<Guid> ids, Guid after, Action<Round, Guid, List<Guid>> read, CancellationToken cancel)
    {
        while (true)
        {
            var from = after;
            var page = await ReadAsync<Guid>((round, into) => read(round, from, into), cancel);
            ids.UnionWith(page);
            if (page.Count < PaymentsOptions.BatchMax) return;
            after = page[^1];
        }
    }

    /// <summary>Our attempts among these ids of the provider; those of another provider are none of its.</summary>
    private async Task<Dictionary<string, Attempt>> AttemptsAsync(
        string provider, IReadOnlyList<string> orders, CancellationToken cancel)
    {
        var numbers = orders.Select(order => Attempt.ParseProviderOrderId(order)?.OrderNumber).OfType<string>()
            .Distinct(StringComparer.Ordinal).ToList();
        var wanted = orders.ToHashSet(StringComparer.Ordinal);
        var found = await ReadAsync<Attempt>(
            (round, into) => PaymentsStore.ReadAttemptsByNumber(round, numbers, into), cancel);
        return found.Where(a => a.Provider == provider && wanted.Contains(a.ProviderOrderId))
            .ToDictionary(a => a.ProviderOrderId, StringComparer.Ordinal);
    }

    private async Task KeepAsync(string provider, ProviderStatement statement, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var movements = statement.Movements.Reverse().DistinctBy(m => m.Key);
        foreach (var chunk in movements.Chunk(PaymentsOptions.BatchMax))
        {
            await WriteAsync(
                round => ReconciliationStore.SaveMovements(
                    round, [.. chunk.Select(m => new SeenMovement(provider, m, now))]),
                cancel);
        }
    }

    /// <summary>A provider's books may be long in coming, but not for ever.</summary>
    private async Task<T> AskAsync<T>(
        IPaymentProvider provider, Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var calling = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            return await ask(calling.Token).WaitAsync(options.StatementTimeout, time, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // Whatever it was, the books are not whole; the next pass asks again.
            throw new BooksClosedException(
                error is TimeoutException or OperationCanceledException ? "TIMEOUT" : error.GetType().Name, error);
        }
        finally
        {
            await calling.CancelAsync();
        }
    }

    private Task WriteAsync(Action<Round> write, CancellationToken cancel) => database.WriteAsync(
        open =>
        {
            var round = open.Round();
            write(round);
            return round.ExecuteAsync(cancel);
        },
        cancel);

    private Task<List<T>> ReadAsync<T>(Action<Round, List<T>> read, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            var into = new List<T>();
            var round = open.Round();
            read(round, into);
            await round.ExecuteAsync(cancel);
            return into;
        },
        cancel);

    private void Announce(ReconciliationRun run)
    {
        var provider = new KeyValuePair<string, object?>("provider", run.Provider);
        var outcome = run.Status == RunStatus.Done ? "done" : "failed";
        ShopSignals.ReconciliationRuns.Add(1, provider, new("outcome", outcome));
        foreach (var (bucket, count) in new[]
        {
            ("ours-only", run.OursOnly), ("theirs-only", run.TheirsOnly), ("amount-differs", run.AmountDiffers),
            ("status-differs", run.StatusDiffers),
        })
        {
            if (count > 0) ShopSignals.ReconciliationMismatches.Add(count, provider, new("bucket", bucket));
        }

        if (run.Status == RunStatus.Done)
            ReconciliationLog.Reconciled(logger, run.Provider, run.Day, run.Matched, run.InFlight, run.Mismatches);
    }

    /// <summary>The smallest id that can have been made at this moment.</summary>
    private static Guid FirstIdOf(DateTimeOffset moment)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, moment.ToUnixTimeMilliseconds() << 16);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>A provider's books could not be read whole; the message is a stable word.</summary>
internal sealed class BooksClosedException(string word, Exception? cause = null) : Exception(word, cause);
