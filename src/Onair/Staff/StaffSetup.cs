using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;
using Onair.Staff.Audit;
using Onair.Staff.Views;

namespace Onair.Staff;

public static class StaffSetup
{
    /// <summary>The verbs of the room; runs nothing. Needs customers and mail.</summary>
    public static IServiceCollection AddStaff(this IServiceCollection services)
    {
        services.AddOptions<StaffOptions>()
            .BindConfiguration("Onair:Staff").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<InviteStaff>()
            .AddScoped<JoinStaff>()
            .AddScoped<SignInStaff>()
            .AddSingleton<StaffSessions>()
            .AddSingleton<ChangeStaffRoles>()
            .AddSingleton<ReadStaff>()
            .AddSingleton<SavedViews>()
            .AddSingleton<WriteAudit>()
            .AddSingleton<ReadAudit>()
            .AddSingleton<VerifyAudit>();
    }

    /// <summary>What works by itself: forgetting, and saying where the audit log ends.</summary>
    public static IServiceCollection AddStaffWorkers(this IServiceCollection services) => services
        .AddSingleton<ITimedVerb, PurgeStaff>()
        .AddSingleton<ITimedVerb, AnchorAudit>();
}
