using Microsoft.Extensions.DependencyInjection;
using Onair.Alarms;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Incidents;

public static class IncidentsSetup
{
    /// <summary>The verbs of the room; runs nothing. Needs alarms, mail and staff.</summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddOptions<IncidentsOptions>()
            .BindConfiguration("Onair:Incidents").ValidateDataAnnotations()
            .Validate(IncidentsOptions.IsToken, "Incidents:AlertmanagerToken: has 24 characters or more")
            .Validate(IncidentsOptions.IsHeartbeat, "Incidents:HeartbeatUrl: is an http address")
            .Validate(options => options.SealKeys.All(Seal.IsKey), "Incidents:SealKeys: each is 32 bytes in base64")
            .ValidateOnStart();
        return services
            .AddSingleton<IncidentsSeal>()
            .AddSingleton<PageTokens>()
            .AddSingleton<OpenIncident>()
            .AddSingleton<ChangeIncident>()
            .AddSingleton<ReadIncidents>()
            .AddSingleton<MeasureImpact>()
            .AddSingleton<ChangeOnCall>()
            .AddSingleton<ReadOnCall>()
            .AddSingleton<HearAlertmanager>()
            .AddSingleton<HearAlarms>()
            .AddSingleton<AlarmsChanged>(rooms => rooms.GetRequiredService<HearAlarms>().RunAsync);
    }

    /// <summary>What works by itself: ladders, pages, and who watches them.</summary>
    public static IServiceCollection AddIncidentWorkers(this IServiceCollection services) => services
        .AddSingleton<ComposePages>()
        .AddSingleton<IJobHandler, FireRungs>()
        .AddSingleton<IJobHandler, SendPages>()
        .AddSingleton<ITimedVerb, AuditEscalation>();
}
