using Onair.Storage;

namespace Onair.Payments;

/// <summary>A refund and the attempt it belongs to, as a worker needs them.</summary>
/// <param name="Refund">The refund.</param>
/// <param name="Attempt">Its attempt.</param>
/// <param name="IsNext">
/// True: no older refund of the attempt is pending, and the attempt's sums were read with it. Others wait: a gateway
/// without idempotency keys can tell what happened to one refund only, from the amount that remains.
/// </param>
public sealed record RefundWork(Refund Refund, Attempt Attempt, bool IsNext = true);

/// <summary>A provider's answer to a refund.</summary>
public readonly record struct AnsweredRefund(Guid RefundId, Guid AttemptId, RefundAnswer Answer);

/// <summary>
/// Asks providers to pay back. Outside any transaction; answers are written by <see cref="SettleRefunds"/>.
/// </summary>
public sealed class RunRefunds
{
    /// <summary>An older refund of the same attempt has not ended.</summary>
    public const string WaitsCode = "WAITS_FOR_OLDER";

    /// <summary>The code of a refund that waits until somebody says where it goes back to.</summary>
    public const string AccountMissing = "REFUND_ACCOUNT_MISSING";

    private readonly ProviderCalls calls;
    private readonly RefundAccounts accounts;

    internal RunRefunds(ProviderCalls calls, RefundAccounts accounts)
    {
        this.calls = calls;
        this.accounts = accounts;
    }

    /// <summary>Those of the refunds that are still pending, with their attempts.</summary>
    public static async Task<IReadOnlyList<RefundWork>> LoadAsync(
        Transaction open, IReadOnlyList<Guid> refundIds, CancellationToken cancel)
    {
        Bounds.CheckCount(refundIds.Count);
        var refunds = new List<Refund>();
        var first = open.Round();
        PaymentsStore.ReadRefunds(first, [.. refundIds.Distinct()], refunds);
        await first.ExecuteAsync(cancel);

        refunds.RemoveAll(r => r.State != RefundState.Pending);
        var attempts = new List<Attempt>();
        var second = open.Round();
        PaymentsStore.ReadAttempts(second, [.. refunds.Select(r => r.AttemptId).Distinct()], attempts);
        var all = new List<Refund>();
        PaymentsStore.ReadRefundsOf(second, [.. refunds.Select(r => r.AttemptId).Distinct()], all);
        await second.ExecuteAsync(cancel);
        var byId = attempts.ToDictionary(a => a.Id);
        var ofAttempt = all.ToLookup(r => r.AttemptId);
        return refunds.ConvertAll(r => new RefundWork(
            r, byId[r.AttemptId], IsNextOf(r, byId[r.AttemptId], [.. ofAttempt[r.AttemptId]])));
    }

    /// <summary>Answers in waves; all waves together hold exactly one per refund. A failed call is "again".</summary>
    public IAsyncEnumerable<IReadOnlyList<AnsweredRefund>> RunAsync(
        IReadOnlyList<RefundWork> refunds, CancellationToken cancel) => calls.RunAsync(
            refunds,
            work => work.Attempt,
            async (provider, work, stopping) => new AnsweredRefund(
                work.Refund.Id, work.Attempt.Id, await AskAsync(provider, work, stopping)),
            (work, _, code) => new AnsweredRefund(
                work.Refund.Id, work.Attempt.Id, new RefundAnswer(RefundAnswerKind.Again, Code: code)),
            // What waits for us says nothing of the provider.
            answered => answered.Answer is { Kind: RefundAnswerKind.Again, Code: not (WaitsCode or AccountMissing) },
            cancel);

    /// <summary>
    /// Pure. The sums are compared as well: a refund that ends between two reads would leave the attempt's out of date.
    /// </summary>
    internal static bool IsNextOf(Refund refund, Attempt attempt, IReadOnlyList<Refund> ofAttempt) =>
        attempt.Refunded == ofAttempt.Where(r => r.State == RefundState.Done).Sum(r => r.Amount)
        && ofAttempt
            .Where(r => r.State == RefundState.Pending)
            .OrderBy(r => r.RequestedAt).ThenBy(r => r.Id)
            .FirstOrDefault()?.Id == refund.Id;

    /// <summary>The account is open only here, while the provider is asked.</summary>
    private async Task<RefundAnswer> AskAsync(IPaymentProvider provider, RefundWork work, CancellationToken cancel)
    {
        if (!work.IsNext) return new RefundAnswer(RefundAnswerKind.Again, Code: WaitsCode);
        if (RefundAccounts.IsMissing(work.Attempt, work.Refund))
        {
            return new RefundAnswer(RefundAnswerKind.Again, Code: AccountMissing);
        }

        var refund = work.Refund.SealedAccount is { } text
            ? work.Refund with { Account = await accounts.OpenAsync(text, work.Attempt.OrderNumber, cancel) }
            : work.Refund;
        return await provider.CancelAsync(work.Attempt, refund, cancel);
    }
}
