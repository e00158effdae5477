using Microsoft.Extensions.DependencyInjection;

namespace Onair.Jobs;

public static class JobsSetup
{
    /// <summary>The queue, the outbox and the operator's verbs; runs nothing. Rooms register their
    /// <see cref="IJobHandler"/>, <see cref="IFactSubscriber"/> and <see cref="ITimedVerb"/> as singletons.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<JobsOptions>().BindConfiguration("Onair:Jobs").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<JobWakes>()
            .AddSingleton<FactWakes>()
            .AddSingleton(rooms => new JobQueue(
                rooms.GetRequiredService<TimeProvider>(), rooms.GetRequiredService<JobWakes>()))
            .AddSingleton(rooms => new FactOutbox(
                rooms.GetRequiredService<TimeProvider>(), rooms.GetRequiredService<FactWakes>()))
            .AddSingleton<ListJobs>()
            .AddSingleton<ShowJob>()
            .AddSingleton<RedriveJobs>()
            .AddSingleton<ListParkedFacts>()
            .AddSingleton<RedriveFacts>()
            .AddSingleton<MeasureJobs>()
            .AddSingleton<VerifyJobs>();
    }

    /// <summary>Works off jobs, delivers facts and runs timed verbs in this process, after <see cref="AddJobs"/>.
    /// Register it after whatever migrates the database.</summary>
    public static IServiceCollection AddJobWorkers(this IServiceCollection services) => services
        .AddSingleton(rooms => JobNode.Of(rooms.GetRequiredService<TimeProvider>()))
        .AddSingleton<ClaimJobs>()
        .AddSingleton(rooms => ActivatorUtilities.CreateInstance<EndJobs>(rooms, new Random()))
        .AddSingleton(rooms => ActivatorUtilities.CreateInstance<RunJobs>(rooms, new Random()))
        .AddSingleton<DeliverFacts>()
        .AddSingleton<ITimedVerb, PurgeJobs>()
        .AddSingleton<ITimedVerb, PurgeFacts>()
        .AddSingleton<ITimedVerb, WatchJobs>()
        .AddHostedService<JobWorkers>()
        .AddHostedService<FactDelivery>()
        .AddHostedService<TimedVerbs>();
}
