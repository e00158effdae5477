using Microsoft.Extensions.Logging;

namespace Onair.Payments.Toss;

/// <summary>
/// Toss Payments, core API 2022-11-16. The window authenticates, <c>confirm</c> captures. There is no net cancel: a
/// capture that we cannot use is cancelled in full.
/// </summary>
internal sealed class TossProvider : IPaymentProvider
{
    /// <summary>
    /// Toss takes a confirm for ten minutes after the customer has authenticated, and ours begins later than that; one
    /// more minute is for clocks that differ and a call on its way.
    /// </summary>
    private static readonly TimeSpan session = TimeSpan.FromMinutes(11);

    private readonly TossOptions options;
    private readonly TossKeys keys;
    private readonly TossCalls calls;
    private readonly TossReads reads;
    private readonly TossRefunds refunds;
    private readonly TossBooks books;
    private readonly TossNotices notices;
    private readonly TimeProvider time;

    public TossProvider(IHttpClientFactory http, TossOptions options, TimeProvider time, ILogger<TossProvider> logger)
    {
        this.options = options;
        this.time = time;
        keys = TossKeys.Of(options);
        calls = new TossCalls(http, keys, time, logger);
        reads = new TossReads(calls);
        refunds = new TossRefunds(calls, reads);
        books = new TossBooks(calls, options);
        notices = new TossNotices(options, keys);
        CashReceipts = new TossCashReceipts(calls);
    }

    public const string ProviderName = "toss";

    public string Name => ProviderName;

    public TimeSpan SessionWindow => session;

    public int ConcurrencyMax => options.ConcurrencyMax;

    public TimeSpan Timeout => options.Timeout;

    public IReadOnlyList<PaymentMethod> Methods => TossWindow.Methods;

    public bool HasWindow => true;

    public ICashReceipts? CashReceipts { get; }

    public IReadOnlyList<RefundBank> RefundBanks => TossBanks.All;

    /// <summary>Only the status counts.</summary>
    public NoticeReplies Replies { get; } = new("OK", "AGAIN");

    public Task<BrowserStep> PrepareAsync(Attempt attempt, WindowRequest window, CancellationToken cancel) =>
        Task.FromResult(TossWindow.Open(attempt, window, options, keys));

    public ReturnReading ReadReturn(Attempt attempt, BrowserReturn returned) => TossWindow.Read(attempt, returned);

    public NoticeReading ReadNotice(ProviderNotice notice) => notices.Read(notice);

    public async Task<ProviderAnswer> ApproveAsync(Attempt attempt, int tries, CancellationToken cancel)
    {
        // Without a key of the window there is nothing to confirm, and nothing can have been.
        if (attempt.ProviderReference is not { } key) return ProviderAnswer.Declined("NOT_AUTHENTICATED");
        var body = new ConfirmBody(key, attempt.ProviderOrderId, attempt.Amount);
        var reply = await calls.PostAsync(
            "confirm", "v1/payments/confirm", attempt.IdempotencyKey, body, TossJson.Default.ConfirmBody, cancel);
        if (!reply.WasSent) return ProviderAnswer.Passing("NOT_SENT");
        if (reply.IsOk)
        {
            return reply.Payment is not { } payment ? ProviderAnswer.Unknown("BROKEN_ANSWER")
                : payment.Status is "DONE" or "WAITING_FOR_DEPOSIT" ? TossAnswers.Of(attempt, payment, time.GetUtcNow())
                : ProviderAnswer.Unknown(payment.Status);
        }

        return TossErrors.OfConfirm(reply.Code, reply.HttpStatus) switch
        {
            ConfirmMeaning.Declined or ConfirmMeaning.SessionGone =>
                ProviderAnswer.Declined(reply.Code!, reply.Message),
            ConfirmMeaning.OurFault or ConfirmMeaning.Unknown =>
                ProviderAnswer.Unknown(reply.CodeOrStatus, reply.Message),
        };
    }

    public async Task<ProviderAnswer> QueryAsync(Attempt attempt, CancellationToken cancel)
    {
        var read = await reads.FindAsync(attempt, cancel);
        return read.Payment is { } payment ? TossAnswers.Of(attempt, payment, time.GetUtcNow())
            : read.IsNotFound ? ProviderAnswer.NotFound()
            : ProviderAnswer.Unknown(read.Code);
    }

    /// <summary>
    /// What is captured, or waits for a deposit, is cancelled in full under a key of its own. What is not captured is
    /// left until its session is over: until then our first confirm may be on its way.
    /// </summary>
    public async Task<ProviderAnswer> NetCancelAsync(Attempt attempt, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var read = await reads.FindAsync(attempt, cancel);
        if (read.Payment is not { } payment)
        {
            return !read.IsNotFound ? ProviderAnswer.Unknown(read.Code)
                : now >= attempt.SessionUntil ? ProviderAnswer.NetCanceled()
                : ProviderAnswer.Unknown("NOT_FOUND_YET");
        }

        if (TossAnswers.IsOver(payment)) return ProviderAnswer.NetCanceled();
        if (payment.Status is "READY" or "IN_PROGRESS")
        {
            return now >= attempt.SessionUntil ? ProviderAnswer.NetCanceled() : ProviderAnswer.Unknown(payment.Status);
        }

        // A deposit goes back to an account that we must be told: it is a late capture, and refunded as one.
        if (payment is { Status: "DONE" or "PARTIAL_CANCELED", IsVirtualAccount: true })
        {
            return TossAnswers.Of(attempt, payment, now);
        }

        return await refunds.CancelAllAsync(attempt, payment, cancel);
    }

    public Task<RefundAnswer> CancelAsync(Attempt attempt, Refund refund, CancellationToken cancel) =>
        refunds.RunAsync(attempt, refund, cancel);

    public Task<ProviderStatement> ReadStatementAsync(StatementRequest request, CancellationToken cancel) =>
        books.ReadStatementAsync(request, cancel);

    public Task<IReadOnlyList<ProviderSettlement>?> ReadSettlementsAsync(
        DateOnly from, DateOnly until, CancellationToken cancel) => books.ReadSettlementsAsync(from, until, cancel);
}
