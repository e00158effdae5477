using System.Collections.Concurrent;
using Onair.Payments;

namespace Onair.Tests.Fixtures;

/// <summary>The receipts of a gateway at the world's edge: what the tax office was told, call by call.</summary>
internal sealed class Till : ICashReceipts
{
    private readonly ConcurrentDictionary<Guid, CashReceiptRequest> issued = [];
    private readonly ConcurrentDictionary<string, long> canceled = new(StringComparer.Ordinal);

    /// <summary>Every call to issue one, in their order.</summary>
    public ConcurrentQueue<CashReceiptRequest> Asked { get; } = new();

    /// <summary>What it answers instead of its own; null: its own.</summary>
    public Func<CashReceiptRequest, CashReceiptAnswer?> OnIssue { get; set; } = _ => null;

    /// <summary>Nobody at home.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Won that customers have receipts for.</summary>
    public long Open => issued.Where(r => !canceled.ContainsKey(KeyOf(r.Key))).Sum(r => r.Value.Amount);

    /// <summary>How many were issued, taken back ones included.</summary>
    public int Issued => issued.Count;

    public Task<CashReceiptAnswer> IssueAsync(
        Attempt attempt, CashReceiptRequest request, CancellationToken cancel)
    {
        Asked.Enqueue(request);
        if (IsSilent) throw new TimeoutException("till: nobody at home");
        if (OnIssue(request) is { } said) return Task.FromResult(said);
        // One key, one receipt, and its body is the first one's.
        var first = issued.GetOrAdd(request.Id, request);
        Assert.Equal(first, request);
        return Task.FromResult(new CashReceiptAnswer(
            CashReceiptAnswerKind.Done,
            KeyOf(request.Id),
            "123456789",
            new Uri($"https://till.example/{request.Id:N}")));
    }

    public Task<CashReceiptAnswer> CancelAsync(
        Attempt attempt, Guid id, string key, long amount, CancellationToken cancel)
    {
        if (IsSilent) throw new TimeoutException("till: nobody at home");
        Assert.Equal(issued.Single(r => KeyOf(r.Key) == key).Value.Amount, amount);
        canceled[key] = amount;
        return Task.FromResult(new CashReceiptAnswer(CashReceiptAnswerKind.Done, "back-" + key));
    }

    private static string KeyOf(Guid id) => $"till-{id:N}";
}
