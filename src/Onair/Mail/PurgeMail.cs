using Onair.Jobs;
using Onair.Storage;

namespace Onair.Mail;

/// <summary>Forgets letters whose job has given up: after a week no link in them opens anything.</summary>
internal sealed class PurgeMail(Database database, TimeProvider time) : ITimedVerb
{
    /// <summary>Rows per transaction: some 20 ms of the single writer.</summary>
    private const int purgeMax = 2000;

    private static readonly TimeSpan kept = TimeSpan.FromDays(7);

    public string Name => "mail.purge";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - kept;
        var purged = await database.WriteAsync(
            open => open.ExecuteAsync(MailStore.Purge, new { before, limit = purgeMax }, cancel), cancel);
        return purged == purgeMax;
    }
}
