using Microsoft.AspNetCore.Identity;
using Onair.Mail;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>What the page of the second factor shows.</summary>
/// <param name="IsOn">True when signing in asks for a code.</param>
/// <param name="CodesLeft">Recovery codes that are not used.</param>
public sealed record TwoFactorState(bool IsOn, int CodesLeft);

/// <summary>A secret that waits for its first code.</summary>
/// <param name="Secret">Base 32, to type into the app.</param>
/// <param name="Address">What the picture says.</param>
public sealed record TotpStart(string Secret, string Address);

/// <summary>The authenticator app: on with a first code, off with the password.</summary>
public sealed class TwoFactor(
    Database database,
    UserManager<Customer> users,
    CustomerUsers store,
    SignIn signIn,
    Sessions sessions,
    SendMail mail,
    TimeProvider time)
{
    /// <summary>Recovery codes that are made at a time.</summary>
    public const int CodesMax = 10;

    private const string issuer = "Onair";

    public async Task<TwoFactorState> ShowAsync(Guid customer) =>
        await users.FindByIdAsync(customer.ToString()) is { } found
            ? new(found.TotpOn == 1, found.TotpOn == 1 ? await users.CountRecoveryCodesAsync(found) : 0)
            : new(false, 0);

    /// <summary>Makes a new secret; nothing is asked for until its first code came.</summary>
    public async Task<(TotpStart? Start, SecurityAnswer Answer)> StartAsync(
        SignedIn who, string password, Visitor visitor, CancellationToken cancel)
    {
        var (customer, refusal) = await ProveAsync(who, password, visitor, cancel);
        if (customer is null) return (null, refusal);
        if (customer.TotpOn == 1) return (null, SecurityAnswer.Wrong("", AccountFault.WrongCode));
        var secret = Totp.NewSecret();
        await store.SetAuthenticatorKeyAsync(customer, secret, cancel);
        await users.UpdateAsync(customer);
        return (new TotpStart(secret, Totp.AddressOf(secret, issuer, customer.Email)), new([]));
    }

    /// <summary>The secret that waits, to show it again after a wrong code.</summary>
    public async Task<TotpStart?> WaitingAsync(Guid id)
    {
        if (await users.FindByIdAsync(id.ToString()) is not { TotpOn: 0, SealedTotp: not null } customer) return null;
        var secret = (await users.GetAuthenticatorKeyAsync(customer))!;
        return new TotpStart(secret, Totp.AddressOf(secret, issuer, customer.Email));
    }

    /// <summary>The first code shows that the app has the secret. All other sessions are over.</summary>
    /// <returns>The recovery codes, shown this once.</returns>
    public async Task<(IReadOnlyList<string> Codes, SecurityAnswer Answer)> ConfirmAsync(
        SignedIn who, string code, CancellationToken cancel)
    {
        if (await users.FindByIdAsync(who.CustomerId.ToString()) is not { TotpOn: 0, SealedTotp: not null } customer)
            return ([], SecurityAnswer.Wrong("code", AccountFault.WrongCode));
        var secret = (await users.GetAuthenticatorKeyAsync(customer))!;
        if (Totp.StepOf(secret, code, customer.TotpStep, time.GetUtcNow()) is not { } step)
            return ([], SecurityAnswer.Wrong("code", AccountFault.WrongCode));
        customer.TotpStep = step;
        // Sets the stamp anew and writes the row, the step with it.
        if (!(await users.SetTwoFactorEnabledAsync(customer, enabled: true)).Succeeded)
            return ([], SecurityAnswer.Wrong("code", AccountFault.WrongCode));
        var token = await sessions.RenewAsync(customer, who.SessionId, cancel);
        var codes = await MakeCodesAsync(customer);
        await TellAsync(customer, "인증 앱 켜기", "the authenticator app was turned on", cancel);
        return ([.. codes], new([], Session: token));
    }

    public async Task<SecurityAnswer> StopAsync(
        SignedIn who, string password, Visitor visitor, CancellationToken cancel)
    {
        var (customer, refusal) = await ProveAsync(who, password, visitor, cancel);
        if (customer is null) return refusal;
        if (!(await users.SetTwoFactorEnabledAsync(customer, enabled: false)).Succeeded)
            return SecurityAnswer.Wrong("", AccountFault.WrongPassword);
        await users.GenerateNewTwoFactorRecoveryCodesAsync(customer, 0);
        var token = await sessions.RenewAsync(customer, who.SessionId, cancel);
        await TellAsync(customer, "인증 앱 끄기", "the authenticator app was turned off", cancel);
        return new([], Session: token);
    }

    /// <summary>New recovery codes; the old ones are worth nothing from now on.</summary>
    public async Task<(IReadOnlyList<string> Codes, SecurityAnswer Answer)> NewCodesAsync(
        SignedIn who, string password, Visitor visitor, CancellationToken cancel)
    {
        var (customer, refusal) = await ProveAsync(who, password, visitor, cancel);
        if (customer is null) return ([], refusal);
        if (customer.TotpOn == 0) return ([], SecurityAnswer.Wrong("", AccountFault.WrongCode));
        return ([.. await MakeCodesAsync(customer)], new([]));
    }

    /// <summary>Where another request changed the customer meanwhile there are none: an empty page would say
    /// that there never were any, so it is weather, and may be tried again.</summary>
    private async Task<IEnumerable<string>> MakeCodesAsync(Customer customer) =>
        await users.GenerateNewTwoFactorRecoveryCodesAsync(customer, CodesMax)
        ?? throw new TimeoutException("the customer was changed by another request at the same time");

    private async Task<(Customer? Customer, SecurityAnswer Refusal)> ProveAsync(
        SignedIn who, string password, Visitor visitor, CancellationToken cancel)
    {
        if (await users.FindByIdAsync(who.CustomerId.ToString()) is not { } customer)
            return (null, SecurityAnswer.Wrong("current", AccountFault.WrongPassword));
        var (wrong, wait) = await signIn.ProveAsync(customer, password, visitor, cancel);
        return wrong is { } no ? (null, SecurityAnswer.Wrong("current", no, wait)) : (customer, new([]));
    }

    private async Task TellAsync(Customer customer, string what, string whatEnglish, CancellationToken cancel)
    {
        var letter = CustomerLetters.SecurityChanged(customer, what, whatEnglish, time.GetUtcNow());
        var told = await mail.SealAsync(letter, cancel);
        await database.WriteAsync(open => mail.AddAsync(open, [told], cancel), cancel);
        mail.Wake();
    }
}
