using Microsoft.Extensions.Logging;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Staff.Audit;

/// <summary>
/// The timed verb that says in the shop's log where the audit log ends. Who can write to the database can make a new
/// chain, but not one that ends as these lines say.
/// </summary>
internal sealed class AnchorAudit(Database database, ILogger<AnchorAudit> logger) : ITimedVerb
{
    public string Name => "staff.anchor-audit";

    /// <summary>What somebody may rewrite unseen is an hour at most, where logs leave the machine.</summary>
    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var head = await database.ReadAsync(
            open => open.FirstAsync<AuditHead>(AuditStore.Head, null, cancel), cancel);
        if (head is { Seq: > 0 }) StaffLog.Anchored(logger, head.Seq, head.Digest);
        return false;
    }
}
