using Onair.Incidents;
using Onair.Jobs;
using Onair.Runbooks;
using Onair.Series;
using Onair.Storage;
using Onair.Tests.Alarms;
using Onair.Tests.Fixtures;
using Onair.Tests.Incidents;

namespace Onair.Tests.Runbooks;

/// <summary>A runbook in an incident. On both databases.</summary>
public sealed class RunbookStories
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Incident_goes_by_the_runbook_of_its_opening_with_checks_filled_and_ticks_written_down(
        Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        for (var i = 0; i < 12; i++) await watch.SpanAsync(Watched.Orders(60, 40));
        var incident = await watch.OnlyAsync();
        var follow = watch.Shop.Get<FollowRunbook>();
        var followed = (await follow.ForAsync(incident.Id, Shop.Cancel))!;
        Assert.Equal("order-failures", followed.Book.Id);
        var check = followed.Checks.Values.Single(one => one.Step.Signal == "order-success");
        Assert.True(check.Fires);
        Assert.Equal((ReadingState.Measured, 0.6), (check.Readings[0].Reading.State, check.Readings[0].Reading.Value));

        var step = followed.Book.Steps.First(one => one.Kind == StepKind.Manual);
        Assert.Equal(TickStatus.Ticked, await TickAsync(watch, incident.Id, step.Number));
        Assert.Equal(TickStatus.Already, await TickAsync(watch, incident.Id, step.Number));
        Assert.Equal(TickStatus.NotFound, await TickAsync(watch, incident.Id, 999));
        followed = (await follow.ForAsync(incident.Id, Shop.Cancel))!;
        Assert.Equal("ann", followed.Ticks[step.Number].DoneBy);
        var view = await watch.ViewAsync(incident.Id);
        Assert.Contains(
            view.Events, e => e.Kind == IncidentEventKind.Followed && e.En.Contains(step.En, StringComparison.Ordinal));
        Assert.Null(Timeline.FirstBroken(view.Events));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Action_redrives_dead_letters_and_says_so(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        var shop = watch.Shop;
        var id = await watch.OpenIncidentAsync();
        await shop.Database.WriteAsync(
            async open =>
            {
                await shop.Get<JobQueue>().EnqueueAsync(
                    open, [new NewJob("orders.approve-payment.toss", "dead", "{}", shop.Now.AddDays(1))], Shop.Cancel);
                await open.ExecuteAsync(
                    new Sql("UPDATE jobs SET state = 4, ended_at = run_at, reason = 'test' WHERE key = 'dead'"), null,
                    Shop.Cancel);
            },
            Shop.Cancel);
        var followed = (await shop.Get<FollowRunbook>().ForAsync(id, Shop.Cancel))!;
        var ours = followed.Book.Steps.Single(RunAction.IsOurs);
        var run = shop.Get<RunAction>();
        Assert.Equal(
            new RanAction(RunActionStatus.Done, "1 jobs"),
            await run.RunAsync(id, ours.Number, "ann", Shop.Cancel));
        var dangerous = followed.Book.Steps.First(step => step.Danger == StepDanger.High);
        Assert.Equal(
            RunActionStatus.NotFound, (await run.RunAsync(id, dangerous.Number, "ann", Shop.Cancel)).Status);
        Assert.Contains(
            (await watch.ViewAsync(id)).Events,
            e => e.En.Contains("was run", StringComparison.Ordinal) && e.Actor == "ann");
        await watch.ResolveAsync(id);
        Assert.Equal(RunActionStatus.NotOpen, (await run.RunAsync(id, ours.Number, "ann", Shop.Cancel)).Status);
        Assert.Null(await shop.Get<FollowRunbook>().RehearsedAtAsync("order-failures", Shop.Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Nothing_is_ticked_when_the_incident_is_over(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        var id = await watch.OpenIncidentAsync();
        await watch.ResolveAsync(id);
        Assert.Equal(TickStatus.NotOpen, await TickAsync(watch, id, 1));
        Assert.Empty((await watch.Shop.Get<FollowRunbook>().ForAsync(id, Shop.Cancel))!.Ticks);
    }

    private static Task<TickStatus> TickAsync(Watch watch, Guid id, int step) => watch.Shop.Database.WriteAsync(
        open => watch.Shop.Get<FollowRunbook>().TickAsync(open, id, step, "ann", Shop.Cancel), Shop.Cancel);
}
