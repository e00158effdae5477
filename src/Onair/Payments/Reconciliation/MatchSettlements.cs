using System.Globalization;
using Onair.Payments.Ledger;

namespace Onair.Payments.Reconciliation;

/// <summary>
/// A provider's settlement against itself and our captures: per day of payment the amounts less fees and VAT are what
/// is paid out, and every line is about a payment of ours. Pure.
/// </summary>
internal static class MatchSettlements
{
    /// <param name="lines">What the provider listed, all of the sold days that were asked for.</param>
    /// <param name="ours">Our payments by <see cref="Attempt.ProviderOrderId"/>.</param>
    /// <param name="now">When the lines were read.</param>
    /// <returns>The comparisons, and the journals of lines that balance and are ours.</returns>
    public static (List<Comparison> Compared, List<LedgerEntry> Journals) Of(
        IReadOnlyList<ProviderSettlement> lines, Func<string, Attempt?> ours, DateTimeOffset now)
    {
        var compared = new List<Comparison>();
        var journals = new List<LedgerEntry>();
        foreach (var day in lines.GroupBy(line => line.PaidOutOn).OrderBy(day => day.Key))
        {
            var due = day.Sum(line => line.Amount - line.Fee - line.Vat);
            var paid = day.Sum(line => line.PayOut);
            compared.Add(Of(
                due == paid ? Bucket.Matched : Bucket.AmountDiffers, null,
                day.Key.ToString("yyyyMMdd", CultureInfo.InvariantCulture), null, due, paid, now));
        }

        foreach (var payment in lines.GroupBy(line => line.OrderId, StringComparer.Ordinal))
        {
            if (ours(payment.Key) is not { Captured: > 0 } attempt)
            {
                var net = payment.Sum(line => line.Amount);
                if (net == 0) continue;
                compared.Add(Of(
                    Bucket.TheirsOnly, ours(payment.Key)?.Id, payment.Key, payment.First().Reference, 0, net, now));
                continue;
            }

            var captured = payment.Where(line => line.Amount > 0).Sum(line => line.Amount);
            // Lines of a refund alone are about a capture that was settled on another day.
            if (captured > 0)
            {
                compared.Add(Of(
                    captured == attempt.Captured ? Bucket.Matched : Bucket.AmountDiffers, attempt.Id, payment.Key,
                    null, attempt.Captured, captured, now));
            }

            foreach (var same in payment.Where(Balances).GroupBy(line => (line.Amount, line.SoldOn, line.PaidOutOn)))
                journals.AddRange(same.SelectMany((line, place) => Journal.PaidOut(attempt, line, place, now)));
        }

        return (compared, journals);
    }

    private static bool Balances(ProviderSettlement line) => line.Amount - line.Fee - line.Vat == line.PayOut;

    private static Comparison Of(
        Bucket bucket, Guid? attemptId, string about, string? reference, long ours, long theirs, DateTimeOffset at) =>
        new(bucket, CaseSubject.Settlement, attemptId, about, reference, ours, theirs, at);
}
