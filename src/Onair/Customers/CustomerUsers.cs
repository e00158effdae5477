using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>
/// Identity's user store over the shop's own tables. Identity changes a <see cref="Customer"/> in memory and then asks
/// for <see cref="UpdateAsync"/>; codes and passkeys are rows of their own and are written at once.
/// </summary>
public sealed class CustomerUsers(
    Database database, Tickets tickets, CustomersSeal seal, CustomerKeys keys, TimeProvider time) :
    IUserPasswordStore<Customer>,
    IUserEmailStore<Customer>,
    IUserSecurityStampStore<Customer>,
    IUserTwoFactorStore<Customer>,
    IUserAuthenticatorKeyStore<Customer>,
    IUserTwoFactorRecoveryCodeStore<Customer>,
    IUserPasskeyStore<Customer>
{
    public void Dispose()
    {
        // Holds nothing: each call is a transaction of its own.
    }

    public Task<string> GetUserIdAsync(Customer user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Customer user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(Customer user, string? userName, CancellationToken cancellationToken) =>
        SetEmailAsync(user, userName, cancellationToken);

    public Task<string?> GetNormalizedUserNameAsync(Customer user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.EmailKey);

    /// <summary>The key is made of the address and of nothing else.</summary>
    public Task SetNormalizedUserNameAsync(Customer user, string? normalizedName, CancellationToken cancellationToken)
        => Task.CompletedTask;

    public async Task<IdentityResult> CreateAsync(Customer user, CancellationToken cancellationToken)
    {
        var added = await database.WriteAsync(
            open => open.ExecuteAsync(CustomersStore.Add, user, cancellationToken), cancellationToken);
        return added == 1 ? IdentityResult.Success : Failed("DuplicateEmail");
    }

    public async Task<IdentityResult> UpdateAsync(Customer user, CancellationToken cancellationToken)
    {
        var changed = await database.WriteAsync(
            open => open.ExecuteAsync(CustomersStore.Update, user, cancellationToken), cancellationToken);
        if (changed == 0) return Failed("ConcurrencyFailure");
        await tickets.RecallAsync(user.Id);
        user.Version++;
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> DeleteAsync(Customer user, CancellationToken cancellationToken)
    {
        await database.WriteAsync(open => LeaveShop.EraseAsync(open, user.Id, cancellationToken), cancellationToken);
        await tickets.RecallAsync(user.Id);
        return IdentityResult.Success;
    }

    public async Task<Customer?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id)
            ? await database.ReadAsync(
                open => open.FirstAsync<Customer>(CustomersStore.ById, new { id }, cancellationToken),
                cancellationToken)
            : null;

    public Task<Customer?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindByEmailAsync(normalizedUserName, cancellationToken);

    public Task<string?> GetPasswordHashAsync(Customer user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.PasswordHash);

    public Task SetPasswordHashAsync(Customer user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash ?? throw new InvalidOperationException("Every account has a password.");
        return Task.CompletedTask;
    }

    public Task<bool> HasPasswordAsync(Customer user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetEmailAsync(Customer user, string? email, CancellationToken cancellationToken)
    {
        user.Email = email ?? throw new InvalidOperationException("Every account has an address.");
        user.EmailKey = Contact.EmailKey(email);
        return Task.CompletedTask;
    }

    public Task<string?> GetEmailAsync(Customer user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task<bool> GetEmailConfirmedAsync(Customer user, CancellationToken cancellationToken) =>
        Task.FromResult(user.EmailVerifiedAt is not null);

    public Task SetEmailConfirmedAsync(Customer user, bool confirmed, CancellationToken cancellationToken)
    {
        user.EmailVerifiedAt = confirmed ? user.EmailVerifiedAt ?? time.GetUtcNow().ToStored() : null;
        return Task.CompletedTask;
    }

    public Task<Customer?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken)
    {
        var key = Contact.EmailKey(normalizedEmail);
        return database.ReadAsync(
            open => open.FirstAsync<Customer>(CustomersStore.ByEmail, new { key }, cancellationToken),
            cancellationToken);
    }

    public Task<string?> GetNormalizedEmailAsync(Customer user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.EmailKey);

    public Task SetNormalizedEmailAsync(Customer user, string? normalizedEmail, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task SetSecurityStampAsync(Customer user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(Customer user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public Task SetTwoFactorEnabledAsync(Customer user, bool enabled, CancellationToken cancellationToken)
    {
        user.TotpOn = enabled ? 1 : 0;
        if (!enabled) user.SealedTotp = null;
        return Task.CompletedTask;
    }

    public Task<bool> GetTwoFactorEnabledAsync(Customer user, CancellationToken cancellationToken) =>
        Task.FromResult(user.TotpOn == 1);

    public async Task SetAuthenticatorKeyAsync(Customer user, string key, CancellationToken cancellationToken) =>
        user.SealedTotp = await seal.SealAsync(key, PurposeOf(user), cancellationToken);

    public async Task<string?> GetAuthenticatorKeyAsync(Customer user, CancellationToken cancellationToken) =>
        user.SealedTotp is { } text ? await seal.OpenAsync(text, PurposeOf(user), cancellationToken) : null;

    public Task ReplaceCodesAsync(
        Customer user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        var codes = recoveryCodes.Select(code => CodeOf(user, code)).ToList();
        return database.WriteAsync(
            async open =>
            {
                await open.ExecuteAsync(CustomersStore.ClearCodes, new { id = user.Id }, cancellationToken);
                foreach (var code in codes)
                    await open.ExecuteAsync(CustomersStore.AddCode, new { id = user.Id, code }, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Taking it is using it: of two at once, one finds it.</summary>
    public async Task<bool> RedeemCodeAsync(Customer user, string code, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            open => open.ExecuteAsync(
                CustomersStore.TakeCode, new { id = user.Id, code = CodeOf(user, code) }, cancellationToken),
            cancellationToken) == 1;

    public async Task<int> CountCodesAsync(Customer user, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            open => open.QueryAsync<string>(CustomersStore.Codes, new { id = user.Id }, cancellationToken),
            cancellationToken)).Count;

    public async Task AddOrUpdatePasskeyAsync(
        Customer user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var row = Passkey.Of(user.Id, Guid.CreateVersion7(time.GetUtcNow()), passkey);
        await database.WriteAsync(
            async open =>
            {
                if (await open.ExecuteAsync(CustomersStore.UsePasskey, row, cancellationToken) == 0)
                    await open.ExecuteAsync(CustomersStore.AddPasskey, row, cancellationToken);
            },
            cancellationToken);
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Customer user, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(
            open => open.QueryAsync<Passkey>(CustomersStore.Passkeys, new { id = user.Id }, cancellationToken),
            cancellationToken)).Select(row => row.ToIdentity())];

    public async Task<Customer?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await FindAsync(credentialId, cancellationToken) is { } row
            ? await FindByIdAsync(row.CustomerId.ToString(), cancellationToken)
            : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(
        Customer user, byte[] credentialId, CancellationToken cancellationToken) =>
        await FindAsync(credentialId, cancellationToken) is { } row && row.CustomerId == user.Id
            ? row.ToIdentity()
            : null;

    public Task RemovePasskeyAsync(Customer user, byte[] credentialId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            open => open.ExecuteAsync(
                CustomersStore.RemovePasskey,
                new { customer = user.Id, credential = Base64Url.EncodeToString(credentialId) },
                cancellationToken),
            cancellationToken);

    private Task<Passkey?> FindAsync(byte[] credentialId, CancellationToken cancel) => database.ReadAsync(
        open => open.FirstAsync<Passkey>(
            CustomersStore.PasskeyByCredential, new { credential = Base64Url.EncodeToString(credentialId) }, cancel),
        cancel);

    /// <summary>45 random bits would be tried out quickly: what is kept needs the shop's key too.</summary>
    private string CodeOf(Customer user, string code) =>
        keys.Of(Digest.Of("recovery", user.Id.ToString(), code.Trim().ToUpperInvariant()));

    private static string PurposeOf(Customer user) => $"totp:{user.Id}";

    private static IdentityResult Failed(string code) => IdentityResult.Failed(new IdentityError { Code = code });
}
