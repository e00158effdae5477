using Onair.Primitives;
using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>What keeps a show out.</summary>
/// <param name="Show">Index of the draft.</param>
/// <param name="Status">Why.</param>
/// <param name="Errors">Every wrong field.</param>
public sealed record ScheduleFault(int Show, ScheduleBroadcastStatus Status, IReadOnlyList<FieldError> Errors);

/// <summary>Puts the shows of a file into the schedule: all of them, or none.</summary>
public sealed class ScheduleMany(Database database, ScheduleBroadcast schedule)
{
    /// <summary>Shows of one file: a feed's week.</summary>
    public const int ShowsMax = 200;

    /// <summary>None when all are scheduled; those that were there before count as scheduled.</summary>
    public async Task<IReadOnlyList<ScheduleFault>> RunAsync(
        IReadOnlyList<BroadcastDraft> drafts, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drafts.Count, ShowsMax, nameof(drafts));
        try
        {
            await database.WriteAsync(
                async open =>
                {
                    var faults = new List<ScheduleFault>();
                    for (var i = 0; i < drafts.Count; i++)
                    {
                        var done = await schedule.RunAsync(open, drafts[i], cancel);
                        if (done.Status is ScheduleBroadcastStatus.Invalid or ScheduleBroadcastStatus.FeedTaken)
                            faults.Add(new ScheduleFault(i, done.Status, done.Errors));
                    }

                    // The only way to take a transaction back; nothing outside this verb sees it.
                    if (faults.Count > 0) throw new TakenBackException(faults);
                },
                cancel);
            return [];
        }
        catch (TakenBackException back)
        {
            return back.Faults;
        }
    }

    private sealed class TakenBackException(IReadOnlyList<ScheduleFault> faults) : Exception("taken back")
    {
        public IReadOnlyList<ScheduleFault> Faults { get; } = faults;
    }
}
