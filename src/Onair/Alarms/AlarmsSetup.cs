using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;

namespace Onair.Alarms;

public static class AlarmsSetup
{
    /// <summary>The verbs of the room; runs nothing.</summary>
    public static IServiceCollection AddAlarms(this IServiceCollection services)
    {
        services.AddOptions<AlarmsOptions>()
            .BindConfiguration("Onair:Alarms").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<LoadRules>()
            .AddSingleton<ChangeRule>()
            .AddSingleton<SilenceAlarms>()
            .AddSingleton<ListAlarms>();
    }

    /// <summary>What works by itself: the evaluation. Every <see cref="AlarmsChanged"/> is told.</summary>
    public static IServiceCollection AddAlarmWorkers(this IServiceCollection services) =>
        services.AddSingleton<ITimedVerb, EvaluateAlarms>().AddSingleton<ITimedVerb, PurgeAlarms>();
}
