using System.Collections.Concurrent;
using Onair.Payments;

namespace Onair.Tests.Fixtures;

/// <summary>How a bank takes the next approval.</summary>
internal enum BankMood
{
    Approves = 1,
    Declines = 2,

    /// <summary>It took the money, and nobody hears of it.</summary>
    LosesTheAnswer = 3,

    /// <summary>It never heard of the payment.</summary>
    LosesTheRequest = 4,

    /// <summary>A passing error first; the same call again tells.</summary>
    Stumbles = 5,
}

/// <summary>
/// A gateway at the world's edge with a ledger of its own: what it says it took is what the shop must account for. It
/// outlives restarts of the shop.
/// </summary>
internal sealed class Bank : IPaymentProvider
{
    private readonly ConcurrentDictionary<string, (string Order, long Amount)> captures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Order, long Amount)> refunds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ProviderMovement> books = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> declines = new(StringComparer.Ordinal);

    public string Name => "bank";

    public TimeSpan SessionWindow => TimeSpan.FromSeconds(30);

    public int ConcurrencyMax => 64;

    public TimeSpan Timeout => TimeSpan.FromSeconds(10);

    public IReadOnlyList<PaymentMethod> Methods { get; } = PaymentMethods.All;

    public bool HasWindow => false;

    public ICashReceipts? CashReceipts => Till;

    /// <summary>Its receipts for cash; null: it issues none.</summary>
    public Till? Till { get; set; }

    /// <summary>What its own window issues with a payment.</summary>
    public IssuedReceipt? WindowReceipt { get; set; }

    public NoticeReplies Replies { get; } = new("ok", "again");

    public BankMood Mood { get; set; } = BankMood.Approves;

    /// <summary>Queries and refunds find nobody at home.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Queries do not find payments that were made.</summary>
    public bool IsForgetful { get; set; }

    /// <summary>The time of its books; without one it tells none.</summary>
    public TimeProvider? Clock { get; set; }

    /// <summary>Its books, by the key of the movement; tests write defects into them.</summary>
    public ConcurrentDictionary<string, ProviderMovement> Books => books;

    /// <summary>What it pays out.</summary>
    public List<ProviderSettlement> PayOuts { get; } = [];

    /// <summary>Won that it took for an order and has not given back.</summary>
    public long Kept(string order) =>
        captures.Values.Where(c => c.Order == order)
            .Sum(c => c.Amount) - refunds.Values.Where(r => r.Order == order).Sum(r => r.Amount);

    /// <summary>How often it took money for an order.</summary>
    public int Captures(string order) => captures.Values.Count(c => c.Order == order);

    public Task<BrowserStep> PrepareAsync(Attempt attempt, WindowRequest window, CancellationToken cancel) =>
        Task.FromResult(BrowserStep.None);

    public Task<ProviderAnswer> ApproveAsync(Attempt attempt, int tries, CancellationToken cancel)
    {
        if (Mood == BankMood.LosesTheRequest) throw new TimeoutException("bank: the request is lost");
        if (Mood == BankMood.Declines)
        {
            declines[attempt.IdempotencyKey] = true;
            return Task.FromResult(ProviderAnswer.Declined("REJECT_CARD"));
        }

        captures[attempt.IdempotencyKey] = (attempt.OrderNumber, attempt.Amount);
        Book($"bank-{attempt.Id:N}", attempt, StatementKind.Capture, attempt.Amount);
        return Mood switch
        {
            BankMood.LosesTheAnswer => throw new TimeoutException("bank: the answer is lost"),
            BankMood.Stumbles when tries == 1 => Task.FromResult(ProviderAnswer.Passing("PROVIDER_ERROR")),
            _ => Task.FromResult(Approved(attempt) with
            {
                Detail = WindowReceipt is { } receipt ? new AnswerDetail { CashReceipt = receipt } : null,
            }),
        };
    }

    public Task<ProviderAnswer> QueryAsync(Attempt attempt, CancellationToken cancel)
    {
        if (IsSilent) throw new TimeoutException("bank: nobody at home");
        var isKnown = captures.ContainsKey(attempt.IdempotencyKey) && !IsForgetful;
        return Task.FromResult(
            isKnown ? Approved(attempt)
            : declines.ContainsKey(attempt.IdempotencyKey) ? ProviderAnswer.Declined("REJECT_CARD")
            : ProviderAnswer.NotFound());
    }

    public Task<ProviderAnswer> NetCancelAsync(Attempt attempt, CancellationToken cancel) =>
        Task.FromResult(ProviderAnswer.NetCanceled());

    public Task<RefundAnswer> CancelAsync(Attempt attempt, Refund refund, CancellationToken cancel)
    {
        if (IsSilent) throw new TimeoutException("bank: nobody at home");
        refunds[refund.ProviderKey] = (attempt.OrderNumber, refund.Amount);
        Book($"back-{refund.Id:N}", attempt, StatementKind.Refund, refund.Amount);
        return Task.FromResult(new RefundAnswer(RefundAnswerKind.Done, $"back-{refund.Id:N}"));
    }

    public ReturnReading ReadReturn(Attempt attempt, BrowserReturn returned) => ReturnReading.Invalid("NO_WINDOW");

    public NoticeReading ReadNotice(ProviderNotice notice) => NoticeReading.Invalid("NO_NOTICES");

    public Task<ProviderStatement> ReadStatementAsync(StatementRequest request, CancellationToken cancel)
    {
        if (IsSilent) throw new TimeoutException("bank: nobody at home");
        return Task.FromResult(new ProviderStatement(
            [.. books.Values.Where(m => m.At >= request.From && m.At < request.Until)], IsListing: Clock is not null));
    }

    public Task<IReadOnlyList<ProviderSettlement>?> ReadSettlementsAsync(
        DateOnly from, DateOnly until, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ProviderSettlement>?>(
            [.. PayOuts.Where(line => line.SoldOn >= from && line.SoldOn <= until)]);

    private void Book(string key, Attempt attempt, StatementKind kind, long amount)
    {
        if (Clock is null) return;
        books.TryAdd(key, new ProviderMovement(
            key, $"bank-{attempt.Id:N}", attempt.ProviderOrderId, kind, amount, Clock.GetUtcNow()));
    }

    public static ProviderAnswer Approved(Attempt attempt) => ProviderAnswer.Approved(
        $"bank-{attempt.Id:N}", attempt.ProviderOrderId, attempt.Amount, attempt.Currency, attempt.Method ?? "card");
}
