using System.Text.Json;

namespace Onair.Payments.Toss;

/// <summary>
/// Receipts for cash. The tax office is asked later than we are answered; as a call under one key is answered the same
/// for ever, a receipt that is still being issued is looked up in the day's list.
/// </summary>
internal sealed class TossCashReceipts(TossCalls calls) : ICashReceipts
{
    private const int nameLengthMax = 100;

    /// <summary>Pages of a day's list, at some hundred rows each.</summary>
    private const int pagesMax = 1000;

    public async Task<CashReceiptAnswer> IssueAsync(
        Attempt attempt, CashReceiptRequest request, CancellationToken cancel)
    {
        var name = request.OrderName.Length > nameLengthMax ? request.OrderName[..nameLengthMax] : request.OrderName;
        var body = new CashReceiptBody(
            request.Amount, attempt.ProviderOrderId, name, request.Number, WordOf(request.Purpose),
            request.TaxFree > 0 ? request.TaxFree : null);
        var reply = await calls.PostAsync(
            "cash-receipt",
            "v1/cash-receipts",
            $"receipt:{request.Id:N}",
            body,
            TossJson.Default.CashReceiptBody,
            cancel);
        return await AnswerAsync(reply, cancel);
    }

    public async Task<CashReceiptAnswer> CancelAsync(
        Attempt attempt, Guid id, string key, long amount, CancellationToken cancel)
    {
        var reply = await calls.PostAsync(
            "cash-receipt-cancel",
            $"v1/cash-receipts/{TossCalls.Segment(key)}/cancel",
            $"receipt-cancel:{id:N}",
            new CashReceiptCancelBody(amount),
            TossJson.Default.CashReceiptCancelBody,
            cancel);
        // Somebody did it in their console, or a key of ours was forgotten: it is taken back all the same.
        return reply.Code == "ALREADY_CANCELED_PAYMENT"
            ? new CashReceiptAnswer(CashReceiptAnswerKind.Done, key)
            : await AnswerAsync(reply, cancel);
    }

    private async Task<CashReceiptAnswer> AnswerAsync(TossReply reply, CancellationToken cancel)
    {
        if (!reply.IsOk) return Refused(reply);
        if (reply.Body is not { } receipt || receipt.Text("receiptKey") is not { } key) return Again("BROKEN_ANSWER");
        if (receipt.Text("issueStatus") == "IN_PROGRESS" && receipt.Day("requestedAt") is { } day)
        {
            if (await FindAsync(day, key, cancel) is not { } mine) return Again("IN_PROGRESS");
            receipt = mine;
        }

        return receipt.Text("issueStatus") switch
        {
            "FAILED" => new CashReceiptAnswer(
                CashReceiptAnswerKind.Refused,
                key,
                Code: ProviderAnswer.CutCode(receipt.Field("failure").Text("code") ?? "FAILED")),
            "IN_PROGRESS" => Again("IN_PROGRESS"),
            _ => new CashReceiptAnswer(
                CashReceiptAnswerKind.Done,
                key,
                receipt.Text("issueNumber"),
                Uri.TryCreate(receipt.Text("receiptUrl"), UriKind.Absolute, out var url) ? url : null),
        };
    }

    /// <summary>Page by page; null when it is not in the day's list, or the list does not come.</summary>
    private async Task<JsonElement?> FindAsync(DateOnly day, string key, CancellationToken cancel)
    {
        string? cursor = null;
        for (var page = 1; page <= pagesMax; page++)
        {
            var path = $"v1/cash-receipts?requestDate={day:yyyy-MM-dd}"
                + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            var list = await calls.GetAsync("cash-receipts", path, cancel);
            if (!list.IsOk || list.Body is not { } found) return null;
            var rows = found.ValueKind == JsonValueKind.Array ? found : found.Field("data");
            var mine = rows.Items().FirstOrDefault(r => r.Text("receiptKey") == key);
            if (mine.ValueKind == JsonValueKind.Object) return mine;
            var next = found.Text("lastCursor");
            if (found.Field("hasNext").ValueKind != JsonValueKind.True || next is null || next == cursor) return null;
            cursor = next;
        }

        return null;
    }

    /// <summary>A refusal must be Toss' own word on this receipt; the rest is weather or our keys.</summary>
    private static CashReceiptAnswer Refused(TossReply reply) =>
        reply.HttpStatus is 400 or 404 && reply.Code is { } code && !TossErrors.IsOurFault(code)
            && code is not ("PROVIDER_ERROR" or "COMMON_ERROR" or "IDEMPOTENT_REQUEST_PROCESSING")
                ? new CashReceiptAnswer(CashReceiptAnswerKind.Refused, Code: ProviderAnswer.CutCode(code))
                : Again(reply.WasSent ? reply.CodeOrStatus : "NOT_SENT");

    private static CashReceiptAnswer Again(string code) =>
        new(CashReceiptAnswerKind.Again, Code: ProviderAnswer.CutCode(code));

    private static string WordOf(CashReceiptPurpose purpose) => purpose switch
    {
        CashReceiptPurpose.IncomeDeduction => "소득공제",
        CashReceiptPurpose.ExpenseProof => "지출증빙",
    };
}
