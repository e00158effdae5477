using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>
/// The timed verb that forgets: ended sessions, tries of yesterday, browsers of long ago, changes of mailbox that are
/// over, and accounts whose mailbox was never shown.
/// </summary>
internal sealed class PurgeCustomers(Database database, IOptions<CustomersOptions> options, TimeProvider time)
    : ITimedVerb
{
    /// <summary>Rows per transaction: some 20 ms of the single writer.</summary>
    private const int purgeMax = 2000;

    /// <summary>Accounts per transaction: each is eight statements.</summary>
    private const int accountsMax = 200;

    /// <summary>A browser that did not come for a year is as good as unknown.</summary>
    private static readonly TimeSpan deviceKept = TimeSpan.FromDays(365);

    public string Name => "customers.purge";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var accounts = await database.WriteAsync(open => EraseAsync(open, now, cancel), cancel);
        var sessions = await database.WriteAsync(
            open => open.ExecuteAsync(CustomersStore.PurgeSessions, new { now, limit = purgeMax }, cancel), cancel);
        var devices = await database.WriteAsync(
            open => open.ExecuteAsync(
                CustomersStore.PurgeDevices, new { before = now - deviceKept, limit = purgeMax }, cancel),
            cancel);
        var tries = await database.WriteAsync(open => PurgeTriesAsync(open, now, cancel), cancel);
        var emails = await database.WriteAsync(
            open => open.ExecuteAsync(CustomersStore.PurgeEmailChanges, new { now, limit = purgeMax }, cancel), cancel);
        return accounts == accountsMax || sessions == purgeMax || devices == purgeMax || tries == purgeMax
            || emails == purgeMax;
    }

    private async Task<int> EraseAsync(Transaction open, DateTimeOffset now, CancellationToken cancel)
    {
        var before = now - options.Value.UnverifiedKept;
        var old = await open.QueryAsync<Guid>(CustomersStore.Unverified, new { before, limit = accountsMax }, cancel);
        foreach (var id in old) await LeaveShop.EraseAsync(open, id, cancel);
        return old.Count;
    }

    private static async Task<int> PurgeTriesAsync(Transaction open, DateTimeOffset now, CancellationToken cancel)
    {
        var before = now - TryLimit.Forgotten;
        var surplus = await open.FirstAsync<long?>(
            CustomersStore.EndOfSurplusTries, new { kept = CountTries.KeptMax }, cancel);
        if (surplus is { } end && Instants.FromMicroseconds(end) > before) before = Instants.FromMicroseconds(end);
        return await open.ExecuteAsync(CustomersStore.PurgeTries, new { before, limit = purgeMax }, cancel);
    }
}
