namespace Onair.Host.StaffConsole.Planning;

/// <summary>Where somebody put a show.</summary>
/// <param name="Id">The show.</param>
/// <param name="Version">That they looked at.</param>
/// <param name="Feed">The feed it is on now.</param>
/// <param name="StartsAt">When it begins now.</param>
public sealed record ShowMove(Guid Id, int Version, string Feed, DateTimeOffset StartsAt);
