using System.Text.Json;

namespace Onair.Sandbox.Toss;

/// <summary>Cash receipts: what they look like, and (in the books) issuing, listing and taking back.</summary>
internal static class TossCashReceipts
{
    public static readonly IReadOnlyList<string> Types = ["소득공제", "지출증빙"];

    public static void Write(Utf8JsonWriter json, TossCashReceipt receipt, TimeSpan skew)
    {
        json.WriteStartObject();
        json.WriteString("receiptKey", receipt.Key);
        json.WriteString("issueNumber", receipt.IssueNumber);
        json.WriteString("issueStatus", "COMPLETED");
        json.WriteNumber("amount", receipt.Amount);
        json.WriteNumber("taxFreeAmount", receipt.TaxFree);
        json.WriteString("orderId", receipt.OrderId);
        json.WriteString("orderName", receipt.OrderName);
        json.WriteString("type", receipt.Type);
        json.WriteString("transactionType", receipt.TransactionType);
        json.WriteString("businessNumber", "0000000000");
        json.WriteString("customerIdentityNumber", receipt.Identity);
        json.WriteNull("failure");
        json.WriteString("requestedAt", TossJson.Zoned(receipt.RequestedAt + skew));
        json.WriteString("receiptUrl", $"http://receipt.example/cash/{receipt.Key}");
        json.WriteEndObject();
    }
}

internal sealed partial class TossBooks
{
    /// <summary>One a payment at most, as with the payments themselves.</summary>
    public const int ReceiptsMax = PaymentsMax;

    private readonly List<TossCashReceipt> receipts = [];

    public TossAnswer IssueReceipt(
        TossCaller caller, string orderId, string orderName, string type, string identity, long amount, long taxFree)
    {
        lock (gate)
        {
            var receipt = KeepReceipt(orderId, orderName, type, identity, amount, taxFree, "CONFIRM");
            if (orders.TryGetValue(orderId, out var payment)) payment.CashReceipt = receipt;
            return TossAnswer.Ok(json => TossCashReceipts.Write(json, receipt, caller.Skew));
        }
    }

    /// <param name="amount">Null: all that is left.</param>
    public TossAnswer CancelReceipt(TossCaller caller, string key, long? amount)
    {
        lock (gate)
        {
            var receipt = receipts.Find(one => one.Key == key && one.TransactionType == "CONFIRM");
            if (receipt is null) return caller.Error("NOT_FOUND_CASH_RECEIPT");
            var taken = amount ?? receipt.Balance;
            if (receipt.Balance == 0) return caller.Error("ALREADY_CANCELED_PAYMENT");
            if (taken <= 0 || taken > receipt.Balance) return caller.Error("NOT_CANCELABLE_AMOUNT");
            receipt.Balance -= taken;
            if (receipt.Balance == 0 && orders.TryGetValue(receipt.OrderId, out var payment))
                payment.CashReceipt = null;
            var back = KeepReceipt(
                receipt.OrderId, receipt.OrderName, receipt.Type, receipt.Identity, taken, 0, "CANCEL");
            return TossAnswer.Ok(json => TossCashReceipts.Write(json, back, caller.Skew));
        }
    }

    /// <param name="cursor">How many to pass over.</param>
    public TossAnswer Receipts(TossCaller caller, DateOnly day, int cursor, int limit)
    {
        List<TossCashReceipt> found;
        lock (gate) found = [.. receipts.Where(one => Kst.DayOf(one.RequestedAt) == day).Skip(cursor).Take(limit + 1)];
        var more = found.Count > limit;
        return TossAnswer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("hasNext", more);
            json.WriteNumber("lastCursor", cursor + Math.Min(found.Count, limit));
            json.WriteStartArray("data");
            foreach (var receipt in found.Take(limit)) TossCashReceipts.Write(json, receipt, caller.Skew);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private TossCashReceipt KeepReceipt(
        string orderId, string orderName, string type, string identity, long amount, long taxFree, string transaction)
    {
        if (receipts.Count == ReceiptsMax) receipts.RemoveRange(0, ReceiptsMax / 5);
        var receipt = new TossCashReceipt
        {
            Key = Word("receipt", 26), OrderId = orderId, OrderName = orderName, Type = type, Identity = identity,
            IssueNumber = (Seeded.Number(seed, "issue", ++made) % 1_000_000_000).ToString("D9"), Amount = amount,
            TaxFree = taxFree, Balance = amount, RequestedAt = time.GetUtcNow(), TransactionType = transaction,
        };
        receipts.Add(receipt);
        return receipt;
    }
}
