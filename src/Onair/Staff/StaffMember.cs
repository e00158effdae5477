namespace Onair.Staff;

/// <summary>Somebody who works here, or did.</summary>
public sealed class StaffMember
{
    public Guid CustomerId { get; init; }

    /// <summary>None: does not work here any more.</summary>
    public StaffRoles Roles { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>The name of who invited them.</summary>
    public string AddedBy { get; init; } = "";

    /// <summary>Adds one with every change; a change that saw an older one is refused.</summary>
    public int Version { get; init; }
}

/// <summary>Somebody who was asked to work here.</summary>
public sealed class Invitation
{
    public Guid TokenKey { get; init; }

    public string Email { get; init; } = "";

    public string EmailKey { get; init; } = "";

    public StaffRoles Roles { get; init; }

    public string InvitedBy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }
}

/// <summary>A member of staff at the console, as everything that they ask for is checked with.</summary>
/// <param name="SessionId">This sign-in.</param>
/// <param name="CustomerId">Their account.</param>
/// <param name="Name">As the account says.</param>
/// <param name="Email">As the account says.</param>
/// <param name="Roles">What they work as.</param>
/// <param name="Address">From where they signed in.</param>
public sealed record AtConsole(
    Guid SessionId, Guid CustomerId, string Name, string Email, StaffRoles Roles, string Address)
{
    public bool May(StaffRight right) => StaffRights.Allow(Roles, right);

    /// <summary>Whom the audit log names.</summary>
    public Actor Actor => new(CustomerId, Name, Address);
}

/// <summary>Who does something.</summary>
/// <param name="CustomerId">Null for who works on the machine itself.</param>
/// <param name="Name">As it is written down; it stays so when the person is called something else.</param>
/// <param name="Sender">The address that they asked from; empty on the machine itself.</param>
public sealed record Actor(Guid? CustomerId, string Name, string Sender)
{
    /// <summary>Whoever can start a command on the shop's machine.</summary>
    public static readonly Actor CommandLine = new(null, "command line", "");
}
