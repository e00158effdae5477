namespace Onair.Incidents;

/// <summary>How somebody is called. Stored; never renumber.</summary>
public enum PageChannel
{
    Email = 1,

    /// <summary>JSON to an address of their own.</summary>
    Webhook = 2,

    /// <summary>A message to a channel that takes Slack's.</summary>
    Slack = 3,

    /// <summary>PagerDuty's Events API v2.</summary>
    PagerDuty = 4,

    /// <summary>GoAlert's generic API.</summary>
    GoAlert = 5,
}

/// <summary>Stored; never renumber.</summary>
public enum PageState
{
    Queued = 1,
    Sent = 2,
    Failed = 3,
}

/// <summary>Who can be called.</summary>
/// <param name="Name">1 to 80 characters.</param>
/// <param name="Email">Where letters go.</param>
/// <param name="Phone">As it is dialled; may be empty.</param>
/// <param name="Speciality">What they know; may be empty.</param>
/// <param name="Address">URL of a webhook, or the key of an events API; empty for e-mail.</param>
public sealed record ContactCard(string Name, string Email, string Phone, string Speciality, string Address);

/// <summary>A contact with their card opened.</summary>
/// <param name="Id">Who.</param>
/// <param name="Card">Sealed in the table.</param>
/// <param name="Roles">What they are called for.</param>
/// <param name="Channel">How.</param>
/// <param name="IsAlways">On call around the clock, without shifts.</param>
/// <param name="Version">Counts changes.</param>
public sealed record Contact(
    Guid Id, ContactCard Card, IReadOnlyList<string> Roles, PageChannel Channel, bool IsAlways, int Version);

/// <summary>Who is on call for a role, and until when.</summary>
public sealed class Shift
{
    public Guid Id { get; init; }

    public string Role { get; init; } = "";

    public Guid ContactId { get; init; }

    public DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Somebody stands in for somebody.</summary>
    public bool IsOverride { get; init; }

    public string CreatedBy { get; init; } = "";
}

/// <summary>Pure: who is called for a role at a moment.</summary>
public static class OnCall
{
    /// <summary>
    /// An override goes before shifts, and both go before those who always are. Several at once are all called.
    /// </summary>
    public static IReadOnlyList<Contact> Of(
        string role, IReadOnlyList<Contact> contacts, IReadOnlyList<Shift> shifts, DateTimeOffset now)
    {
        var current = shifts.Where(shift => shift.Role == role && shift.StartsAt <= now && now < shift.EndsAt).ToList();
        var wanted = current.Exists(shift => shift.IsOverride) ? current.FindAll(shift => shift.IsOverride) : current;
        var named = contacts.Where(contact => wanted.Exists(shift => shift.ContactId == contact.Id)).ToList();
        return named.Count > 0
            ? named
            : [.. contacts.Where(contact => contact.IsAlways && contact.Roles.Contains(role))];
    }
}
