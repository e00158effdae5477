using System.Text.Json;

namespace Onair.Payments.Toss;

/// <summary>
/// Receipts for cash. The tax office is asked later than we are answered; as a call under one key is answered the same
/// for ever, a receipt that is still being issued is looked up in the day's list.
/// </summary>
internal sealed class TossCashReceipts(TossCalls calls) : ICashReceipts
{
    private const int nameLengthMax = 100;

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
        Attempt attempt, string key, long amount, CancellationToken cancel)
    {
        var reply = await calls.PostAsync(
            "cash-receipt-cancel",
            $"v1/cash-receipts/{TossCalls.Segment(key)}/cancel",
            $"receipt-cancel:{key}:{amount}",
            new CashReceiptCancelBody(amount),
            TossJson.Default.CashReceiptCancelBody,
            cancel);
        return await AnswerAsync(reply, cancel);
    }

    private async Task<CashReceiptAnswer> AnswerAsync(TossReply reply, CancellationToken cancel)
    {
        if (!reply.IsOk) return Refused(reply);
        if (reply.Body is not { } receipt || receipt.Text("receiptKey") is not { } key) return Again("BROKEN_ANSWER");
        if (receipt.Text("issueStatus") == "IN_PROGRESS" && receipt.Day("requestedAt") is { } day)
        {
            var list = await calls.GetAsync("cash-receipts", $"v1/cash-receipts?requestDate={day:yyyy-MM-dd}", cancel);
            if (!list.IsOk || list.Body is not { } found) return Again("IN_PROGRESS");
            var rows = found.ValueKind == JsonValueKind.Array ? found : found.Field("data");
            var mine = rows.Items().FirstOrDefault(r => r.Text("receiptKey") == key);
            if (mine.ValueKind == JsonValueKind.Object) receipt = mine;
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
