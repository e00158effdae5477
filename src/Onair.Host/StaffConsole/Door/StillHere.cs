using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Onair.Staff;

namespace Onair.Host.StaffConsole.Door;

/// <summary>
/// A page that stays open asks every few seconds whether its session goes on, so that who was signed out elsewhere sees
/// no more numbers run by. Being asked is not being used: a console that is left alone ends.
/// </summary>
internal sealed class StillHere(ILoggerFactory logger, StaffSessions sessions)
    : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(10);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        StaffTicket.SessionOf(authenticationState.User) is { } session
        && await sessions.AgainAsync(session, touch: false, cancellationToken) is not null;
}
