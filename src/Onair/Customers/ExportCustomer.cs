using Microsoft.AspNetCore.Identity;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Everything that an account holds of a person, to take away; secrets are not in it.</summary>
public sealed record CustomerExport(
    string Email,
    DateTimeOffset? EmailVerifiedAt,
    string Name,
    string? Phone,
    DateTimeOffset CreatedAt,
    bool HasAuthenticatorApp,
    IReadOnlyList<CustomerAddress> Addresses,
    IReadOnlyList<ConsentExport> Consents,
    IReadOnlyList<SessionExport> Sessions,
    IReadOnlyList<PasskeyExport> Passkeys,
    IReadOnlyList<EmailChangeExport> EmailChanges);

public sealed record ConsentExport(string Purpose, bool Granted, string TextVersion, DateTimeOffset At);

public sealed record SessionExport(DateTimeOffset CreatedAt, DateTimeOffset SeenAt, string Device, string Address);

public sealed record PasskeyExport(string Name, DateTimeOffset CreatedAt);

/// <param name="ChangedAt">Null while the new mailbox has not confirmed it.</param>
public sealed record EmailChangeExport(
    string OldEmail, string NewEmail, DateTimeOffset AskedAt, DateTimeOffset? ChangedAt);

/// <summary>Reads an account for its owner (개인정보 보호법 arts. 35 and 35-2).</summary>
public sealed class ExportCustomer(
    Database database,
    UserManager<Customer> users,
    Addresses addresses,
    GiveConsents consents,
    Sessions sessions,
    Passkeys passkeys,
    TimeProvider time)
{
    /// <summary>Null when there is no such customer any more.</summary>
    public async Task<CustomerExport?> RunAsync(Guid id, CancellationToken cancel)
    {
        if (await users.FindByIdAsync(id.ToString()) is not { } customer) return null;
        var changes = await database.ReadAsync(
            open => ChangeEmail.ListAsync(open, id, time.GetUtcNow(), cancel), cancel);
        return new CustomerExport(
            customer.Email,
            customer.EmailVerifiedAt,
            customer.Name,
            customer.Phone,
            customer.CreatedAt,
            customer.TotpOn == 1,
            await addresses.ListAsync(id, cancel),
            [
                .. (await consents.HistoryAsync(id, cancel)).Select(c =>
                    new ConsentExport(c.Purpose.ToString(), c.Granted == 1, c.TextVersion, c.At)),
            ],
            [
                .. (await sessions.ListAsync(id, cancel)).Select(s =>
                    new SessionExport(s.CreatedAt, s.SeenAt, s.Device, s.Address)),
            ],
            [.. (await passkeys.ListAsync(id, cancel)).Select(p => new PasskeyExport(p.Name, p.CreatedAt))],
            [.. changes.Select(c => new EmailChangeExport(c.OldEmail, c.NewEmail, c.AskedAt, c.ChangedAt))]);
    }
}
