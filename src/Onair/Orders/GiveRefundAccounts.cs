using Onair.Jobs;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum GiveRefundAccountStatus
{
    /// <summary>The refunds that waited for it go on.</summary>
    Given = 1,

    /// <summary>No refund of the order waits for an account; nothing was stored.</summary>
    NotNeeded = 2,

    UnknownOrder = 3,
}

/// <summary>Takes the account that a deposit goes back to, when a refund waits for it and not before.</summary>
public sealed class GiveRefundAccounts(
    Database database, OrderTokens tokens, RefundAccounts accounts, JobQueue jobs, TimeProvider time)
{
    /// <param name="number">The order.</param>
    /// <param name="token">The guest's token.</param>
    /// <param name="account">Checked by the reader.</param>
    /// <param name="cancel">Gives up before the transaction.</param>
    public async Task<GiveRefundAccountStatus> RunAsync(
        string number, string token, RefundAccount account, CancellationToken cancel)
    {
        // Sealed before the transaction: nothing that is open comes near the database.
        var sealedAccount = await accounts.SealAsync(account, number, cancel);
        var status = await database.WriteAsync(open => RunAsync(open, number, token, sealedAccount, cancel), cancel);
        if (status == GiveRefundAccountStatus.Given) jobs.Wake(RefundPayments.JobKind);
        return status;
    }

    private async Task<GiveRefundAccountStatus> RunAsync(
        Transaction open, string number, string token, string sealedAccount, CancellationToken cancel)
    {
        var found = await OrderChanges.LockAsync(open, [number], withLines: false, cancel);
        if (!found.TryGetValue(number, out var order) || !tokens.IsValid(order.Id, token))
        {
            return GiveRefundAccountStatus.UnknownOrder;
        }

        var attempts = new List<Attempt>();
        var round = open.Round();
        FindAttempts.OfOrders(round, [order.Id], attempts);
        await round.ExecuteAsync(cancel);
        var deposits = attempts.Where(a => a.DepositUntil is not null).Select(a => a.Id).ToList();
        var given = await RefundAccounts.GiveAsync(open, deposits, sealedAccount, cancel);
        if (given.Count == 0) return GiveRefundAccountStatus.NotNeeded;
        var now = time.GetUtcNow();
        await jobs.EnqueueAsync(open, [.. given.Select(id => RefundPayments.WithAccount(id, now))], cancel);
        return GiveRefundAccountStatus.Given;
    }
}
