using System.Text.Json;

namespace Onair.Sandbox.Toss;

/// <summary>
/// What the provider lists for reconciliation. A settlement's fee is invented: 3 % of a card payment, 2 % of a
/// transfer, 4 % of a phone bill, 300 won for a virtual account; fractions of a won are dropped, a tenth of the fee is
/// its VAT, and the money is paid out two days after the sale. A cancel gives its fee back with a minus.
/// </summary>
internal sealed partial class TossBooks
{
    public const int PageDefault = 100;
    public const int PageMax = 5000;
    private const int payOutDays = 2;
    private const int forgotten = TransactionsMax / 5;

    public TossAnswer Transactions(
        TossCaller caller, DateTimeOffset from, DateTimeOffset until, string? startingAfter, int limit)
    {
        List<TossTransaction> page = [];
        lock (gate)
        {
            var place = 0;
            if (startingAfter is not null)
            {
                if (!transactionPlaces.TryGetValue(startingAfter, out var last)) return caller.Error("INVALID_REQUEST");
                place = last + 1;
            }

            for (; place < transactions.Count && page.Count < limit; place++)
            {
                if (transactions[place].At >= from && transactions[place].At < until) page.Add(transactions[place]);
            }
        }

        return TossAnswer.Ok(json =>
        {
            json.WriteStartArray();
            foreach (var one in page)
            {
                json.WriteStartObject();
                WriteWhat(json, one);
                json.WriteNull("customerKey");
                json.WriteBoolean("useEscrow", one.Payment.Order.UseEscrow);
                json.WriteString("receiptUrl", $"http://receipt.example/{one.Payment.Key}");
                json.WriteString("status", one.Status.ToString());
                json.WriteString("transactionAt", TossJson.Zoned(one.At + caller.Skew));
                json.WriteNumber("amount", one.Amount);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <param name="page">From 1.</param>
    public TossAnswer Settlements(
        TossCaller caller, DateOnly from, DateOnly until, bool byPayOut, int page, int size)
    {
        List<TossTransaction> rows = [];
        lock (gate)
        {
            var skip = (long)(page - 1) * size;
            foreach (var one in transactions)
            {
                var day = Kst.DayOf(one.At).AddDays(byPayOut ? payOutDays : 0);
                if (day < from || day > until || skip-- > 0) continue;
                rows.Add(one);
                if (rows.Count == size) break;
            }
        }

        return TossAnswer.Ok(json =>
        {
            json.WriteStartArray();
            foreach (var one in rows) WriteSettlement(json, one, caller.Skew);
            json.WriteEndArray();
        });
    }

    public static long FeeOf(TossMethod method, long amount) => method switch
    {
        TossMethod.CARD => amount * 3 / 100,
        TossMethod.TRANSFER => amount * 2 / 100,
        TossMethod.MOBILE_PHONE => amount * 4 / 100,
        TossMethod.VIRTUAL_ACCOUNT => 300,
    };

    private static void WriteSettlement(Utf8JsonWriter json, TossTransaction one, TimeSpan skew)
    {
        var sign = one.Status == TossStatus.DONE ? 1 : -1;
        var fee = FeeOf(one.Payment.Order.Method, one.Amount) * sign;
        var vat = fee / 10;
        json.WriteStartObject();
        WriteWhat(json, one);
        json.WriteNumber("amount", one.Amount * sign);
        json.WriteNumber("interestFee", 0);
        json.WriteStartArray("fees");
        json.WriteStartObject();
        json.WriteString("type", "BASE");
        json.WriteNumber("fee", fee);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteNumber("suppliedAmount", fee);
        json.WriteNumber("vat", vat);
        json.WriteNumber("payOutAmount", (one.Amount * sign) - fee - vat);
        json.WriteString("approvedAt", TossJson.Zoned(one.At + skew));
        json.WriteString("soldDate", Kst.DayOf(one.At).ToString("O"));
        json.WriteString("paidOutDate", Kst.DayOf(one.At).AddDays(payOutDays).ToString("O"));
        json.WriteEndObject();
    }

    private static void WriteWhat(Utf8JsonWriter json, TossTransaction one)
    {
        json.WriteString("mId", TossJson.Merchant);
        json.WriteString("transactionKey", one.TransactionKey);
        json.WriteString("paymentKey", one.Payment.Key);
        json.WriteString("orderId", one.Payment.Order.OrderId);
        json.WriteString("method", TossJson.MethodOf(one.Payment.Order.Method));
        json.WriteString("currency", "KRW");
    }

    private void List(TossPayment payment, long amount, DateTimeOffset now) =>
        List(new TossTransaction(payment.LastTransactionKey!, payment, payment.Status, amount, now));

    private void List(TossTransaction one)
    {
        if (transactions.Count == TransactionsMax)
        {
            foreach (var old in transactions.Take(forgotten)) transactionPlaces.Remove(old.TransactionKey);
            transactions.RemoveRange(0, forgotten);
            for (var i = 0; i < transactions.Count; i++) transactionPlaces[transactions[i].TransactionKey] = i;
        }

        transactionPlaces.Add(one.TransactionKey, transactions.Count);
        transactions.Add(one);
    }

    /// <summary>A deposit that was none is listed as taken back, so that the list adds up to the bank's book.</summary>
    private void Unlist(TossPayment payment, DateTimeOffset now)
    {
        payment.LastTransactionKey = Word("transaction", 32);
        List(new TossTransaction(
            payment.LastTransactionKey, payment, TossStatus.CANCELED, payment.Order.Amount, now));
    }
}
