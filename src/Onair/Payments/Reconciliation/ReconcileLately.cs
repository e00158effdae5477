using Microsoft.Extensions.Options;
using Onair.Jobs;

namespace Onair.Payments.Reconciliation;

/// <summary>
/// The timed verb that slides along behind the shop: what is unknown, what moved in the last minutes, and what has an
/// open case.
/// </summary>
internal sealed class ReconcileLately(
    PaymentProviders providers,
    ReconcilePayments reconcile,
    IOptions<PaymentsOptions> options,
    TimeProvider time) : ITimedVerb
{
    private readonly ReconciliationOptions options = options.Value.Reconciliation;

    public string Name => "payments.reconcile-lately";

    public TimeSpan Every => options.SlideEvery;

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        if (!options.IsOn) return false;
        foreach (var provider in providers.Names.Order(StringComparer.Ordinal))
        {
            var now = time.GetUtcNow();
            await reconcile.RunAsync(
                new ReconcileRequest(provider, RunKind.Sliding, now - options.SlideWindow, now, null), cancel);
        }

        return false;
    }
}
