using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Onair.Mail;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Never renumber.</summary>
public enum TakeEmailBackStatus
{
    /// <summary>It had not happened yet, and will not.</summary>
    Stopped = 1,

    /// <summary>The account has its old mailbox again.</summary>
    Restored = 2,

    /// <summary>Used, too old, or never ours.</summary>
    DeadLink = 3,

    /// <summary>The old mailbox has shown that it is another account's by now.</summary>
    Taken = 4,
}

/// <param name="Status">What became of it.</param>
/// <param name="Customer">Whose account.</param>
/// <param name="ResetToken">Opens the form of a new password, when something was taken back.</param>
public sealed record TakenBack(TakeEmailBackStatus Status, Guid Customer = default, string? ResetToken = null);

/// <summary>
/// The old mailbox says "that was not me". Who asked for the change knows the password, so that every session is over,
/// all browsers are strangers, passkeys and an authenticator app that were added since are gone, and a new password is
/// chosen at once.
/// </summary>
public sealed class TakeEmailBack(
    Database database,
    UserManager<Customer> users,
    CustomerKeys keys,
    Tickets tickets,
    SendMail mail,
    TimeProvider time,
    ILogger<TakeEmailBack> logger)
{
    /// <summary>True while the link opens something: the page asks before it shows its button.</summary>
    public async Task<bool> IsAliveAsync(Guid id, string token, CancellationToken cancel) =>
        keys.IsValid(EmailChange.BackKey(id), token) && await FindAsync(id, cancel) is not null;

    public async Task<TakenBack> RunAsync(Guid id, string token, CancellationToken cancel)
    {
        if (!keys.IsValid(EmailChange.BackKey(id), token) || await FindAsync(id, cancel) is not { } change)
            return new(TakeEmailBackStatus.DeadLink);
        if (await users.FindByIdAsync(change.CustomerId.ToString()) is not { } before)
            return new(TakeEmailBackStatus.DeadLink);
        before.Email = change.OldEmail;
        var told = await mail.SealAsync(
            CustomerLetters.SecurityChanged(
                before, "이메일 변경을 취소함", "the change of e-mail was taken back", time.GetUtcNow()),
            cancel);
        var status = await database.WriteAsync(open => TakeBackAsync(open, id, told, cancel), cancel);
        if (status is TakeEmailBackStatus.DeadLink or TakeEmailBackStatus.Taken) return new(status);
        await tickets.RecallAsync(change.CustomerId);
        mail.Wake();
        CustomersLog.EmailTakenBack(logger, change.CustomerId);
        return await users.FindByIdAsync(change.CustomerId.ToString()) is { } customer
            ? new(status, customer.Id, await users.GeneratePasswordResetTokenAsync(customer))
            : new(TakeEmailBackStatus.DeadLink);
    }

    private Task<EmailChange?> FindAsync(Guid id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(
            open => open.FirstAsync<EmailChange>(CustomersStore.FindEmailChange, new { id, now }, cancel), cancel);
    }

    private async Task<TakeEmailBackStatus> TakeBackAsync(
        Transaction open, Guid id, SealedLetter told, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var known = await open.FirstAsync<EmailChange>(CustomersStore.FindEmailChange, new { id, now }, cancel);
        if (known is null) return TakeEmailBackStatus.DeadLink;
        var who = new { customer = known.CustomerId, since = known.AskedAt, keep = Guid.Empty };
        await open.FirstAsync<Guid?>(CustomersStore.LockCustomer, who, cancel);
        // Again, behind the lock.
        var change = await open.FirstAsync<EmailChange>(CustomersStore.FindEmailChange, new { id, now }, cancel);
        var customer = await open.FirstAsync<Customer>(CustomersStore.ById, new { id = known.CustomerId }, cancel);
        if (change is null || customer is null) return TakeEmailBackStatus.DeadLink;
        if (!await ChangeEmail.MakeRoomAsync(open, change.OldEmail, customer.Id, cancel))
            return TakeEmailBackStatus.Taken;
        customer.Email = change.OldEmail;
        customer.EmailKey = Contact.EmailKey(change.OldEmail);
        customer.EmailVerifiedAt = now;
        customer.SecurityStamp = SignUp.NewStamp();
        if (change.TotpOn == 0 && customer.TotpOn == 1) (customer.TotpOn, customer.SealedTotp) = (0, null);
        await open.ExecuteAsync(CustomersStore.Update, customer, cancel);
        await open.ExecuteAsync(CustomersStore.RemovePasskeysSince, who, cancel);
        await open.ExecuteAsync(CustomersStore.EndOtherSessions, who, cancel);
        await open.ExecuteAsync(CustomersStore.ForgetDevices, who, cancel);
        await open.ExecuteAsync(CustomersStore.DropEmailChangesSince, who, cancel);
        await mail.AddAsync(open, [told], cancel);
        return change.ChangedAt is null ? TakeEmailBackStatus.Stopped : TakeEmailBackStatus.Restored;
    }
}
