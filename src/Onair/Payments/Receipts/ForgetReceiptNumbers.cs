using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Receipts;

/// <summary>
/// Empties the numbers of receipts that are as good as final after <see cref="ReceiptOptions.NumberKept"/>, and with
/// them ends what was asked for a payment that never came.
/// </summary>
internal sealed class ForgetReceiptNumbers(
    Database database, IOptions<ReceiptOptions> options, TimeProvider time) : ITimedVerb
{
    public string Name => "payments.forget-receipt-numbers";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - options.Value.NumberKept;
        var limit = options.Value.ForgetMax;
        var forgotten = await database.WriteAsync(
            open => CashReceiptsStore.ForgetAsync(open, before, limit, cancel), cancel);
        return forgotten == limit;
    }
}
