using Microsoft.Extensions.DependencyInjection;
using Onair.Incidents;

namespace Onair.Runbooks;

public static class RunbooksSetup
{
    /// <summary>The verbs of the room; runs nothing. Needs alarms and incidents.</summary>
    public static IServiceCollection AddRunbooks(this IServiceCollection services)
    {
        services.AddOptions<RunbooksOptions>()
            .BindConfiguration("Onair:Runbooks").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<RunbookShelf>()
            .AddSingleton<FollowRunbook>()
            .AddSingleton<RunAction>()
            .AddSingleton<IncidentOpened>(rooms => rooms.GetRequiredService<FollowRunbook>().FreezeAsync);
    }
}
