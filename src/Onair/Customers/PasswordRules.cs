using Microsoft.AspNetCore.Identity;
using Onair.Primitives;

namespace Onair.Customers;

/// <summary>What is wrong with a password. Shown beside its field; never renumber.</summary>
public enum PasswordFault
{
    None = 0,

    TooShort = 1,

    TooLong = 2,

    /// <summary>On a list of stolen or very common ones.</summary>
    Breached = 3,

    /// <summary>The person's own address or name.</summary>
    Personal = 4,
}

/// <summary>
/// Which passwords are taken: NIST SP 800-63B, 3.1.1.2. Long enough, and not one that is guessed first; no rule about
/// kinds of characters and no expiry, as both make people choose worse ones.
/// </summary>
public sealed class PasswordRules(BreachedPasswords breached) : IPasswordValidator<Customer>
{
    public const int CharsMin = 8;

    /// <summary>Room for any sentence; a bound for what is hashed.</summary>
    public const int CharsMax = 128;

    public PasswordFault Check(string password, string email, string name)
    {
        if (password.Length < CharsMin) return PasswordFault.TooShort;
        if (password.Length > CharsMax) return PasswordFault.TooLong;
        var typed = password.ToLowerInvariant();
        var mailbox = Contact.EmailKey(email).Split('@')[0];
        if (typed == Contact.EmailKey(email) || typed == name.ToLowerInvariant()) return PasswordFault.Personal;
        // gildong1234 is gildong for whoever knows the address.
        if (mailbox.Length >= 4 && typed.Trim("0123456789!@#$%^&*".ToCharArray()) == mailbox)
            return PasswordFault.Personal;
        return breached.Has(password) ? PasswordFault.Breached : PasswordFault.None;
    }

    public Task<IdentityResult> ValidateAsync(UserManager<Customer> manager, Customer user, string? password)
    {
        var fault = Check(password ?? "", user.Email, user.Name);
        return Task.FromResult(fault == PasswordFault.None
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = fault.ToString() }));
    }
}
