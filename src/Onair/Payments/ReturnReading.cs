namespace Onair.Payments;

/// <summary>A browser that came back from a provider's window, as it came: everything in it may be forged.</summary>
/// <param name="Query">Of the address.</param>
/// <param name="Form">Of the body; empty for GET.</param>
public sealed record BrowserReturn(IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Form);

/// <summary>What a provider's window said. Never renumber.</summary>
public enum ReturnKind
{
    /// <summary>The customer finished; approval may begin.</summary>
    Authenticated = 1,

    /// <summary>The customer closed the window or cancelled in it.</summary>
    GivenUp = 2,

    /// <summary>The provider said no in its window.</summary>
    Refused = 3,

    /// <summary>Not a message of this provider, or one of another merchant or order. Nothing changes.</summary>
    Invalid = 4,
}

/// <summary>A return in our words. What it claims is checked against the attempt and again at approval.</summary>
public sealed record ReturnReading
{
    public required ReturnKind Kind { get; init; }

    /// <summary>As the window said it; null when this provider's does not say.</summary>
    public long? Amount { get; init; }

    /// <summary>The provider's id of the payment, if it has one by now.</summary>
    public string? Reference { get; init; }

    /// <summary>What the approval will need; at most <see cref="Authentication.SessionLengthMax"/>.</summary>
    public string? Session { get; init; }

    /// <summary>Why it was given up, refused or is invalid: the provider's code or a word of ours.</summary>
    public string? Code { get; init; }

    public string? Message { get; init; }

    public static ReturnReading Authenticated(long? amount, string? reference, string? session) => new()
    {
        Kind = ReturnKind.Authenticated,
        Amount = amount,
        Reference = reference,
        Session = session,
    };

    public static ReturnReading GivenUp(string code) => new() { Kind = ReturnKind.GivenUp, Code = code };

    public static ReturnReading Refused(string code, string? message) =>
        new() { Kind = ReturnKind.Refused, Code = code, Message = message };

    public static ReturnReading Invalid(string code) => new() { Kind = ReturnKind.Invalid, Code = code };
}
