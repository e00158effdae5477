namespace Onair.Customers;

/// <summary>A person with an account: what Identity calls a user.</summary>
public sealed class Customer
{
    /// <summary>Characters of a name, as orders take it.</summary>
    public const int NameCharsMax = 100;

    public Guid Id { get; init; }

    /// <summary>As it was typed.</summary>
    public string Email { get; set; } = "";

    /// <summary><see cref="Primitives.Contact.EmailKey"/> of it: unique.</summary>
    public string EmailKey { get; set; } = "";

    /// <summary>Null until the person has shown that the mailbox is theirs.</summary>
    public DateTimeOffset? EmailVerifiedAt { get; set; }

    public string Name { get; set; } = "";

    /// <summary>Digits only; null when it was not given.</summary>
    public string? Phone { get; set; }

    /// <summary>Identity's format, version 3.</summary>
    public string PasswordHash { get; set; } = "";

    /// <summary>Changes with the password and the second factor: every session of the old one is over.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>The secret that the authenticator app shares, sealed; null when there is none.</summary>
    public string? SealedTotp { get; set; }

    /// <summary>1 when signing in asks for a code of the app.</summary>
    public int TotpOn { get; set; }

    /// <summary>The last 30 seconds, counted from 1970, whose code was used.</summary>
    public long TotpStep { get; set; }

    /// <summary>1 when letters are written in English.</summary>
    public int IsEnglish { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Adds one with every change; a change that read an older one is refused.</summary>
    public int Version { get; set; }
}
