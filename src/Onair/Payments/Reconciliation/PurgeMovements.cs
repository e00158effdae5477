using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Reconciliation;

/// <summary>
/// Forgets what providers said of movements after <see cref="ReconciliationOptions.MovementsKept"/>, a bounded batch at
/// a time; those of open cases stay.
/// </summary>
internal sealed class PurgeMovements(
    Database database, IOptions<PaymentsOptions> options, TimeProvider time) : ITimedVerb
{
    private readonly ReconciliationOptions options = options.Value.Reconciliation;

    public string Name => "payments.purge-movements";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - options.MovementsKept;
        var purged = await database.WriteAsync(
            open => ReconciliationStore.PurgeMovementsAsync(open, before, options.PurgeMax, cancel), cancel);
        return purged == options.PurgeMax;
    }
}
