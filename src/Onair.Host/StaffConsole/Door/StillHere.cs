using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Onair.Staff;
using Onair.Storage;

namespace Onair.Host.StaffConsole.Door;

/// <summary>
/// A page that stays open asks every few seconds whether its session goes on, so that who was signed out elsewhere sees
/// no more numbers run by. Being asked is not being used: a console that is left alone ends.
/// </summary>
internal sealed class StillHere(
    ILoggerFactory logger, StaffSessions sessions, Database database, IHostApplicationLifetime server)
    : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(10);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        // The page goes with its server; there is nobody left to ask.
        if (server.ApplicationStopping.IsCancellationRequested) return true;
        if (StaffTicket.SessionOf(authenticationState.User) is not { } session) return false;
        try
        {
            return await sessions.AgainAsync(session, touch: false, cancellationToken) is not null;
        }
        catch (Exception error) when (database.IsTransient(error))
        {
            // A database that is away signs nobody out: it shows nothing new either, and whatever a page asks for is
            // asked with its own look at the session.
            return true;
        }
    }
}
