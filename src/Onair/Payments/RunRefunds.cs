using Onair.Storage;

namespace Onair.Payments;

/// <summary>A refund and the attempt it belongs to, as a worker needs them.</summary>
public sealed record RefundWork(Refund Refund, Attempt Attempt);

/// <summary>A provider's answer to a refund.</summary>
public readonly record struct AnsweredRefund(Guid RefundId, Guid AttemptId, RefundAnswer Answer);

/// <summary>
/// Asks providers to pay back. Outside any transaction; answers are written by <see cref="SettleRefunds"/>.
/// </summary>
public sealed class RunRefunds
{
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
        await second.ExecuteAsync(cancel);
        var byId = attempts.ToDictionary(a => a.Id);
        return refunds.ConvertAll(r => new RefundWork(r, byId[r.AttemptId]));
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
            answered => answered.Answer.Kind == RefundAnswerKind.Again,
            cancel);

    /// <summary>The account is open only here, while the provider is asked.</summary>
    private async Task<RefundAnswer> AskAsync(IPaymentProvider provider, RefundWork work, CancellationToken cancel)
    {
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
