using Microsoft.AspNetCore.Identity;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Never renumber.</summary>
public enum EquipAccountStatus
{
    /// <summary>There is an account of this address with a password and an authenticator app.</summary>
    Equipped = 1,

    /// <summary>Fields are wrong; nothing happened.</summary>
    Invalid = 2,

    /// <summary>Too many tries.</summary>
    Wait = 3,

    /// <summary>What was to happen along with it did not; neither did this.</summary>
    Refused = 4,
}

/// <summary>What makes an account fit for work.</summary>
/// <param name="Email">Its owner has shown that the mailbox is theirs, to the caller.</param>
/// <param name="Name">Of a new account.</param>
/// <param name="Password">The account's, or the new one's.</param>
/// <param name="Secret">That the app was given; null when the account is to have one already.</param>
/// <param name="Code">Of the app.</param>
/// <param name="IsEnglish">Of a new account.</param>
public sealed record AccountToEquip(
    string Email, string Name, string Password, string? Secret, string Code, bool IsEnglish);

public sealed record EquippedAccount(
    EquipAccountStatus Status, IReadOnlyList<AccountError> Errors, TimeSpan Wait = default);

/// <summary>
/// Sees to it that somebody whose mailbox is known has an account with a password and an authenticator app. One that
/// was there keeps its password, which is asked for; one whose mailbox was never shown gives way.
/// </summary>
public sealed class EquipAccount(
    Database database, UserManager<Customer> users, CustomerUsers store, PasswordRules passwords, SignIn signIn,
    Tickets tickets, TimeProvider time)
{
    private const string issuer = "Onair";

    /// <summary>A secret for an app, in base 32.</summary>
    public string NewSecret() => Totp.NewSecret();

    public TotpStart AppOf(string secret, string email) => new(secret, Totp.AddressOf(secret, issuer, email));

    /// <param name="asked">What there is to be.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="along">What else happens in the same transaction; false undoes all of it.</param>
    /// <param name="cancel">Gives up before the transaction.</param>
    public async Task<EquippedAccount> RunAsync(
        AccountToEquip asked, Visitor visitor, Func<Transaction, Account, Task<bool>> along, CancellationToken cancel)
    {
        var known = await users.FindByEmailAsync(Contact.EmailKey(asked.Email));
        if (known is not { EmailVerifiedAt: not null }) return await AddAsync(asked, known, along, cancel);
        var (fault, wait) = await signIn.ProveAsync(known, asked.Password, visitor, cancel);
        if (wait > TimeSpan.Zero) return new(EquipAccountStatus.Wait, [], wait);
        if (fault is { } wrong) return Wrong(new AccountError("password", wrong));
        if (known.TotpOn == 0) return await TurnOnAsync(asked, known, along, cancel);
        var code = await signIn.EnterCodeAsync(known.Id, asked.Code, visitor, cancel);
        if (code.Status == SignInStatus.Wait) return new(EquipAccountStatus.Wait, [], code.Wait);
        if (code.Status != SignInStatus.SignedIn) return Wrong(new AccountError("code", AccountFault.WrongCode));
        return await WriteAsync(code.Customer!, along, null, cancel);
    }

    private async Task<EquippedAccount> AddAsync(
        AccountToEquip asked, Customer? unverified, Func<Transaction, Account, Task<bool>> along,
        CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var step = StepOf(asked, 0, now);
        var errors = Check(asked, passwords, step);
        if (errors.Count > 0) return new(EquipAccountStatus.Invalid, errors);
        var customer = new Customer
        {
            Id = Guid.CreateVersion7(now),
            Email = asked.Email,
            EmailKey = Contact.EmailKey(asked.Email),
            EmailVerifiedAt = now,
            Name = asked.Name,
            SecurityStamp = SignUp.NewStamp(),
            TotpOn = 1,
            TotpStep = step!.Value,
            IsEnglish = asked.IsEnglish ? 1 : 0,
            CreatedAt = now,
            Version = 1,
        };
        customer.PasswordHash = users.PasswordHasher.HashPassword(customer, asked.Password);
        await store.SetAuthenticatorKeyAsync(customer, asked.Secret!, cancel);
        return await WriteAsync(
            customer,
            along,
            async open =>
            {
                if (unverified is not null) await LeaveShop.EraseAsync(open, unverified.Id, cancel);
                return await open.ExecuteAsync(CustomersStore.Add, customer, cancel) == 1
                    && await open.ExecuteAsync(CustomersStore.Update, customer, cancel) == 1;
            },
            cancel);
    }

    private async Task<EquippedAccount> TurnOnAsync(
        AccountToEquip asked, Customer known, Func<Transaction, Account, Task<bool>> along, CancellationToken cancel)
    {
        if (StepOf(asked, known.TotpStep, time.GetUtcNow()) is not { } step)
            return Wrong(new AccountError("code", AccountFault.WrongCode));
        await store.SetAuthenticatorKeyAsync(known, asked.Secret!, cancel);
        // Other sessions of the account began without the app: they are over.
        (known.TotpOn, known.TotpStep, known.SecurityStamp) = (1, step, SignUp.NewStamp());
        return await WriteAsync(
            known, along, async open => await open.ExecuteAsync(CustomersStore.Update, known, cancel) == 1, cancel);
    }

    /// <summary>Pure: everything that is wrong with a new account, at once.</summary>
    internal static List<AccountError> Check(AccountToEquip asked, PasswordRules passwords, long? step)
    {
        var errors = new List<AccountError>();
        AccountError.CheckText(errors, "name", asked.Name, Customer.NameCharsMax);
        AccountError.Add(errors, "password", passwords.Check(asked.Password, asked.Email, asked.Name));
        if (step is null) errors.Add(new("code", AccountFault.WrongCode));
        return errors;
    }

    private static long? StepOf(AccountToEquip asked, long lastStep, DateTimeOffset now) =>
        asked.Secret is { } secret ? Totp.StepOf(secret, asked.Code, lastStep, now) : null;

    private static EquippedAccount Wrong(AccountError error) => new(EquipAccountStatus.Invalid, [error]);

    private async Task<EquippedAccount> WriteAsync(
        Customer customer, Func<Transaction, Account, Task<bool>> along, Func<Transaction, Task<bool>>? change,
        CancellationToken cancel)
    {
        try
        {
            await database.WriteAsync(
                async open =>
                {
                    // Another request changed the account meanwhile: weather, and may be tried again.
                    if (change is not null && !await change(open))
                        throw new TimeoutException("the account was changed by another request at the same time");
                    if (!await along(open, FindAccount.Of(customer)!)) throw new RefusedException();
                },
                cancel);
        }
        catch (RefusedException)
        {
            // Thrown above, and only there: the one way to undo a transaction.
            return new(EquipAccountStatus.Refused, []);
        }

        await tickets.RecallAsync(customer.Id);
        return new(EquipAccountStatus.Equipped, []);
    }

    private sealed class RefusedException : Exception;
}
