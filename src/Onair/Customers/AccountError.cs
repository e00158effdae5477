namespace Onair.Customers;

/// <summary>What is wrong with a field of an account's form. Pages say it in the person's language; never
/// renumber.</summary>
public enum AccountFault
{
    Missing = 1,

    TooLong = 2,

    NotEmail = 3,

    NotPhone = 4,

    PasswordTooShort = 5,

    PasswordTooLong = 6,

    /// <summary>Others have lost it, or it is guessed first.</summary>
    PasswordBreached = 7,

    /// <summary>It is the person's own name or address.</summary>
    PasswordPersonal = 8,

    /// <summary>A consent without which there is no account.</summary>
    MustAgree = 9,

    /// <summary>Five digits (Korea's postcodes since 2015).</summary>
    NotPostcode = 10,

    WrongPassword = 11,

    WrongCode = 12,

    /// <summary>It is the account's address already.</summary>
    SameEmail = 13,
}

/// <param name="Field">As the form names it.</param>
/// <param name="Fault">What is wrong.</param>
public readonly record struct AccountError(string Field, AccountFault Fault)
{
    /// <summary>The fault of a text that must be there.</summary>
    internal static void CheckText(List<AccountError> errors, string field, string text, int charsMax)
    {
        if (text.Length == 0) errors.Add(new(field, AccountFault.Missing));
        else if (text.Length > charsMax) errors.Add(new(field, AccountFault.TooLong));
    }

    internal static void Add(List<AccountError> errors, string field, PasswordFault fault)
    {
        if (fault != PasswordFault.None) errors.Add(Of(field, fault));
    }

    internal static AccountError Of(string field, PasswordFault fault) => new(field, fault switch
    {
        PasswordFault.TooShort => AccountFault.PasswordTooShort,
        PasswordFault.TooLong => AccountFault.PasswordTooLong,
        PasswordFault.Breached => AccountFault.PasswordBreached,
        PasswordFault.Personal => AccountFault.PasswordPersonal,
        PasswordFault.None => throw new InvalidOperationException("nothing is wrong with it"),
    });
}
