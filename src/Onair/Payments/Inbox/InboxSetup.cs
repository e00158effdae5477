using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Inbox;

internal static class InboxSetup
{
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddOptions<InboxOptions>()
            .BindConfiguration("Onair:Payments:Inbox").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(s => new StoreNotices(
            s.GetRequiredService<Database>(),
            s.GetRequiredService<JobQueue>(),
            s.GetRequiredService<IOptions<InboxOptions>>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<StoreNotices>>()));
        services.AddSingleton<NoticeDoor>();
        services.AddSingleton<CheckNotices>();
        services.AddSingleton<ITimedVerb, PurgeNotices>();
        return services;
    }
}
