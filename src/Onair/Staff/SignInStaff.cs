using Microsoft.Extensions.Logging;
using Onair.Customers;
using Onair.Staff.Audit;
using Onair.Storage;

namespace Onair.Staff;

/// <summary>Never renumber.</summary>
public enum SignInStaffStatus
{
    SignedIn = 1,

    /// <summary>The password is right; a code of the authenticator app is asked for.</summary>
    NeedsCode = 2,

    /// <summary>Wrong, or not staff: not told apart.</summary>
    Wrong = 3,

    /// <summary>Too many tries.</summary>
    Wait = 4,

    /// <summary>Password and roles are right, but the account's second factor was turned off.</summary>
    NoSecondFactor = 5,

    /// <summary>The code came too late: from the start.</summary>
    TooLate = 6,
}

/// <param name="Status">What became of it.</param>
/// <param name="Pending">For <see cref="SignInStaffStatus.NeedsCode"/>: what the form of the code carries.</param>
/// <param name="Token">For <see cref="SignInStaffStatus.SignedIn"/>: the cookie.</param>
/// <param name="Wait">How long until the next try.</param>
public sealed record StaffAnswer(
    SignInStaffStatus Status, string? Pending = null, string? Token = null, TimeSpan Wait = default);

/// <summary>
/// Lets staff in: by password and a code of the app, or by a passkey, which is both. The same limits as at the shop's
/// own door count the tries.
/// </summary>
public sealed class SignInStaff(
    Database database, SignIn signIn, PendingSignIns pending, StaffSessions sessions, TimeProvider time,
    ILogger<SignInStaff> logger)
{
    /// <summary>The first step.</summary>
    public async Task<StaffAnswer> RunAsync(
        string email, string password, Visitor visitor, CancellationToken cancel)
    {
        var answer = await signIn.RunAsync(email, password, visitor, cancel);
        if (answer.Status == SignInStatus.Wait) return new(SignInStaffStatus.Wait, Wait: answer.Wait);
        var isRight = answer.Status is SignInStatus.SignedIn or SignInStatus.NeedsCode;
        if (!isRight || await RolesAsync(answer.Customer!.Id, cancel) == StaffRoles.None)
            return new(SignInStaffStatus.Wrong);
        return answer.Status == SignInStatus.NeedsCode
            ? new(SignInStaffStatus.NeedsCode, Pending: await pending.SealAsync(answer.Customer, cancel))
            : new(SignInStaffStatus.NoSecondFactor);
    }

    /// <summary>The second step.</summary>
    public async Task<StaffAnswer> EnterCodeAsync(
        string sealedWho, string code, Visitor visitor, CancellationToken cancel)
    {
        if (await pending.OpenAsync(sealedWho, cancel) is not { } id) return new(SignInStaffStatus.TooLate);
        var answer = await signIn.EnterCodeAsync(id, code, visitor, cancel);
        if (answer.Status == SignInStatus.Wait) return new(SignInStaffStatus.Wait, Wait: answer.Wait);
        if (answer.Status == SignInStatus.SignedIn) return await OpenAsync(answer.Customer!, visitor, cancel);
        await TellAsync(id, visitor, cancel);
        return new(SignInStaffStatus.Wrong);
    }

    /// <summary>Who has shown a passkey (<see cref="Passkeys.SignInAsync"/>).</summary>
    public async Task<StaffAnswer> ByPasskeyAsync(SignInAnswer shown, Visitor visitor, CancellationToken cancel) =>
        shown.Status == SignInStatus.SignedIn
            ? await OpenAsync(shown.Customer!, visitor, cancel)
            : new(SignInStaffStatus.Wrong);

    private async Task<StaffAnswer> OpenAsync(Customer customer, Visitor visitor, CancellationToken cancel)
    {
        if (await sessions.OpenAsync(customer, visitor, cancel) is not { } token) return new(SignInStaffStatus.Wrong);
        StaffLog.SignedIn(logger, customer.Id);
        return new(SignInStaffStatus.SignedIn, Token: token);
    }

    /// <summary>A wrong code after the right password is worth knowing of: somebody has the password.</summary>
    private Task TellAsync(Guid id, Visitor visitor, CancellationToken cancel) => database.WriteAsync(
        async open =>
        {
            var actor = new Actor(id, "", visitor.Address?.ToString() ?? "");
            var entry = new AuditDraft(actor, Deed.CodeRefused, $"staff:{id}", "");
            await WriteAudit.RunAsync(open, entry, time.GetUtcNow().ToStored(), cancel);
        },
        cancel);

    private async Task<StaffRoles> RolesAsync(Guid id, CancellationToken cancel) =>
        (await database.ReadAsync(
            open => open.FirstAsync<StaffMember>(StaffStore.Member, new { id }, cancel), cancel))?.Roles
        ?? StaffRoles.None;
}
