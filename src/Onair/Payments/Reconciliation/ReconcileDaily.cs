using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Reconciliation;

/// <summary>
/// The timed verb that reconciles yesterday in the morning, days that were missed, and once a day those of the last
/// days that still have open cases. The runs' rows tell what was done, so that a restart repeats nothing.
/// </summary>
internal sealed class ReconcileDaily(
    Database database,
    PaymentProviders providers,
    ReconcilePayments reconcile,
    IOptions<PaymentsOptions> options,
    TimeProvider time) : ITimedVerb
{
    private const int casesMax = 10_000;

    private readonly ReconciliationOptions options = options.Value.Reconciliation;

    public string Name => "payments.reconcile-daily";

    /// <summary>How late after the hour it may be; also when a provider that was away is asked again.</summary>
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        if (!options.IsOn) return false;
        foreach (var provider in providers.Names.Order(StringComparer.Ordinal))
        {
            foreach (var day in await DueAsync(provider, cancel))
            {
                var answer = await reconcile.RunAsync(
                    ReconcileRequest.OfDay(provider, day, RunKind.Daily), cancel);
                // Its other days would find the same closed door; the next turn tries again.
                if (answer.Status != ReconcileStatus.Reconciled) break;
            }
        }

        return false;
    }

    private Task<List<DateOnly>> DueAsync(string provider, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var today = KoreanDay.Of(now);
        // Before the hour it is still the business of the day before.
        if (now < KoreanDay.At(today, options.Hour)) today = today.AddDays(-1);
        var (yesterday, first) = (today.AddDays(-1), today.AddDays(-options.DaysBack));
        return database.ReadAsync(
            async open =>
            {
                var cases = new List<ReconciliationCase>();
                var round = open.Round();
                ReconciliationStore.ReadLiveCases(round, provider, casesMax, cases);
                await round.ExecuteAsync(cancel);
                var days = cases
                    .Where(c => c.Subject == CaseSubject.Settlement || CaseSubjects.IsMovement(c.Subject))
                    .Select(c => KoreanDay.Of(c.HappenedAt))
                    .Where(day => day >= first && day <= yesterday).ToHashSet();
                // A shop without any run begins with yesterday: what was before is not its own.
                var last = await ReconciliationStore.LastDailyAsync(open, provider, cancel);
                var missed = last is null ? yesterday : first;
                for (var day = missed; day <= yesterday; day = day.AddDays(1))
                    if (last is null || KoreanDay.Number(day) > last) days.Add(day);
                return await NotDoneSinceAsync(open, provider, days, KoreanDay.At(today, options.Hour), cancel);
            },
            cancel);
    }

    private static async Task<List<DateOnly>> NotDoneSinceAsync(
        Transaction open, string provider, HashSet<DateOnly> days, DateTimeOffset hour, CancellationToken cancel)
    {
        var due = new List<DateOnly>();
        foreach (var day in days.Order())
        {
            var done = await ReconciliationStore.LastOfDayAsync(
                open, new DayOfProvider(provider, KoreanDay.Number(day)), cancel);
            if (done is null || done < hour) due.Add(day);
        }

        return due;
    }
}
