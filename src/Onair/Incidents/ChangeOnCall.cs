using System.Text.Json;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>A contact as somebody wants it to be.</summary>
public sealed record ContactDraft(
    ContactCard Card, IReadOnlyList<string> Roles, PageChannel Channel, bool IsAlways)
{
    private const int nameCharsMax = 80;
    private const int addressCharsMax = 500;
    private const int shortMax = 100;

    /// <summary>Pure: every field that is wrong.</summary>
    internal List<FieldError> Faults()
    {
        var errors = new List<FieldError>();
        if (Card.Name.Trim().Length is 0 or > nameCharsMax || Card.Name.Any(char.IsControl))
            errors.Add(new FieldError("name", $"must have 1-{nameCharsMax} characters"));
        var isMail = Card.Email.Length == 0 ? Channel != PageChannel.Email : Primitives.Contact.IsEmail(Card.Email);
        if (!isMail) errors.Add(new FieldError("email", "must be an address"));
        if (Card.Phone.Length > shortMax || Card.Phone.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or '-' or ' ')))
            errors.Add(new FieldError("phone", "must be digits, + and -"));
        if (Card.Speciality.Length > shortMax)
            errors.Add(new FieldError("speciality", $"has {shortMax} characters at most"));
        if (!Enum.IsDefined(Channel)) errors.Add(new FieldError("channel", "must be known"));
        if (Roles.Count == 0 || Roles.Any(role => !WatchRoles.All.Contains(role)))
            errors.Add(new FieldError("roles", "must name at least one of: " + string.Join(' ', WatchRoles.All)));
        if (Card.Address.Length > addressCharsMax) errors.Add(new FieldError("address", "is too long"));
        else if (Channel is PageChannel.Webhook or PageChannel.Slack or PageChannel.GoAlert && !IsUrl(Card.Address))
            errors.Add(new FieldError("address", "must be an http address"));
        else if (Channel == PageChannel.PagerDuty && Card.Address.Length == 0)
            errors.Add(new FieldError("address", "must be the integration's key"));
        return errors;
    }

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
}

/// <summary>Never renumber.</summary>
public enum ChangeOnCallStatus
{
    Done = 1,

    /// <summary>See the errors.</summary>
    Invalid = 2,

    NotFound = 3,

    TooMany = 4,
}

public sealed record ChangedOnCall(ChangeOnCallStatus Status, Guid Id, IReadOnlyList<FieldError> Errors)
{
    internal static ChangedOnCall Of(ChangeOnCallStatus status) => new(status, Guid.Empty, []);
}

/// <summary>Who can be called, and when.</summary>
public sealed class ChangeOnCall(Database database, IncidentsSeal seal, TimeProvider time)
{
    /// <summary>A quarter of a year: longer plans are made again.</summary>
    public static readonly TimeSpan ShiftMax = TimeSpan.FromDays(92);

    public async Task<ChangedOnCall> AddContactAsync(ContactDraft draft, CancellationToken cancel)
    {
        var errors = draft.Faults();
        if (errors.Count > 0) return new ChangedOnCall(ChangeOnCallStatus.Invalid, Guid.Empty, errors);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var text = JsonSerializer.Serialize(draft.Card, IncidentsJson.Default.ContactCard);
        var row = new
        {
            Id = id, Sealed = await seal.SealAsync(text, IncidentsSeal.PurposeOf(id), cancel),
            Roles = string.Join(' ', draft.Roles.Distinct()), Channel = (int)draft.Channel,
            IsAlways = draft.IsAlways ? 1 : 0,
        };
        return await database.WriteAsync(
            async open =>
            {
                var known = await open.QueryAsync<IncidentsStore.ContactRow>(
                    IncidentsStore.Contacts, new { limit = ReadOnCall.ContactsMax }, cancel);
                if (known.Count >= ReadOnCall.ContactsMax) return ChangedOnCall.Of(ChangeOnCallStatus.TooMany);
                await open.ExecuteAsync(IncidentsStore.AddContact, row, cancel);
                return new ChangedOnCall(ChangeOnCallStatus.Done, id, []);
            },
            cancel);
    }

    /// <summary>Takes somebody off; what is known of them is forgotten, and timelines keep the name that they show.
    /// </summary>
    public async Task<ChangeOnCallStatus> RemoveContactAsync(Guid id, CancellationToken cancel) =>
        await database.WriteAsync(
            open => open.ExecuteAsync(IncidentsStore.RemoveContact, new { id }, cancel), cancel) == 1
            ? ChangeOnCallStatus.Done
            : ChangeOnCallStatus.NotFound;

    public async Task<ChangedOnCall> AddShiftAsync(
        string role, Guid contact, DateTimeOffset from, DateTimeOffset until, bool isOverride, string by,
        CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        if (!WatchRoles.All.Contains(role)) errors.Add(new FieldError("role", "must be known"));
        if (until <= from || until - from > ShiftMax)
            errors.Add(new FieldError("until", "must be later, by 92 days at most"));
        if (until <= time.GetUtcNow()) errors.Add(new FieldError("until", "is over"));
        if (errors.Count > 0) return new ChangedOnCall(ChangeOnCallStatus.Invalid, Guid.Empty, errors);
        var shift = new
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()), Role = role, ContactId = contact, StartsAt = from.ToStored(),
            EndsAt = until.ToStored(), IsOverride = isOverride ? 1 : 0, CreatedBy = by,
        };
        return await database.WriteAsync(
            async open =>
            {
                var contacts = await open.QueryAsync<IncidentsStore.ContactRow>(
                    IncidentsStore.Contacts, new { limit = ReadOnCall.ContactsMax }, cancel);
                if (!contacts.Exists(known => known.Id == contact))
                    return ChangedOnCall.Of(ChangeOnCallStatus.NotFound);
                var shifts = await open.QueryAsync<Shift>(
                    IncidentsStore.Shifts, new { now = time.GetUtcNow(), limit = ReadOnCall.ShiftsMax }, cancel);
                if (shifts.Count >= ReadOnCall.ShiftsMax) return ChangedOnCall.Of(ChangeOnCallStatus.TooMany);
                await open.ExecuteAsync(IncidentsStore.AddShift, shift, cancel);
                return new ChangedOnCall(ChangeOnCallStatus.Done, shift.Id, []);
            },
            cancel);
    }

    public async Task<ChangeOnCallStatus> RemoveShiftAsync(Guid id, CancellationToken cancel) =>
        await database.WriteAsync(
            open => open.ExecuteAsync(IncidentsStore.RemoveShift, new { id }, cancel), cancel) == 1
            ? ChangeOnCallStatus.Done
            : ChangeOnCallStatus.NotFound;
}
