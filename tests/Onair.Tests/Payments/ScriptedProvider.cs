using Onair.Payments;

namespace Onair.Tests.Payments;

/// <summary>A gateway at the world's edge that says what the test tells it to.</summary>
internal sealed class ScriptedProvider : IPaymentProvider
{
    private int running;

    public string Name { get; init; } = "scripted";

    public TimeSpan SessionWindow => Some.Session;

    public int ConcurrencyMax { get; init; } = 4;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public IReadOnlyList<PaymentMethod> Methods { get; } = PaymentMethods.All;

    public bool HasWindow { get; init; }

    public ICashReceipts? CashReceipts => null;

    public NoticeReplies Replies { get; } = new("ok", "again");

    public int MostAtOnce { get; private set; }

    public Func<Attempt, int, CancellationToken, Task<ProviderAnswer>> OnApprove { get; set; } =
        (attempt, _, _) => Task.FromResult(Yes(attempt));

    public Func<Attempt, ProviderAnswer> OnQuery { get; set; } = Yes;

    public Func<Attempt, ProviderAnswer> OnNetCancel { get; set; } = _ => ProviderAnswer.NetCanceled();

    public Func<Refund, RefundAnswer> OnCancel { get; set; } = _ => new RefundAnswer(RefundAnswerKind.Done, "back");

    public static ProviderAnswer Yes(Attempt attempt) =>
        ProviderAnswer.Approved("pay-1", attempt.ProviderOrderId, attempt.Amount, attempt.Currency);

    public Task<BrowserStep> PrepareAsync(Attempt attempt, WindowRequest window, CancellationToken cancel) =>
        Task.FromResult(!HasWindow ? BrowserStep.None : new BrowserStep(
            BrowserStepKind.Form,
            new Uri("https://pay.example/window"),
            new Dictionary<string, string> { ["back"] = window.ReturnUrl.AbsoluteUri, ["what"] = window.OrderName }));

    /// <summary>Its window says <c>says=ok|gave-up|no</c>, the amount and a session.</summary>
    public ReturnReading ReadReturn(Attempt attempt, BrowserReturn returned) =>
        returned.Form.GetValueOrDefault("says") switch
        {
            "ok" => ReturnReading.Authenticated(
                long.Parse(returned.Form["amount"], System.Globalization.CultureInfo.InvariantCulture),
                null,
                returned.Form["session"]),
            "gave-up" => ReturnReading.GivenUp("CLOSED"),
            "no" => ReturnReading.Refused("NO_MONEY", "Not enough money."),
            _ => ReturnReading.Invalid("UNREADABLE"),
        };

    /// <summary>Its notices say <c>key|order|amount|reference|secret|needs</c>; empty is "does not say".</summary>
    public NoticeReading ReadNotice(ProviderNotice notice)
    {
        var said = System.Text.Encoding.UTF8.GetString(notice.Body).Split('|');
        if (said is ["ignored", ..]) return NoticeReading.Ignored("ignored", "OTHER_EVENT");
        if (said.Length != 6) return NoticeReading.Invalid("UNREADABLE_SHAPE");
        return new NoticeReading
        {
            Kind = NoticeKind.Hint,
            DedupeKey = said[0],
            OrderId = said[1].Length == 0 ? null : said[1],
            // Throws for what is no number, as a careless reader would.
            Amount = said[2].Length == 0
                ? null
                : long.Parse(said[2], System.Globalization.CultureInfo.InvariantCulture),
            Reference = said[3].Length == 0 ? null : said[3],
            Secret = said[4].Length == 0 ? null : said[4],
            NeedsSecret = said[5] == "needs",
            Code = "HINT",
        };
    }

    public Task<ProviderStatement> ReadStatementAsync(StatementRequest request, CancellationToken cancel) =>
        Task.FromResult(new ProviderStatement([], IsListing: false));

    public Task<IReadOnlyList<ProviderSettlement>?> ReadSettlementsAsync(
        DateOnly from, DateOnly until, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ProviderSettlement>?>(null);

    public async Task<ProviderAnswer> ApproveAsync(Attempt attempt, int tries, CancellationToken cancel)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref running));
        try
        {
            return await OnApprove(attempt, tries, cancel);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    public Task<ProviderAnswer> QueryAsync(Attempt attempt, CancellationToken cancel) =>
        Task.FromResult(OnQuery(attempt));

    public Task<ProviderAnswer> NetCancelAsync(Attempt attempt, CancellationToken cancel) =>
        Task.FromResult(OnNetCancel(attempt));

    public Task<RefundAnswer> CancelAsync(Attempt attempt, Refund refund, CancellationToken cancel) =>
        Task.FromResult(OnCancel(refund));
}
