using System.Text.Json;
using Microsoft.Extensions.Options;
using Onair.Staff;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>Who is called.</summary>
/// <param name="Contacts">Each once, with the first role that they are called for.</param>
/// <param name="LastResort">Addresses that are written to as nobody is on call.</param>
public sealed record CalledPeople(
    IReadOnlyList<(Contact Contact, string Role)> Contacts, IReadOnlyList<string> LastResort)
{
    public static readonly CalledPeople None = new([], []);

    public bool IsNobody => Contacts.Count == 0;
}

/// <summary>Reads contacts, shifts, and who is on call.</summary>
public sealed class ReadOnCall(
    Database database, IncidentsSeal seal, ReadStaff staff, IOptions<IncidentsOptions> options, TimeProvider time)
{
    public const int ContactsMax = 500;

    public const int ShiftsMax = 2000;

    private const int lastResortMax = 20;

    /// <summary>Contacts with their cards, and shifts that are not over.</summary>
    public async Task<(List<Contact> Contacts, List<Shift> Shifts)> AllAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (rows, shifts) = await database.ReadAsync(
            async open => (
                await open.QueryAsync<IncidentsStore.ContactRow>(
                    IncidentsStore.Contacts, new { limit = ContactsMax }, cancel),
                await open.QueryAsync<Shift>(IncidentsStore.Shifts, new { now, limit = ShiftsMax }, cancel)),
            cancel);
        var contacts = new List<Contact>(rows.Count);
        foreach (var row in rows)
        {
            var text = await seal.OpenAsync(row.Sealed, IncidentsSeal.PurposeOf(row.Id), cancel);
            contacts.Add(new Contact(
                row.Id, JsonSerializer.Deserialize(text, IncidentsJson.Default.ContactCard)!,
                row.Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.Channel, row.IsAlways, row.Version));
        }

        return (contacts, shifts);
    }

    /// <summary>Who is called for some roles now; when nobody is, the last resort.</summary>
    public async Task<CalledPeople> ForAsync(
        IReadOnlyList<string> roles, DateTimeOffset now, CancellationToken cancel)
    {
        var (contacts, shifts) = await AllAsync(cancel);
        var called = new List<(Contact, string)>();
        foreach (var role in roles)
        {
            foreach (var contact in OnCall.Of(role, contacts, shifts, now))
                if (!called.Exists(known => known.Item1.Id == contact.Id)) called.Add((contact, role));
        }

        if (called.Count > 0) return new CalledPeople(called, []);
        if (options.Value.LastResort.Length > 0) return new CalledPeople([], [options.Value.LastResort]);
        var operators = (await staff.MembersAsync(cancel))
            .Where(member => member.Member.Roles.HasFlag(StaffRoles.Operator) && member.Email.Length > 0)
            .Select(member => member.Email).Take(lastResortMax);
        return new CalledPeople([], [.. operators]);
    }
}
