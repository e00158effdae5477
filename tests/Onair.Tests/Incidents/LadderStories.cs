using Onair.Alarms;
using Onair.Incidents;
using Onair.Series;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Incidents;

/// <summary>Incidents with a clock: who is called when, and what stops it. On both databases.</summary>
public sealed class LadderStories
{
    private static readonly TimeSpan second = TimeSpan.FromSeconds(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Provider_that_fails_at_fifteen_times_is_critical_within_a_minute_and_climbs_the_ladder(
        Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        static (string, Sample)[] Payments(double approved, double unknown) =>
        [
            ("onair.payments.settled{outcome=approved,provider=toss}", Sample.Counter(approved)),
            ("onair.payments.settled{outcome=unknown,provider=toss}", Sample.Counter(unknown)),
            ("onair.broadcast.phase{phase=live}", Sample.Gauge(1)),
        ];
        for (var i = 0; i < 31; i++) await watch.SpanAsync(Payments(1470, 30));
        Assert.Empty(watch.Called);
        var fell = watch.Shop.Now;
        Incident? incident = null;
        while (incident?.Severity != AlarmLevel.Critical)
        {
            Assert.True(watch.Shop.Now - fell < TimeSpan.FromMinutes(1), "not critical within a minute");
            await watch.SpanAsync(Payments(0, 1500));
            incident = (await watch.Shop.Get<ReadIncidents>().PageAsync(null, null, 10, Shop.Cancel)).SingleOrDefault();
        }

        // Called within five seconds of the decision, and again by the ladder of the worse.
        var view = await watch.ViewAsync(incident.Id);
        Assert.All(view.Pages, page => Assert.True(page.QueuedAt - incident.RaisedAt <= 5 * second));
        Assert.Contains(Watch.Ann, watch.Called);
        Assert.Equal(("payment-failures", AlarmArea.Payment), (incident.Runbook, incident.Area));
        var evidence = view.Events.First(e => e.Kind == IncidentEventKind.Opened).Evidence;
        Assert.Contains("onair.payments.settled", evidence, StringComparison.Ordinal);

        // Nobody takes it: five minutes later the backup and operations are called, and the promise is broken.
        await watch.ForwardAsync(TimeSpan.FromMinutes(5));
        Assert.Contains(Watch.Cho, watch.Called);
        view = await watch.ViewAsync(incident.Id);
        Assert.Contains(view.Events, e => e.Kind == IncidentEventKind.BreachedPromise);

        // Taken by the process that runs before a restart; the ladder goes on after it.
        Assert.Equal(ChangeIncidentStatus.Done, await watch.AckAsync(incident.Id));
        Assert.Equal(ChangeIncidentStatus.Already, await watch.AckAsync(incident.Id));
        await watch.Shop.RestartAsync();
        await watch.ForwardAsync(TimeSpan.FromMinutes(56));
        var fired = await watch.FiredAsync(incident.Id);
        var ladder = fired[^6..].Select(rung => (rung.Level, rung.Clock));
        Assert.Equal(
            [
                (1, RungClock.Immediate), (1, RungClock.Acknowledge), (1, RungClock.Communicate),
                (2, RungClock.Resolve), (3, RungClock.Resolve), (4, RungClock.Resolve),
            ],
            ladder);
        Assert.Contains(Watch.Dan, watch.Called);

        // It still fires: not to be resolved, unless forced.
        Assert.Equal(ChangeIncidentStatus.StillFires, await watch.ResolveAsync(incident.Id));
        for (var i = 0; i < 40; i++) await watch.SpanAsync(Payments(1500, 0));
        Assert.Equal(ChangeIncidentStatus.Done, await watch.ResolveAsync(incident.Id));
        view = await watch.ViewAsync(incident.Id);
        Assert.Null(Timeline.FirstBroken(view.Events));
        Assert.Equal(IncidentEventKind.Resolved, view.Events[^1].Kind);
        Assert.Equal(view.Rungs.Count, view.Rungs.Select(rung => rung.Number).Distinct().Count());
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Rungs_are_due_at_absolute_times_and_their_lateness_is_kept(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        var id = await watch.OpenIncidentAsync();
        var opened = (await watch.ViewAsync(id)).Incident.OpenedAt;
        Assert.Equal(
            [0.0, 5, 10, 15, 30, 60],
            (await watch.ViewAsync(id)).Rungs.Select(rung => (rung.DueAt - opened).TotalMinutes));
        // The shop stood still for forty seconds over the first deadline; the next ones do not move.
        watch.Shop.Forward(TimeSpan.FromMinutes(5) + (40 * second));
        await watch.Shop.WorkAsync();
        watch.Shop.Forward(TimeSpan.FromMinutes(4) + (20 * second));
        await watch.Shop.WorkAsync();
        var fired = await watch.FiredAsync(id);
        Assert.Equal([0.0, 40, 0], fired.Select(rung => rung.Late));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Acknowledging_stops_only_the_first_clock(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        var id = await watch.OpenIncidentAsync();
        await watch.AckAsync(id);
        var before = watch.Called.Count();
        await watch.ForwardAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(before, watch.Called.Count());
        await watch.ForwardAsync(TimeSpan.FromMinutes(10));
        Assert.Contains(await watch.FiredAsync(id), rung => rung is (2, RungClock.Resolve, _));
        Assert.DoesNotContain(await watch.FiredAsync(id), rung => rung.Clock == RungClock.Acknowledge);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Nothing_is_paged_after_it_is_resolved_not_months_later_either(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        var id = await watch.OpenIncidentAsync();
        Assert.Equal(ChangeIncidentStatus.Done, await watch.ResolveAsync(id));
        var before = watch.Called.Count();
        watch.Shop.Forward(TimeSpan.FromDays(90));
        await watch.Shop.RestartAsync();
        await watch.Shop.WorkAsync();
        Assert.Equal(before, watch.Called.Count());
        Assert.All(
            (await watch.ViewAsync(id)).Rungs.Skip(1), rung => Assert.Equal(RungState.NotNeeded, rung.State));
        Assert.Equal(ChangeIncidentStatus.NotOpen, await watch.AckAsync(id));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ladder_goes_on_after_the_process_dies_and_each_rung_fires_once(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        var id = await watch.OpenIncidentAsync();
        foreach (var minutes in new[] { 5, 5, 5, 15, 30 })
        {
            watch.Shop.Forward(TimeSpan.FromMinutes(minutes));
            // Killed while the rung is on its way, with several workers at it.
            await watch.Shop.CrashAsync(watch.Shop.WorkTogetherAsync());
            // What the dead had leased is taken over when its lease is over.
            for (var i = 0; i < 6; i++)
            {
                watch.Shop.Forward(TimeSpan.FromSeconds(1));
                await watch.Shop.WorkTogetherAsync();
            }
        }

        var view = await watch.ViewAsync(id);
        Assert.All(view.Rungs, rung => Assert.Equal(RungState.Fired, rung.State));
        Assert.All(view.Rungs, rung => Assert.Single(
            view.Events, e => e.Kind == IncidentEventKind.RungFired
                && e.Evidence.Contains($"due {rung.DueAt:O}", StringComparison.Ordinal)));
        // One page for each called contact and rung.
        Assert.Equal(
            view.Pages.Count, view.Pages.Select(page => (page.Rung, page.ContactId)).Distinct().Count());
        Assert.Null(Timeline.FirstBroken(view.Events));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Taking_and_resolving_race_with_the_ladder_and_nothing_is_half_done(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        for (var round = 0; round < 5; round++)
        {
            var id = await watch.OpenIncidentAsync(key: $"person:{round}");
            watch.Shop.Forward(TimeSpan.FromMinutes(5));
            await Task.WhenAll(
                watch.Shop.WorkTogetherAsync(), Task.Run(() => watch.AckAsync(id)),
                Task.Run(() => watch.ResolveAsync(id)));
            await watch.Shop.WorkAsync();
            var view = await watch.ViewAsync(id);
            Assert.Equal(IncidentState.Resolved, view.Incident.State);
            Assert.Null(Timeline.FirstBroken(view.Events));
            var rung = view.Rungs.Single(r => r.Clock == RungClock.Acknowledge);
            var ended = view.Events.Single(e => e.Kind == IncidentEventKind.Resolved);
            if (rung.State == RungState.Fired)
            {
                Assert.All(
                    view.Events.Where(e => e.Kind == IncidentEventKind.RungFired),
                    e => Assert.True(e.Seq < ended.Seq, "a rung fired after the end"));
            }
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Nobody_on_call_means_the_last_resort_and_the_next_rung_at_once(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect, staffed: false);
        await watch.AddAsync("Dan", Watch.Dan, WatchRoles.Executives);
        var id = await watch.OpenIncidentAsync();
        // Every rung below has nobody: the ladder is climbed to whoever there is.
        Assert.Contains(Watch.Dan, watch.Called);
        var view = await watch.ViewAsync(id);
        Assert.Equal(5, view.Events.Count(e => e.Kind == IncidentEventKind.NobodyOnCall));
        Assert.All(view.Rungs, rung => Assert.Equal(RungState.Fired, rung.State));
        Assert.DoesNotContain(view.Events, e => e.Kind == IncidentEventKind.BreachedPromise);
        await watch.ForwardAsync(TimeSpan.FromMinutes(61));
        Assert.Single(watch.Called);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Same_cause_is_one_incident_and_a_worse_one_begins_the_worse_ladder(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        var id = await watch.OpenIncidentAsync(AlarmLevel.Warning);
        Assert.Equal(2, (await watch.ViewAsync(id)).Rungs.Count);
        Assert.Equal(id, await watch.OpenIncidentAsync(AlarmLevel.Warning));
        watch.Shop.Forward(TimeSpan.FromMinutes(2));
        Assert.Equal(id, await watch.OpenIncidentAsync());
        var view = await watch.ViewAsync(id);
        Assert.Equal((8, AlarmLevel.Critical), (view.Rungs.Count, view.Incident.Severity));
        Assert.Equal(RungState.NotNeeded, view.Rungs[1].State);
        Assert.Equal(view.Incident.RaisedAt.AddMinutes(60), view.Rungs[^1].DueAt);
        Assert.Contains(view.Events, e => e.Kind == IncidentEventKind.SeverityRaised);

        // Over, and again: another incident that knows the one before.
        await watch.ResolveAsync(id);
        var next = await watch.OpenIncidentAsync();
        Assert.NotEqual(id, next);
        Assert.Equal(id, (await watch.ViewAsync(next)).Incident.BeforeId);
        Assert.Equal(ChangeIncidentStatus.NotOpen, await MergeAsync(watch, id, next));
        var other = await watch.OpenIncidentAsync(key: "person:other");
        Assert.Equal(ChangeIncidentStatus.Done, await MergeAsync(watch, other, next));
        Assert.Equal(
            (IncidentState.Merged, next),
            ((await watch.ViewAsync(other)).Incident.State, (await watch.ViewAsync(other)).Incident.MergedInto));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Changed_entry_of_a_timeline_is_found(Dialect dialect)
    {
        await using var watch = await Watch.OpenAsync(dialect);
        var id = await watch.OpenIncidentAsync();
        Assert.Null(Timeline.FirstBroken((await watch.ViewAsync(id)).Events));
        await watch.Shop.Database.WriteAsync(
            open => open.ExecuteAsync(
                new Sql("UPDATE incident_events SET en = 'nothing happened' WHERE seq = 2"), null, Shop.Cancel),
            Shop.Cancel);
        Assert.Equal(2, Timeline.FirstBroken((await watch.ViewAsync(id)).Events));
    }

    private static Task<ChangeIncidentStatus> MergeAsync(Watch watch, Guid id, Guid into) =>
        watch.Shop.Database.WriteAsync(
            open => watch.Shop.Get<ChangeIncident>().MergeAsync(open, id, into, "ann", Shop.Cancel), Shop.Cancel);
}
