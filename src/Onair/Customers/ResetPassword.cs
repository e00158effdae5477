using Microsoft.AspNetCore.Identity;
using Onair.Mail;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Never renumber.</summary>
public enum ResetPasswordStatus
{
    /// <summary>All sessions are over and all browsers are strangers again.</summary>
    Reset = 1,

    /// <summary>Used, too old, or never ours.</summary>
    DeadLink = 2,

    Invalid = 3,
}

/// <summary>A new password by a link in a letter: the way in that nobody can block.</summary>
public sealed class ResetPassword(
    Database database,
    UserManager<Customer> users,
    PasswordRules passwords,
    CountTries tries,
    SendMail mail,
    TimeProvider time)
{
    /// <summary>Null when a letter is on its way, or there is nobody to send it to; else how long to wait.</summary>
    public async Task<TimeSpan?> AskAsync(string email, Visitor visitor, AccountLinks links, CancellationToken cancel)
    {
        var key = Contact.EmailKey(email);
        if (await tries.EnterAsync(TryLimits.OfLetter(key, visitor), cancel) is { } wait) return wait;
        if (await users.FindByEmailAsync(key) is not { } customer) return null;
        var token = await users.GeneratePasswordResetTokenAsync(customer);
        var letter = await mail.SealAsync(CustomerLetters.Reset(customer, links.Reset(customer.Id, token)), cancel);
        await database.WriteAsync(open => mail.AddAsync(open, [letter], cancel), cancel);
        mail.Wake();
        return null;
    }

    /// <summary>True while the link opens something: the page asks before it shows its form.</summary>
    public async Task<bool> IsAliveAsync(Guid customer, string token) =>
        await users.FindByIdAsync(customer.ToString()) is { } found && await IsAliveAsync(found, token);

    public async Task<(ResetPasswordStatus Status, AccountError? Error)> RunAsync(
        Guid customer, string token, string password, CancellationToken cancel)
    {
        if (await users.FindByIdAsync(customer.ToString()) is not { } found || !await IsAliveAsync(found, token))
            return (ResetPasswordStatus.DeadLink, null);
        var fault = passwords.Check(password, found.Email, found.Name);
        if (fault != PasswordFault.None)
            return (ResetPasswordStatus.Invalid, AccountError.Of("password", fault));
        var now = time.GetUtcNow().ToStored();
        // Who reads the letter has shown that the mailbox is theirs.
        found.EmailVerifiedAt ??= now;
        if (!(await users.ResetPasswordAsync(found, token, password)).Succeeded)
            return (ResetPasswordStatus.DeadLink, null);
        var told = await mail.SealAsync(
            CustomerLetters.SecurityChanged(found, "비밀번호를 다시 정함", "the password was reset", now), cancel);
        await database.WriteAsync(
            async open =>
            {
                await open.ExecuteAsync(CustomersStore.ForgetDevices, new { customer }, cancel);
                await mail.AddAsync(open, [told], cancel);
            },
            cancel);
        mail.Wake();
        return (ResetPasswordStatus.Reset, null);
    }

    private Task<bool> IsAliveAsync(Customer customer, string token) => users.VerifyUserTokenAsync(
        customer, CustomerTokens.Name, UserManager<Customer>.ResetPasswordTokenPurpose, token);
}
