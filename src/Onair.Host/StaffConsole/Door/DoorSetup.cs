using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Onair.Staff;

namespace Onair.Host.StaffConsole.Door;

internal static class DoorSetup
{
    /// <summary>Nothing is open but the door itself; each right is a policy of its name.</summary>
    public static IServiceCollection AddStaffDoor(this IServiceCollection services)
    {
        services.AddAuthentication(StaffTicket.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, StaffTicket>(StaffTicket.SchemeName, null);
        services.AddAuthorization(options =>
        {
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
            foreach (var right in Enum.GetNames<StaffRight>())
                options.AddPolicy(right, policy => policy.RequireClaim(StaffTicket.Right, right));
        });
        services.AddScoped<AuthenticationStateProvider, StillHere>();
        services.AddSingleton<DoorVisits>();
        return services;
    }
}
