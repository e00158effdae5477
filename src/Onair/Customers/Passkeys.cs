using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Onair.Mail;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>What a browser needs to ask its authenticator.</summary>
/// <param name="Options">JSON for <c>navigator.credentials</c>.</param>
/// <param name="State">Sealed; comes back with the answer.</param>
public sealed record PasskeyQuestion(string Options, string State);

/// <summary>Never renumber.</summary>
public enum AddPasskeyStatus
{
    Added = 1,

    /// <summary>The answer does not fit the question, or the question is too old.</summary>
    Refused = 2,

    /// <summary>More than <see cref="Passkey.Max"/>.</summary>
    TooMany = 3,

    WrongPassword = 4,

    Wait = 5,
}

/// <summary>
/// Passkeys (WebAuthn), checked by Identity. What is between question and answer lies sealed in the browser, bound to
/// its purpose and its customer, for five minutes.
/// </summary>
public sealed class Passkeys(
    Database database,
    UserManager<Customer> users,
    IPasskeyHandler<Customer> handler,
    SignIn signIn,
    CustomersSeal seal,
    SendMail mail,
    TimeProvider time,
    ILogger<Passkeys> logger)
{
    /// <summary>Characters of an answer: attestation and client data are some 1,500.</summary>
    public const int AnswerCharsMax = 12 * 1024;

    private const string signInPurpose = "passkey-sign-in";

    /// <summary>As long as browsers wait for a finger.</summary>
    private static readonly TimeSpan questionLife = TimeSpan.FromMinutes(5);

    public Task<List<Passkey>> ListAsync(Guid customer, CancellationToken cancel) => database.ReadAsync(
        open => open.QueryAsync<Passkey>(CustomersStore.Passkeys, new { id = customer }, cancel), cancel);

    /// <summary>Asks for a new passkey, after the password.</summary>
    public async Task<(AddPasskeyStatus Status, PasskeyQuestion? Question, TimeSpan Wait)> AskToAddAsync(
        SignedIn who, string password, Visitor visitor, HttpContext http, CancellationToken cancel)
    {
        if (await users.FindByIdAsync(who.CustomerId.ToString()) is not { } customer)
            return (AddPasskeyStatus.WrongPassword, null, default);
        var (wrong, wait) = await signIn.ProveAsync(customer, password, visitor, cancel);
        if (wrong is not null)
            return (wait > TimeSpan.Zero ? AddPasskeyStatus.Wait : AddPasskeyStatus.WrongPassword, null, wait);
        var own = await ListAsync(customer.Id, cancel);
        if (own.Count >= Passkey.Max) return (AddPasskeyStatus.TooMany, null, default);
        var entity = new PasskeyUserEntity
        {
            Id = customer.Id.ToString(),
            Name = customer.Email,
            DisplayName = customer.Name,
        };
        var made = await handler.MakeCreationOptionsAsync(entity, http);
        var state = await SealAsync(made.AttestationState ?? "", AddPurposeOf(customer.Id), cancel);
        return (AddPasskeyStatus.Added, new PasskeyQuestion(made.CreationOptionsJson, state), default);
    }

    public async Task<AddPasskeyStatus> AddAsync(
        SignedIn who, string answer, string state, string name, HttpContext http, CancellationToken cancel)
    {
        if (await OpenAsync(state, AddPurposeOf(who.CustomerId), cancel) is not { } asked
            || answer.Length > AnswerCharsMax
            || await users.FindByIdAsync(who.CustomerId.ToString()) is not { } customer)
            return AddPasskeyStatus.Refused;
        var result = await handler.PerformAttestationAsync(
            new PasskeyAttestationContext { HttpContext = http, CredentialJson = answer, AttestationState = asked });
        if (!result.Succeeded || result.UserEntity.Id != customer.Id.ToString())
        {
            CustomersLog.PasskeyRefused(logger, customer.Id, result.Failure?.Message ?? "of another customer");
            return AddPasskeyStatus.Refused;
        }

        if ((await ListAsync(customer.Id, cancel)).Count >= Passkey.Max) return AddPasskeyStatus.TooMany;
        // An authenticator that repeats somebody's id gets nothing that is theirs.
        if (await users.FindByPasskeyIdAsync(result.Passkey.CredentialId) is not null) return AddPasskeyStatus.Refused;
        result.Passkey.Name = name.Length <= Passkey.NameCharsMax ? name : name[..Passkey.NameCharsMax];
        await users.AddOrUpdatePasskeyAsync(customer, result.Passkey);
        var letter = CustomerLetters.SecurityChanged(
            customer, "패스키 추가", "a passkey was added", time.GetUtcNow());
        var told = await mail.SealAsync(letter, cancel);
        await database.WriteAsync(open => mail.AddAsync(open, [told], cancel), cancel);
        mail.Wake();
        return AddPasskeyStatus.Added;
    }

    /// <summary>False when there is no such passkey of this customer.</summary>
    public async Task<bool> RemoveAsync(Guid customer, Guid id, CancellationToken cancel) => await database.WriteAsync(
        open => open.ExecuteAsync(CustomersStore.RemovePasskeyById, new { customer, id }, cancel), cancel) == 1;

    /// <summary>Asks whoever is there; the authenticator knows who that is.</summary>
    public async Task<PasskeyQuestion> AskToSignInAsync(HttpContext http, CancellationToken cancel)
    {
        var made = await handler.MakeRequestOptionsAsync(null, http);
        return new PasskeyQuestion(
            made.RequestOptionsJson, await SealAsync(made.AssertionState ?? "", signInPurpose, cancel));
    }

    /// <summary>A passkey is two factors by itself, as the authenticator has asked for finger or PIN.</summary>
    public async Task<SignInAnswer> SignInAsync(
        string answer, string state, HttpContext http, CancellationToken cancel)
    {
        if (answer.Length > AnswerCharsMax || await OpenAsync(state, signInPurpose, cancel) is not { } asked)
            return new(SignInStatus.Wrong);
        var result = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext { HttpContext = http, CredentialJson = answer, AssertionState = asked });
        if (!result.Succeeded)
        {
            CustomersLog.PasskeyRefused(logger, null, result.Failure.Message);
            return new(SignInStatus.Wrong);
        }

        await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        if (result.User.EmailVerifiedAt is null) return new(SignInStatus.Unverified, result.User);
        CustomersLog.SignedIn(logger, result.User.Id, "passkey");
        return new(SignInStatus.SignedIn, result.User);
    }

    private static string AddPurposeOf(Guid customer) => $"passkey-add:{customer}";

    private Task<string> SealAsync(string text, string purpose, CancellationToken cancel) =>
        seal.SealAsync($"{(time.GetUtcNow() + questionLife).ToUnixTimeSeconds()} {text}", purpose, cancel);

    /// <summary>Null for what is not ours, or too old.</summary>
    private async Task<string?> OpenAsync(string state, string purpose, CancellationToken cancel)
    {
        try
        {
            var opened = await seal.OpenAsync(state, purpose, cancel);
            var space = opened.IndexOf(' ');
            var until = long.Parse(opened.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture);
            return until > time.GetUtcNow().ToUnixTimeSeconds() ? opened[(space + 1)..] : null;
        }
        catch (CryptographicException)
        {
            // Not weather and not impossible: a browser may send anything.
            return null;
        }
    }
}
