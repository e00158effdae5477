using Onair.Storage;

namespace Onair.Customers;

/// <summary>What other rooms may know of an account.</summary>
/// <param name="Id">The customer's.</param>
/// <param name="Email">As it was typed.</param>
/// <param name="Name">The person's.</param>
/// <param name="Stamp">Changes with the password and the second factor.</param>
/// <param name="IsVerified">True: the mailbox is theirs.</param>
/// <param name="HasSecondFactor">True: signing in by password asks for a code.</param>
public sealed record Account(
    Guid Id, string Email, string Name, string Stamp, bool IsVerified, bool HasSecondFactor);

/// <summary>Reads accounts for other rooms, in their transaction.</summary>
public sealed class FindAccount
{
    public async Task<Account?> ByIdAsync(Transaction open, Guid id, CancellationToken cancel) =>
        Of(await open.FirstAsync<Customer>(CustomersStore.ById, new { id }, cancel));

    /// <param name="open">The caller's transaction.</param>
    /// <param name="key"><see cref="Primitives.Contact.EmailKey"/> of the address.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Account?> ByEmailAsync(Transaction open, string key, CancellationToken cancel) =>
        Of(await open.FirstAsync<Customer>(CustomersStore.ByEmail, new { key }, cancel));

    internal static Account? Of(Customer? of) => of is null
        ? null
        : new(of.Id, of.Email, of.Name, of.SecurityStamp, of.EmailVerifiedAt is not null, of.TotpOn == 1);
}
