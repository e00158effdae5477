using Onair.Storage;

namespace Onair.Payments.Reconciliation;

/// <param name="State">Only this state; null for those that are not resolved.</param>
/// <param name="Bucket">Only this bucket; null for all.</param>
/// <param name="Provider">Only this provider; empty for all.</param>
/// <param name="Before">The last id of the page before; null for the first page.</param>
/// <param name="Limit">1 to <see cref="ListCases.LimitMax"/>.</param>
public sealed record ListCasesRequest(
    CaseState? State = null, Bucket? Bucket = null, string Provider = "", Guid? Before = null, int Limit = 50);

/// <param name="Next">What to pass as <see cref="ListCasesRequest.Before"/>; null on the last page.</param>
public sealed record CasePage(IReadOnlyList<ReconciliationCase> Cases, Guid? Next);

/// <param name="Next">What to pass to read on; null on the last page.</param>
public sealed record RunPage(IReadOnlyList<ReconciliationRun> Runs, Guid? Next);

/// <summary>A case and its steps, the oldest first.</summary>
public sealed record ShownCase(ReconciliationCase Case, IReadOnlyList<CaseChange> Changes);

/// <summary>Cases and runs for operators, newest first.</summary>
public sealed class ListCases(Database database)
{
    public const int LimitMax = 500;

    public async Task<CasePage> RunAsync(ListCasesRequest request, CancellationToken cancel)
    {
        CheckLimit(request.Limit);
        var query = new CaseQuery(
            request.Before ?? Guid.AllBitsSet, (int?)request.State ?? 0, (int?)request.Bucket ?? 0, request.Provider,
            request.Limit);
        var cases = await ReadAsync<ReconciliationCase>(
            (round, into) => ReconciliationStore.ReadCases(round, query, into), cancel);
        return new(cases, cases.Count == request.Limit ? cases[^1].Id : null);
    }

    public async Task<ShownCase?> ShowAsync(Guid id, CancellationToken cancel)
    {
        var cases = await ReadAsync<ReconciliationCase>(
            (round, into) => ReconciliationStore.ReadCase(round, id, into), cancel);
        if (cases.Count == 0) return null;
        var changes = await ReadAsync<CaseChange>(
            (round, into) => ReconciliationStore.ReadChanges(round, id, into), cancel);
        return new(cases[0], changes);
    }

    /// <param name="provider">Only this provider; empty for all.</param>
    /// <param name="day">Only this day; null for all runs.</param>
    /// <param name="before">The last id of the page before; null for the first page.</param>
    /// <param name="limit">1 to <see cref="LimitMax"/>.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<RunPage> RunsAsync(
        string provider, DateOnly? day, Guid? before, int limit, CancellationToken cancel)
    {
        CheckLimit(limit);
        var query = new RunQuery(
            before ?? Guid.AllBitsSet, provider, day is { } one ? KoreanDay.Number(one) : -1, limit);
        var runs = await ReadAsync<ReconciliationRun>(
            (round, into) => ReconciliationStore.ReadRuns(round, query, into), cancel);
        return new(runs, runs.Count == limit ? runs[^1].Id : null);
    }

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
    }

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
}
