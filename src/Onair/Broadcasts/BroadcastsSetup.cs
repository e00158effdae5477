using Microsoft.Extensions.DependencyInjection;
using Onair.Broadcasts.Codes;
using Onair.Broadcasts.Live;
using Onair.Broadcasts.Sample;
using Onair.Broadcasts.Talk;
using Onair.Jobs;

namespace Onair.Broadcasts;

public static class BroadcastsSetup
{
    /// <summary>The verbs of the room; runs nothing.</summary>
    public static IServiceCollection AddBroadcasts(this IServiceCollection services)
    {
        services.AddOptions<BroadcastsOptions>()
            .BindConfiguration("Onair:Broadcasts").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TalkOptions>()
            .BindConfiguration("Onair:Broadcasts:Talk").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<ScheduleBroadcast>()
            .AddSingleton<ScheduleMany>()
            .AddSingleton<MoveBroadcast>()
            .AddSingleton<PutOfferOnAir>()
            .AddSingleton<ChangeOffer>()
            .AddSingleton<CallLast>()
            .AddSingleton<EndBroadcast>()
            .AddSingleton<ReadBroadcasts>()
            .AddSingleton<OfferCodes>()
            .AddSingleton<AskQuestion>()
            .AddSingleton<ModerateQuestion>()
            .AddSingleton<Announce>()
            .AddSingleton<ReadTalk>()
            .AddSingleton<AskGate>()
            .AddSingleton(rooms => new LiveWakes(rooms.GetRequiredService<TimeProvider>()));
    }

    /// <summary>What works by itself: shows that begin, switch and end; what was asked is forgotten in time.</summary>
    public static IServiceCollection AddBroadcastWorkers(this IServiceCollection services) =>
        services.AddSingleton<ITimedVerb, RunBroadcasts>().AddSingleton<ITimedVerb, PurgeTalk>()
            .AddSingleton<ITimedVerb, WatchPhase>();

    /// <summary>A week of shows ahead, for a shop that shows the sample.</summary>
    public static IServiceCollection AddSampleSchedule(this IServiceCollection services) => services
        .AddSingleton<KeepSampleSchedule>()
        .AddSingleton<ITimedVerb>(rooms => rooms.GetRequiredService<KeepSampleSchedule>());

    /// <summary>Live updates for who watches at this node.</summary>
    public static IServiceCollection AddLiveUpdates(this IServiceCollection services) => services
        .AddSingleton<LiveHub>()
        .AddHostedService<LiveFeed>()
        .AddHostedService<TellNodes>();
}
