using Microsoft.Extensions.Logging;
using Onair.Staff.Audit;
using Onair.Storage;

namespace Onair.Staff;

/// <summary>Exit codes follow from it; never renumber.</summary>
public enum ChangeStaffRolesStatus
{
    /// <summary>The member's sessions are over.</summary>
    Changed = 1,

    UnknownMember = 2,

    /// <summary>Somebody else changed them since they were seen.</summary>
    ChangedMeanwhile = 3,

    /// <summary>Nobody would be left who can let people in.</summary>
    LastAdmin = 4,

    /// <summary>They have these roles; nothing was done.</summary>
    Unchanged = 5,
}

/// <param name="CustomerId">Whose.</param>
/// <param name="Roles">From now on; none: does not work here any more.</param>
/// <param name="Version">As the asker saw it.</param>
public readonly record struct RolesChange(Guid CustomerId, StaffRoles Roles, int Version);

/// <summary>Says what somebody works as, and signs them out everywhere.</summary>
public sealed class ChangeStaffRoles(Database database, TimeProvider time, ILogger<ChangeStaffRoles> logger)
{
    public async Task<ChangeStaffRolesStatus> RunAsync(RolesChange asked, Actor actor, CancellationToken cancel)
    {
        var status = await database.WriteAsync(open => RunAsync(open, asked, actor, cancel), cancel);
        if (status == ChangeStaffRolesStatus.Changed)
            StaffLog.RolesChanged(logger, actor.CustomerId, asked.CustomerId, StaffRoleWords.Of(asked.Roles));
        return status;
    }

    private async Task<ChangeStaffRolesStatus> RunAsync(
        Transaction open, RolesChange asked, Actor actor, CancellationToken cancel)
    {
        var admins = await open.QueryAsync<Guid>(StaffStore.LockAdmins, null, cancel);
        var member = await open.FirstAsync<StaffMember>(StaffStore.Member, new { id = asked.CustomerId }, cancel);
        var status = Decide(member, asked, admins);
        if (status != ChangeStaffRolesStatus.Changed) return status;
        var change = new { id = asked.CustomerId, roles = (int)asked.Roles, version = asked.Version };
        if (await open.ExecuteAsync(StaffStore.ChangeRoles, change, cancel) == 0)
            return ChangeStaffRolesStatus.ChangedMeanwhile;
        await open.ExecuteAsync(StaffStore.EndSessionsOf, new { id = asked.CustomerId }, cancel);
        var detail = $"{StaffRoleWords.Of(member!.Roles)} -> {StaffRoleWords.Of(asked.Roles)}";
        var entry = new AuditDraft(actor, Deed.RolesChanged, $"staff:{asked.CustomerId}", detail);
        await WriteAudit.RunAsync(open, entry, time.GetUtcNow().ToStored(), cancel);
        return status;
    }

    /// <summary>Pure: whether roles may be changed.</summary>
    internal static ChangeStaffRolesStatus Decide(
        StaffMember? member, RolesChange asked, IReadOnlyCollection<Guid> admins)
    {
        if (member is null) return ChangeStaffRolesStatus.UnknownMember;
        if (member.Version != asked.Version) return ChangeStaffRolesStatus.ChangedMeanwhile;
        if (member.Roles == asked.Roles) return ChangeStaffRolesStatus.Unchanged;
        var isAdmin = (asked.Roles & StaffRoles.Admin) != StaffRoles.None;
        if (!isAdmin && admins.All(admin => admin == member.CustomerId) && admins.Count > 0)
            return ChangeStaffRolesStatus.LastAdmin;
        return ChangeStaffRolesStatus.Changed;
    }
}
