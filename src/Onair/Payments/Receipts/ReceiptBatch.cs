using Onair.Storage;

namespace Onair.Payments.Receipts;

/// <summary>
/// Receipts with everything that decides about them, read under the locks of their attempts, and what one transaction
/// decided. Every change of a receipt happens under that lock.
/// </summary>
internal sealed class ReceiptBatch
{
    private readonly Dictionary<Guid, Attempt> attempts;
    private readonly ILookup<Guid, Refund> refunds;
    private readonly Dictionary<Guid, CashReceipt> byId;
    private readonly Dictionary<Guid, int> changedFrom = [];
    private readonly List<CashReceipt> made = [];

    private ReceiptBatch(
        Dictionary<Guid, Attempt> attempts, IEnumerable<Refund> refunds, IEnumerable<CashReceipt> receipts)
    {
        this.attempts = attempts;
        this.refunds = refunds.ToLookup(r => r.AttemptId);
        byId = receipts.ToDictionary(r => r.Id);
    }

    /// <summary>Those of these attempts; the caller has locked them.</summary>
    public static async Task<ReceiptBatch> OfAttemptsAsync(
        Transaction open, IReadOnlyList<Attempt> locked, CancellationToken cancel)
    {
        var ids = locked.Select(a => a.Id).Distinct().ToList();
        var (refunds, receipts) = (new List<Refund>(), new List<CashReceipt>());
        var round = open.Round();
        PaymentsStore.ReadRefundsOf(round, ids, refunds);
        CashReceiptsStore.ReadOf(round, ids, receipts);
        await round.ExecuteAsync(cancel);
        return new ReceiptBatch(locked.DistinctBy(a => a.Id).ToDictionary(a => a.Id), refunds, receipts);
    }

    /// <summary>These receipts and all others of their attempts, which are locked here.</summary>
    public static async Task<ReceiptBatch> LockAsync(
        Transaction open, IReadOnlyList<Guid> receiptIds, CancellationToken cancel)
    {
        Bounds.CheckCount(receiptIds.Count);
        var named = new List<CashReceipt>(receiptIds.Count);
        var round = open.Round();
        CashReceiptsStore.Read(round, [.. receiptIds.Distinct()], named);
        await round.ExecuteAsync(cancel);
        var batch = await AttemptBatch.LockAsync(open, named.Select(r => r.AttemptId), cancel);
        return await OfAttemptsAsync(open, [.. batch.All], cancel);
    }

    public CashReceipt? Find(Guid id) => byId.GetValueOrDefault(id);

    public Attempt AttemptOf(CashReceipt receipt) => attempts[receipt.AttemptId];

    /// <summary>The attempt's receipts in the order of their places.</summary>
    public IReadOnlyList<CashReceipt> Of(Guid attemptId) =>
        [.. byId.Values.Concat(made).Where(r => r.AttemptId == attemptId).OrderBy(r => r.Place)];

    public ReceiptAmounts WantedOf(CashReceipt receipt) =>
        ReceiptRules.Wanted(AttemptOf(receipt), receipt, refunds[receipt.AttemptId]);

    public void Change(CashReceipt after)
    {
        changedFrom.TryAdd(after.Id, byId[after.Id].Version);
        byId[after.Id] = after;
    }

    public void Make(CashReceipt receipt) => made.Add(receipt);

    public void Write(Round round)
    {
        CashReceiptsStore.Update(
            round, [.. changedFrom.OrderBy(c => c.Key).Select(c => new ReceiptUpdate(byId[c.Key], c.Value))]);
        CashReceiptsStore.Insert(round, made);
    }
}
