using Onair.Incidents;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Runbooks;

/// <summary>Never renumber.</summary>
public enum RunActionStatus
{
    Done = 1,

    /// <summary>No such step, or it is no action that the shop does itself: people do it as it is written.</summary>
    NotFound = 2,

    /// <summary>The incident is over.</summary>
    NotOpen = 3,
}

public sealed record RanAction(RunActionStatus Status, string Text);

/// <summary>
/// Does an action of a runbook that the shop can do itself, and writes it into the timeline. An action of high danger
/// is none of these: two people do it by hand.
/// </summary>
public sealed class RunAction(
    Database database, FollowRunbook follow, MeasureJobs measure, RedriveJobs redrive, ReadIncidents read,
    ChangeIncident incidents)
{
    private const string redriveVerb = "jobs.redrive ";
    private const int redriveMax = 1000;

    /// <summary>True for a step that the shop does itself.</summary>
    public static bool IsOurs(RunbookStep step) => step is { Kind: StepKind.Action, Danger: not StepDanger.High }
        && step.Command.StartsWith(redriveVerb, StringComparison.Ordinal);

    public async Task<RanAction> RunAsync(Guid incident, int number, string by, CancellationToken cancel)
    {
        var followed = await follow.ForAsync(incident, cancel);
        if (followed?.Book.Steps.FirstOrDefault(step => step.Number == number) is not { } found || !IsOurs(found))
            return new RanAction(RunActionStatus.NotFound, "");
        if (await read.ViewAsync(incident, cancel) is not { Incident.IsOpen: true })
            return new RanAction(RunActionStatus.NotOpen, "");
        var count = await RedriveAsync(found.Command[redriveVerb.Length..].Trim(), cancel);
        var text = $"{count} jobs";
        await database.WriteAsync(
            async open =>
            {
                await incidents.FollowAsync(
                    open, incident, by, $"런북 {number} 실행: {found.Ko} ({text})",
                    $"Runbook {number} was run: {found.En} ({text})", cancel);
                await follow.TickAsync(open, incident, number, by, cancel);
            },
            cancel);
        return new RanAction(RunActionStatus.Done, text);
    }

    /// <summary>Dead jobs of a kind, and of its kinds by provider (<c>orders.approve-payment.toss</c>).</summary>
    private async Task<int> RedriveAsync(string kind, CancellationToken cancel)
    {
        var count = 0;
        foreach (var known in (await measure.RunAsync(cancel)).Kinds)
        {
            if (known.Dead == 0 || (known.Kind != kind && !known.Kind.StartsWith(kind + ".", StringComparison.Ordinal)))
                continue;
            count += (await redrive.AllAsync(known.Kind, redriveMax, cancel)).Count;
        }

        return count;
    }
}
