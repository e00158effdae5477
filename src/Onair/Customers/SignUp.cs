using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Onair.Mail;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>What a person fills in. Texts are trimmed by the reader; the password is as typed.</summary>
public sealed record SignUpForm(
    string Email,
    string Name,
    string Phone,
    string Password,
    bool IsEnglish,
    IReadOnlySet<ConsentPurpose> Consents);

/// <summary>Never renumber.</summary>
public enum SignUpStatus
{
    /// <summary>A letter is on its way. Says nothing of whether there was an account.</summary>
    Asked = 1,

    /// <summary>Too many letters were asked for: later.</summary>
    Wait = 2,

    /// <summary>Fields are wrong; nothing happened.</summary>
    Invalid = 3,
}

public sealed record SignUpAnswer(SignUpStatus Status, IReadOnlyList<AccountError> Errors, TimeSpan Wait = default);

/// <summary>Where the links of letters lead.</summary>
public sealed record AccountLinks(
    Func<Guid, string, string> Verify,
    Func<Guid, string, string> Reset,
    Func<Guid, string, string> ConfirmEmail,
    Func<Guid, string, string> EmailBack,
    string SignIn,
    string Forgot);

/// <summary>
/// Makes an account that waits for its mailbox to be shown. Who owns an address already gets a letter that says so, and
/// the page says the same to both: nobody learns who shops here.
/// </summary>
public sealed class SignUp(
    Database database,
    UserManager<Customer> users,
    PasswordRules passwords,
    CountTries tries,
    SendMail mail)
{
    public async Task<SignUpAnswer> RunAsync(
        SignUpForm form, Visitor visitor, AccountLinks links, DateTimeOffset now, CancellationToken cancel)
    {
        var errors = Check(form, passwords);
        if (errors.Count > 0) return new(SignUpStatus.Invalid, errors);
        var key = Contact.EmailKey(form.Email);
        if (await tries.EnterAsync(TryLimits.OfLetter(key, visitor), cancel) is { } wait)
            return new(SignUpStatus.Wait, [], wait);
        var known = await users.FindByEmailAsync(key);
        var customer = Make(form, key, now);
        // Hashed for both: how long the answer takes is the same.
        customer.PasswordHash = users.PasswordHasher.HashPassword(customer, form.Password);
        if (known is { EmailVerifiedAt: not null })
        {
            var told = await mail.SealAsync(CustomerLetters.AlreadyThere(known, links.SignIn, links.Forgot), cancel);
            await database.WriteAsync(open => mail.AddAsync(open, [told], cancel), cancel);
        }
        else
        {
            var token = await users.GenerateEmailConfirmationTokenAsync(customer);
            var letter = await mail.SealAsync(
                CustomerLetters.Verify(customer, links.Verify(customer.Id, token)), cancel);
            await database.WriteAsync(open => WriteAsync(open, customer, known, form, letter, cancel), cancel);
        }

        mail.Wake();
        return new(SignUpStatus.Asked, []);
    }

    /// <summary>Pure: everything that is wrong, at once.</summary>
    internal static List<AccountError> Check(SignUpForm form, PasswordRules passwords)
    {
        var errors = new List<AccountError>();
        if (form.Email.Length == 0) errors.Add(new("email", AccountFault.Missing));
        else if (!Contact.IsEmail(form.Email)) errors.Add(new("email", AccountFault.NotEmail));
        AccountError.CheckText(errors, "name", form.Name, Customer.NameCharsMax);
        if (form.Phone.Length > 0 && Contact.Phone(form.Phone) is null) errors.Add(new("phone", AccountFault.NotPhone));
        AccountError.Add(errors, "password", passwords.Check(form.Password, form.Email, form.Name));
        foreach (var purpose in ConsentRules.Required)
        {
            if (!form.Consents.Contains(purpose)) errors.Add(new(FieldOf(purpose), AccountFault.MustAgree));
        }

        return errors;
    }

    /// <summary>How forms name a purpose.</summary>
    public static string FieldOf(ConsentPurpose purpose) => "agree-" + purpose.ToString().ToLowerInvariant();

    private static Customer Make(SignUpForm form, string key, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Email = form.Email,
        EmailKey = key,
        Name = form.Name,
        Phone = Contact.Phone(form.Phone),
        SecurityStamp = NewStamp(),
        IsEnglish = form.IsEnglish ? 1 : 0,
        CreatedAt = now.ToStored(),
        Version = 1,
    };

    internal static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>An account whose mailbox nobody has shown gives way: the last letter is the one that counts.</summary>
    private async Task WriteAsync(
        Transaction open, Customer customer, Customer? unverified, SignUpForm form, SealedLetter letter,
        CancellationToken cancel)
    {
        if (unverified is not null) await LeaveShop.EraseAsync(open, unverified.Id, cancel);
        // Somebody was quicker with the same address: their letter is on its way.
        if (await open.ExecuteAsync(CustomersStore.Add, customer, cancel) == 0) return;
        foreach (var purpose in Enum.GetValues<ConsentPurpose>())
        {
            var granted = form.Consents.Contains(purpose);
            // Not asked again and not said: only what was said is history.
            if (!granted && !ConsentRules.Optional.Contains(purpose)) continue;
            await GiveConsents.AddAsync(open, customer.Id, purpose, granted, customer.CreatedAt, cancel);
        }

        await mail.AddAsync(open, [letter], cancel);
    }
}
