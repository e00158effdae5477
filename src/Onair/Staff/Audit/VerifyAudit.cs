using Onair.Primitives;
using Onair.Storage;

namespace Onair.Staff.Audit;

/// <summary>Walks the audit log from its first entry: none is missing, none was changed, and it ends where it says.
/// </summary>
public sealed class VerifyAudit(Database database)
{
    private const int pageCount = 1000;

    public Task<IReadOnlyList<Verification>> RunAsync(CancellationToken cancel) => database.SnapshotAsync(
        async open =>
        {
            var chain = new AuditChain();
            while (true)
            {
                var page = await open.QueryAsync<AuditEntry>(
                    AuditStore.After, new { after = chain.Seq, limit = pageCount }, cancel);
                foreach (var entry in page) chain.Add(entry);
                if (page.Count < pageCount) break;
            }

            return chain.End(await open.FirstAsync<AuditHead>(AuditStore.Head, null, cancel));
        },
        cancel);
}

/// <summary>Pure: entries in their order, link by link.</summary>
internal sealed class AuditChain
{
    private readonly FindingList findings = new("staff.audit-chain");
    private string digest = "";

    /// <summary>Of the last entry.</summary>
    public long Seq { get; private set; }

    public void Add(AuditEntry entry)
    {
        findings.Checked++;
        var row = $"entry {entry.Seq}";
        if (entry.Seq != Seq + 1) findings.Add(row, $"comes after entry {Seq}: some are missing");
        else if (entry.Digest != entry.DigestAfter(digest)) findings.Add(row, "its digest is not that of what it says");
        (Seq, digest) = (entry.Seq, entry.Digest);
    }

    public IReadOnlyList<Verification> End(AuditHead? head)
    {
        if (head is null) findings.Add("head", "is missing");
        else if (head.Seq != Seq || head.Digest != digest)
            findings.Add("head", $"says that entry {head.Seq} is the last, which is entry {Seq}");
        return [findings.Done()];
    }
}
