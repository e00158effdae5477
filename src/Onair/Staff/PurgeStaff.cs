using Onair.Jobs;
using Onair.Storage;

namespace Onair.Staff;

/// <summary>The timed verb that forgets ended sessions and dead links.</summary>
internal sealed class PurgeStaff(Database database, TimeProvider time) : ITimedVerb
{
    /// <summary>Rows per transaction; more than there ever are.</summary>
    private const int purgeMax = 1000;

    public string Name => "staff.purge";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var asked = new { now = time.GetUtcNow(), limit = purgeMax };
        var sessions = await database.WriteAsync(
            open => open.ExecuteAsync(StaffStore.PurgeSessions, asked, cancel), cancel);
        var invitations = await database.WriteAsync(
            open => open.ExecuteAsync(StaffStore.PurgeInvitations, asked, cancel), cancel);
        return sessions == purgeMax || invitations == purgeMax;
    }
}
