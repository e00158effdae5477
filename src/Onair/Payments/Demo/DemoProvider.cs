using Microsoft.Extensions.Options;

namespace Onair.Payments.Demo;

/// <summary>
/// A gateway without money. What happens is decided by the last digit of the amount, so that every outcome can be tried
/// by hand and by tests:
/// <code>
/// 1  declined, REJECT_CARD
/// 2  slow: approved after three seconds
/// 3  processed, but the answer is lost; a query says approved
/// 4  the request is lost; a query says "not found"
/// 5  processed, but the first answer is a passing error; the same call again says approved
/// *  approved at once
/// </code>
/// It remembers nothing: each answer follows from the attempt's id and amount alone, hence a restart changes none, and
/// a call repeated under its key is answered as the first. The price: it cannot know what was cancelled. A query after
/// a net cancel or a refund tells what the approval came to, and every refund succeeds; its limits are ours alone.
/// </summary>
internal sealed class DemoProvider(IOptions<PaymentsOptions> options, TimeProvider time) : IPaymentProvider
{
    public const string DemoName = "demo";

    private const long digits = 10;
    private readonly DemoOptions demo = options.Value.Demo;

    public string Name => DemoName;

    public TimeSpan SessionWindow => demo.SessionWindow;

    public int ConcurrencyMax => demo.ConcurrencyMax;

    public TimeSpan Timeout => demo.Timeout;

    public IReadOnlyList<PaymentMethod> Methods { get; } = [PaymentMethod.Card];

    public bool HasWindow => false;

    public ICashReceipts? CashReceipts => null;

    public NoticeReplies Replies { get; } = new("ok", "again");

    public Task<BrowserStep> PrepareAsync(Attempt attempt, WindowRequest window, CancellationToken cancel) =>
        Task.FromResult(BrowserStep.None);

    public ReturnReading ReadReturn(Attempt attempt, BrowserReturn returned) => ReturnReading.Invalid("NO_WINDOW");

    public NoticeReading ReadNotice(ProviderNotice notice) => NoticeReading.Invalid("NO_NOTICES");

    public async Task<ProviderAnswer> ApproveAsync(Attempt attempt, int tries, CancellationToken cancel)
    {
        switch (attempt.Amount % digits)
        {
            case 1:
                return Declined();
            case 2:
                await Task.Delay(demo.SlowWait, time, cancel);
                return Approved(attempt);
            case 3:
                throw new TimeoutException("demo: processed, and the answer is lost");
            case 4:
                throw new TimeoutException("demo: the request is lost");
            case 5 when tries == 1:
                return ProviderAnswer.Passing("PROVIDER_ERROR");
            default:
                return Approved(attempt);
        }
    }

    public Task<ProviderAnswer> QueryAsync(Attempt attempt, CancellationToken cancel) =>
        Task.FromResult((attempt.Amount % digits) switch
        {
            1 => Declined(),
            4 => ProviderAnswer.NotFound(),
            _ => Approved(attempt),
        });

    public Task<ProviderAnswer> NetCancelAsync(Attempt attempt, CancellationToken cancel) =>
        Task.FromResult(ProviderAnswer.NetCanceled());

    public Task<RefundAnswer> CancelAsync(Attempt attempt, Refund refund, CancellationToken cancel) =>
        Task.FromResult(new RefundAnswer(RefundAnswerKind.Done, $"demo-refund-{refund.Id:N}"));

    /// <summary>It has no books: it says what ours say, so that a reconciliation finds nothing.</summary>
    public Task<ProviderStatement> ReadStatementAsync(StatementRequest request, CancellationToken cancel) =>
        Task.FromResult(new ProviderStatement(
            [.. request.Ours.Where(a => a.Captured > 0).SelectMany(Movements)], IsListing: false));

    public Task<IReadOnlyList<ProviderSettlement>?> ReadSettlementsAsync(
        DateOnly from, DateOnly until, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ProviderSettlement>?>(null);

    private static IEnumerable<ProviderMovement> Movements(Attempt attempt)
    {
        var reference = attempt.ProviderReference!;
        yield return new ProviderMovement(
            reference, reference, attempt.ProviderOrderId, StatementKind.Capture, attempt.Captured,
            attempt.ApprovedAt!.Value);
        if (attempt.Refunded > 0)
        {
            yield return new ProviderMovement(
                reference + "-back", reference, attempt.ProviderOrderId, StatementKind.Refund, attempt.Refunded,
                attempt.ChangedAt);
        }
    }

    private static ProviderAnswer Approved(Attempt attempt) => ProviderAnswer.Approved(
        $"demo-{attempt.Id:N}", attempt.ProviderOrderId, attempt.Amount, attempt.Currency, "demo");

    private static ProviderAnswer Declined() => ProviderAnswer.Declined("REJECT_CARD", "The card was declined.");
}
