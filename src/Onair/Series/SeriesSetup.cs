using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;

namespace Onair.Series;

public static class SeriesSetup
{
    /// <summary>Reading; runs nothing.</summary>
    public static IServiceCollection AddSeries(this IServiceCollection services)
    {
        services.AddOptions<SeriesOptions>()
            .BindConfiguration("Onair:Series").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<ReadSeries>();
    }

    /// <summary>Recording what this process does, after <see cref="JobsSetup.AddJobWorkers"/>.</summary>
    public static IServiceCollection AddSeriesWorkers(this IServiceCollection services) => services
        .AddSingleton<WatchMachine>()
        .AddSingleton<ITimedVerb, RollUpFrames>()
        .AddSingleton<ITimedVerb, WatchDatabase>()
        .AddHostedService<CollectFrames>();
}
