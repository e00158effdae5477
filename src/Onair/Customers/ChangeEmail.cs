using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Onair.Mail;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Never renumber.</summary>
public enum ConfirmEmailStatus
{
    /// <summary>The account has the new mailbox; the browser that asked stays signed in, all others do not.</summary>
    Changed = 1,

    /// <summary>
    /// Used, too old, replaced, ended by a new password, or another's mailbox by now: not told apart.
    /// </summary>
    DeadLink = 2,
}

/// <summary>
/// A new mailbox for an account: the password asks for it, the new mailbox confirms it, the old one is told at both
/// times and has a way back (<see cref="TakeEmailBack"/>). Whether the new mailbox has an account already is told to
/// that mailbox alone.
/// </summary>
public sealed class ChangeEmail(
    Database database,
    UserManager<Customer> users,
    CustomerKeys keys,
    SignIn signIn,
    CountTries tries,
    Tickets tickets,
    SendMail mail,
    TimeProvider time,
    ILogger<ChangeEmail> logger)
{
    /// <summary>The mailbox that waits to be confirmed; null for none.</summary>
    public Task<string?> WaitingAsync(Guid customer, CancellationToken cancel) => database.ReadAsync(
        async open => (await ListAsync(open, customer, time.GetUtcNow(), cancel))
            .Find(change => change.ChangedAt is null)?.NewEmail,
        cancel);

    /// <summary>Who asked has thought better of it.</summary>
    public Task StopAsync(Guid customer, CancellationToken cancel) => database.WriteAsync(
        open => open.ExecuteAsync(CustomersStore.DropWaitingEmail, new { customer }, cancel), cancel);

    public async Task<SecurityAnswer> AskAsync(
        SignedIn who, string email, string password, Visitor visitor, AccountLinks links, CancellationToken cancel)
    {
        var errors = Check(email, password, who.Email);
        if (errors.Count > 0) return new(errors);
        if (await users.FindByIdAsync(who.CustomerId.ToString()) is not { } customer)
            return SecurityAnswer.Wrong("current", AccountFault.WrongPassword);
        var (wrong, wait) = await signIn.ProveAsync(customer, password, visitor, cancel);
        if (wrong is { } no) return SecurityAnswer.Wrong("current", no, wait);
        var key = Contact.EmailKey(email);
        if (await tries.EnterAsync(TryLimits.OfEmailChange(customer.EmailKey, key, visitor), cancel) is { } late)
            return SecurityAnswer.Wrong("email", AccountFault.WrongCode, late);
        var now = time.GetUtcNow().ToStored();
        var change = new EmailChange
        {
            Id = Guid.CreateVersion7(now),
            CustomerId = customer.Id,
            OldEmail = customer.Email,
            NewEmail = email,
            Stamp = customer.SecurityStamp,
            SessionId = who.SessionId,
            TotpOn = customer.TotpOn,
            AskedAt = now,
            EndsAt = now + EmailChange.ConfirmLife,
        };
        var owner = await users.FindByEmailAsync(key);
        var first = owner is { EmailVerifiedAt: not null }
            ? EmailLetters.Taken(owner, links.SignIn, links.Forgot)
            : EmailLetters.Confirm(
                customer, email, links.ConfirmEmail(change.Id, keys.Of(EmailChange.ConfirmKey(change.Id))));
        var second = EmailLetters.Asked(customer, now, BackLink(change, links));
        SealedLetter[] letters = [await mail.SealAsync(first, cancel), await mail.SealAsync(second, cancel)];
        await database.WriteAsync(
            async open =>
            {
                await open.FirstAsync<Guid?>(CustomersStore.LockCustomer, new { customer = customer.Id }, cancel);
                await open.ExecuteAsync(CustomersStore.DropWaitingEmail, new { customer = customer.Id }, cancel);
                await open.ExecuteAsync(CustomersStore.AddEmailChange, change, cancel);
                await mail.AddAsync(open, letters, cancel);
            },
            cancel);
        mail.Wake();
        return new([]);
    }

    /// <summary>True while the link opens something: the page asks before it shows its button.</summary>
    public async Task<bool> IsAliveAsync(Guid id, string token, CancellationToken cancel) =>
        keys.IsValid(EmailChange.ConfirmKey(id), token)
        && await database.ReadAsync(open => FindAsync(open, id, time.GetUtcNow(), cancel), cancel) is not null;

    public async Task<ConfirmEmailStatus> ConfirmAsync(
        Guid id, string token, AccountLinks links, CancellationToken cancel)
    {
        if (!keys.IsValid(EmailChange.ConfirmKey(id), token)) return ConfirmEmailStatus.DeadLink;
        var now = time.GetUtcNow().ToStored();
        var found = await database.ReadAsync(open => FindAsync(open, id, now, cancel), cancel);
        if (found is not { } alive) return ConfirmEmailStatus.DeadLink;
        var told = await mail.SealAsync(
            EmailLetters.Changed(alive.Customer, now, BackLink(alive.Change, links)), cancel);
        var isChanged = await database.WriteAsync(open => ChangeAsync(open, id, told, now, cancel), cancel);
        if (!isChanged) return ConfirmEmailStatus.DeadLink;
        await tickets.RecallAsync(alive.Customer.Id);
        mail.Wake();
        CustomersLog.EmailChanged(logger, alive.Customer.Id);
        return ConfirmEmailStatus.Changed;
    }

    /// <summary>
    /// Frees a mailbox whose account was never shown, as signing up does. False when somebody has shown that it is
    /// theirs.
    /// </summary>
    internal static async Task<bool> MakeRoomAsync(
        Transaction open, string email, Guid customer, CancellationToken cancel)
    {
        var key = Contact.EmailKey(email);
        var owner = await open.FirstAsync<Customer>(CustomersStore.ByEmail, new { key }, cancel);
        if (owner is null || owner.Id == customer) return true;
        if (owner.EmailVerifiedAt is not null) return false;
        await LeaveShop.EraseAsync(open, owner.Id, cancel);
        return true;
    }

    internal static Task<List<EmailChange>> ListAsync(
        Transaction open, Guid customer, DateTimeOffset now, CancellationToken cancel) =>
        open.QueryAsync<EmailChange>(CustomersStore.EmailChangesOf, new { customer, now }, cancel);

    private static List<AccountError> Check(string email, string password, string current)
    {
        var errors = new List<AccountError>();
        if (email.Length == 0) errors.Add(new("email", AccountFault.Missing));
        else if (!Contact.IsEmail(email)) errors.Add(new("email", AccountFault.NotEmail));
        else if (Contact.EmailKey(email) == Contact.EmailKey(current))
            errors.Add(new("email", AccountFault.SameEmail));
        if (password.Length == 0) errors.Add(new("current", AccountFault.Missing));
        return errors;
    }

    /// <summary>What waits under this id, and whose account it is; null when it can no longer be confirmed.</summary>
    private static async Task<(EmailChange Change, Customer Customer)?> FindAsync(
        Transaction open, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var change = await open.FirstAsync<EmailChange>(CustomersStore.FindEmailChange, new { id, now }, cancel);
        if (change is not { ChangedAt: null }) return null;
        var customer = await open.FirstAsync<Customer>(CustomersStore.ById, new { id = change.CustomerId }, cancel);
        return customer is not null && customer.SecurityStamp == change.Stamp ? (change, customer) : null;
    }

    private async Task<bool> ChangeAsync(
        Transaction open, Guid id, SealedLetter told, DateTimeOffset now, CancellationToken cancel)
    {
        if (await FindAsync(open, id, now, cancel) is not var (change, _)) return false;
        var who = new { customer = change.CustomerId, keep = change.SessionId };
        await open.FirstAsync<Guid?>(CustomersStore.LockCustomer, who, cancel);
        // Again, behind the lock.
        if (await FindAsync(open, id, now, cancel) is not var (_, customer)) return false;
        if (!await MakeRoomAsync(open, change.NewEmail, customer.Id, cancel)) return false;
        customer.Email = change.NewEmail;
        customer.EmailKey = Contact.EmailKey(change.NewEmail);
        customer.EmailVerifiedAt = now;
        customer.SecurityStamp = SignUp.NewStamp();
        await open.ExecuteAsync(CustomersStore.Update, customer, cancel);
        var kept = new { id = change.SessionId, customer = customer.Id, stamp = customer.SecurityStamp };
        await open.ExecuteAsync(CustomersStore.KeepSession, kept, cancel);
        await open.ExecuteAsync(CustomersStore.EndOtherSessions, who, cancel);
        await open.ExecuteAsync(
            CustomersStore.EndEmailChange, new { id, now, until = now + EmailChange.BackLife }, cancel);
        await mail.AddAsync(open, [told], cancel);
        return true;
    }

    private string BackLink(EmailChange change, AccountLinks links) =>
        links.EmailBack(change.Id, keys.Of(EmailChange.BackKey(change.Id)));
}
