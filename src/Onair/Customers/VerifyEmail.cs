using Microsoft.AspNetCore.Identity;
using Onair.Mail;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Never renumber.</summary>
public enum VerifyEmailStatus
{
    Verified = 1,

    /// <summary>Too old, of another address, or never ours.</summary>
    DeadLink = 2,
}

/// <summary>The mailbox is theirs: they have opened the letter.</summary>
public sealed class VerifyEmail(Database database, UserManager<Customer> users, CountTries tries, SendMail mail)
{
    public async Task<VerifyEmailStatus> RunAsync(Guid customer, string token)
    {
        if (await users.FindByIdAsync(customer.ToString()) is not { } found) return VerifyEmailStatus.DeadLink;
        return (await users.ConfirmEmailAsync(found, token)).Succeeded
            ? VerifyEmailStatus.Verified
            : VerifyEmailStatus.DeadLink;
    }

    /// <summary>Sends the letter again. Null when it was, or when there is nobody to send it to; else how long to
    /// wait.</summary>
    public async Task<TimeSpan?> AskAgainAsync(
        string email, Visitor visitor, AccountLinks links, CancellationToken cancel)
    {
        var key = Contact.EmailKey(email);
        if (await tries.EnterAsync(TryLimits.OfLetter(key, visitor), cancel) is { } wait) return wait;
        if (await users.FindByEmailAsync(key) is not { EmailVerifiedAt: null } customer) return null;
        var token = await users.GenerateEmailConfirmationTokenAsync(customer);
        var letter = await mail.SealAsync(CustomerLetters.Verify(customer, links.Verify(customer.Id, token)), cancel);
        await database.WriteAsync(open => mail.AddAsync(open, [letter], cancel), cancel);
        mail.Wake();
        return null;
    }
}
