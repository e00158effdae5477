using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Receipts;

/// <summary>
/// Empties the numbers of receipts that are as good as final after <see cref="ReceiptOptions.NumberKept"/>, and ends
/// what was asked for a payment that never came after <see cref="ReceiptOptions.UnpaidKept"/>.
/// </summary>
internal sealed class ForgetReceiptNumbers(
    Database database, IOptions<ReceiptOptions> options, TimeProvider time) : ITimedVerb
{
    public string Name => "payments.forget-receipt-numbers";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var ended = time.GetUtcNow() - options.Value.NumberKept;
        var unpaid = time.GetUtcNow() - options.Value.UnpaidKept;
        var limit = options.Value.ForgetMax;
        var forgotten = await database.WriteAsync(
            open => CashReceiptsStore.ForgetAsync(open, unpaid, ended, limit, cancel), cancel);
        return forgotten == limit;
    }
}
