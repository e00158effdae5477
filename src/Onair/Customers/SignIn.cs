using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Never renumber.</summary>
public enum SignInStatus
{
    SignedIn = 1,

    /// <summary>The password is right; a code of the authenticator app is asked for.</summary>
    NeedsCode = 2,

    /// <summary>Wrong, or nobody has this address: not told apart.</summary>
    Wrong = 3,

    /// <summary>Right, but the mailbox was never shown.</summary>
    Unverified = 4,

    /// <summary>Too many tries; the password was not looked at.</summary>
    Wait = 5,
}

/// <param name="Status">What became of it.</param>
/// <param name="Customer">Who, for all but Wrong and Wait.</param>
/// <param name="Wait">How long until the next try.</param>
public sealed record SignInAnswer(SignInStatus Status, Customer? Customer = null, TimeSpan Wait = default);

/// <summary>Signs in by password and, for who wants it, by a code as well.</summary>
public sealed class SignIn(
    Database database, UserManager<Customer> users, CountTries tries, TimeProvider time, ILogger<SignIn> logger)
{
    /// <summary>A hash of nothing that anybody types, made once: unknown addresses cost what known ones do.</summary>
    private static string? nobody;

    public async Task<SignInAnswer> RunAsync(
        string email, string password, Visitor visitor, CancellationToken cancel)
    {
        var key = Contact.EmailKey(email);
        var customer = await users.FindByEmailAsync(key);
        var isKnown = customer is not null && await IsKnownAsync(customer.Id, visitor, cancel);
        var buckets = TryLimits.OfSecret(key, visitor, isKnown);
        if (await tries.EnterAsync(buckets, cancel) is { } wait) return new(SignInStatus.Wait, Wait: wait);
        if (!await IsRightAsync(customer, password)) return new(SignInStatus.Wrong);
        await tries.SucceedAsync(buckets, cancel);
        if (customer!.EmailVerifiedAt is null) return new(SignInStatus.Unverified, customer);
        if (customer.TotpOn == 1) return new(SignInStatus.NeedsCode, customer);
        CustomersLog.SignedIn(logger, customer.Id, "password");
        return new(SignInStatus.SignedIn, customer);
    }

    /// <summary>The second step: a code of the app, or one of the recovery codes.</summary>
    public async Task<SignInAnswer> EnterCodeAsync(
        Guid customerId, string code, Visitor visitor, CancellationToken cancel)
    {
        if (await users.FindByIdAsync(customerId.ToString()) is not { TotpOn: 1 } customer)
            return new(SignInStatus.Wrong);
        var isKnown = await IsKnownAsync(customerId, visitor, cancel);
        var buckets = TryLimits.OfSecret("code " + customer.EmailKey, visitor, isKnown);
        if (await tries.EnterAsync(buckets, cancel) is { } wait) return new(SignInStatus.Wait, Wait: wait);
        if (!await UseCodeAsync(customer, code)) return new(SignInStatus.Wrong);
        await tries.SucceedAsync(buckets, cancel);
        CustomersLog.SignedIn(logger, customer.Id, "code");
        return new(SignInStatus.SignedIn, customer);
    }

    /// <summary>Asks for the password once more, before something that a borrowed phone should not do.</summary>
    public async Task<(AccountFault? Fault, TimeSpan Wait)> ProveAsync(
        Customer customer, string password, Visitor visitor, CancellationToken cancel)
    {
        var isKnown = await IsKnownAsync(customer.Id, visitor, cancel);
        var buckets = TryLimits.OfSecret(customer.EmailKey, visitor, isKnown);
        if (await tries.EnterAsync(buckets, cancel) is { } wait) return (AccountFault.WrongPassword, wait);
        if (!await IsRightAsync(customer, password)) return (AccountFault.WrongPassword, TimeSpan.Zero);
        await tries.SucceedAsync(buckets, cancel);
        return (null, TimeSpan.Zero);
    }

    private async Task<bool> UseCodeAsync(Customer customer, string code)
    {
        var secret = await users.GetAuthenticatorKeyAsync(customer);
        if (secret is not null && Totp.StepOf(secret, code, customer.TotpStep, time.GetUtcNow()) is { } step)
        {
            customer.TotpStep = step;
            // The version guards the row: of two with the same code one comes first.
            return (await users.UpdateAsync(customer)).Succeeded;
        }

        return code.Length <= 20 && (await users.RedeemTwoFactorRecoveryCodeAsync(customer, code.Trim())).Succeeded;
    }

    private async Task<bool> IsRightAsync(Customer? customer, string password)
    {
        if (password.Length > PasswordRules.CharsMax) return false;
        if (customer is not null) return await users.CheckPasswordAsync(customer, password);
        nobody ??= users.PasswordHasher.HashPassword(new Customer(), SignUp.NewStamp());
        users.PasswordHasher.VerifyHashedPassword(new Customer(), nobody, password);
        return false;
    }

    private async Task<bool> IsKnownAsync(Guid customer, Visitor visitor, CancellationToken cancel)
    {
        if (visitor.DeviceToken is not { Length: > 0 } token) return false;
        var key = Sessions.KeyOf(token);
        return await database.ReadAsync(
            open => open.FirstAsync<long>(CustomersStore.IsDevice, new { key, customer }, cancel), cancel) == 1;
    }
}
