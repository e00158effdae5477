using Onair.Alarms;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>
/// Opens incidents for alarms, in the transaction that writes the alarm: there is no alarm of which nobody hears. What
/// ends is written down, and ends nothing by itself: people do.
/// </summary>
public sealed class HearAlarms(OpenIncident incidents, TimeProvider time)
{
    private const string actor = "alarms";

    /// <summary>An <see cref="AlarmsChanged"/>.</summary>
    public async Task RunAsync(
        Transaction open, IReadOnlyList<AlarmTransition> changes, IReadOnlyDictionary<string, AlarmRule> rules,
        CancellationToken cancel)
    {
        foreach (var change in changes)
        {
            if (change.After.IsLoud)
            {
                await incidents.RunAsync(open, DraftOf(change, rules[change.After.Rule]), cancel);
                continue;
            }

            var known = await open.FirstAsync<Incident>(
                IncidentsStore.LockOpen, new { key = KeyOf(change.After) }, cancel);
            if (known is null) continue;
            var fires = change.After.IsFiring;
            await open.ExecuteAsync(IncidentsStore.SetFires, new { id = known.Id, fires = fires ? 1 : 0 }, cancel);
            await Timeline.AddAsync(
                open, known,
                [
                    new EventDraft(
                        IncidentEventKind.AlarmChanged, actor, $"알람 {change.After.Key}: {change.After.Level}",
                        $"alarm {change.After.Key}: {change.After.Level}", change.Evidence),
                ],
                time.GetUtcNow().ToStored(), cancel);
        }
    }

    /// <summary>The cause of an alarm's incidents.</summary>
    public static string KeyOf(AlarmState state) => "alarm:" + state.Key;

    private static IncidentDraft DraftOf(AlarmTransition change, AlarmRule rule)
    {
        var suffix = change.After.Group.Length > 0 ? $" ({change.After.Group})" : "";
        return new IncidentDraft(
            KeyOf(change.After), IncidentSource.Alarm, rule.Area, change.After.Level, rule.Title.Ko + suffix,
            rule.Title.En + suffix, rule.Runbook, StillFires: true, change.Evidence, actor);
    }
}
