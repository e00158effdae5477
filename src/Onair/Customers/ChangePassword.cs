using Microsoft.AspNetCore.Identity;
using Onair.Mail;
using Onair.Storage;

namespace Onair.Customers;

/// <param name="Errors">What is wrong; empty when it is done.</param>
/// <param name="Wait">How long until the next try, when there were too many.</param>
/// <param name="Session">The new token of this session; all others are over.</param>
public sealed record SecurityAnswer(
    IReadOnlyList<AccountError> Errors, TimeSpan Wait = default, string? Session = null)
{
    public bool IsDone => Errors.Count == 0;

    internal static SecurityAnswer Wrong(string field, AccountFault fault, TimeSpan wait = default) =>
        new([new AccountError(field, fault)], wait);
}

/// <summary>A new password by the old one.</summary>
public sealed class ChangePassword(
    Database database,
    UserManager<Customer> users,
    PasswordRules passwords,
    SignIn signIn,
    Sessions sessions,
    SendMail mail,
    TimeProvider time)
{
    public async Task<SecurityAnswer> RunAsync(
        SignedIn who, string current, string wanted, Visitor visitor, CancellationToken cancel)
    {
        if (await users.FindByIdAsync(who.CustomerId.ToString()) is not { } customer)
            return SecurityAnswer.Wrong("current", AccountFault.WrongPassword);
        var fault = passwords.Check(wanted, customer.Email, customer.Name);
        if (fault != PasswordFault.None) return new([AccountError.Of("password", fault)]);
        var (wrong, wait) = await signIn.ProveAsync(customer, current, visitor, cancel);
        if (wrong is { } no) return SecurityAnswer.Wrong("current", no, wait);
        if (!(await users.ChangePasswordAsync(customer, current, wanted)).Succeeded)
            return SecurityAnswer.Wrong("current", AccountFault.WrongPassword);
        var token = await sessions.RenewAsync(customer, who.SessionId, cancel);
        var now = time.GetUtcNow();
        var told = await mail.SealAsync(
            CustomerLetters.SecurityChanged(customer, "비밀번호 변경", "the password was changed", now), cancel);
        await database.WriteAsync(open => mail.AddAsync(open, [told], cancel), cancel);
        mail.Wake();
        return new([], Session: token);
    }
}
