namespace Onair.Payments.Inicis;

/// <summary>What the approval needs, as it is kept in <see cref="Attempt.Session"/>. Prints nothing of it.</summary>
/// <param name="IsMobile">Which of the two windows.</param>
/// <param name="Center">A key of <see cref="InicisOptions.Centers"/>.</param>
/// <param name="Token">The PC window's one-shot token, or the mobile window's transaction id.</param>
internal sealed record InicisSession(bool IsMobile, string Center, string Token)
{
    /// <summary>Below what an attempt keeps, with room for the other two.</summary>
    public const int TokenLengthMax = Authentication.SessionLengthMax - 20;

    private const string pc = "pc";
    private const string mobile = "mobile";
    private const int partsCount = 3;

    /// <summary>Stored format.</summary>
    public string Pack() => $"{(IsMobile ? mobile : pc)}|{Center}|{Token}";

    public static InicisSession? Parse(string? text)
    {
        var parts = text?.Split('|', partsCount);
        return parts is [pc or mobile, { Length: > 0 }, { Length: > 0 }]
            ? new InicisSession(parts[0] == mobile, parts[1], parts[2])
            : null;
    }

    public override string ToString() => "(session)";
}
