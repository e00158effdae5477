namespace Onair.Payments.Inicis;

/// <summary>What a result code means. Unlisted is unknown: then nothing is believed but a net cancel.</summary>
internal enum InicisOutcome
{
    Success = 1,
    UserCancel = 2,
    Declined = 3,
    Unknown = 4,
}

/// <summary>
/// The table of result codes. It is short because the gateway publishes few: card refusals come as hundreds of codes of
/// the card companies, and none of them is a promise that no money moved. Such an approval ends by a net cancel, which
/// is right in either case, seconds later.
/// </summary>
internal static class InicisCodes
{
    private const string cancelWord = "취소";

    /// <summary>What the PC window says.</summary>
    public static InicisOutcome OfPcWindow(string? code, string? message) => code switch
    {
        "0000" => InicisOutcome.Success,
        null or "" or "2001" or "0021" or "0022" => InicisOutcome.UserCancel,
        _ => IsCancelText(code) || IsCancelText(message) ? InicisOutcome.UserCancel : InicisOutcome.Declined,
    };

    /// <summary>What the mobile window says; 01 is a failure as well as a cancel, and only the message tells.</summary>
    public static InicisOutcome OfMobileWindow(string? code, string? message) => code switch
    {
        "00" => InicisOutcome.Success,
        "01" => IsCancelText(message) ? InicisOutcome.UserCancel : InicisOutcome.Declined,
        _ => InicisOutcome.Unknown,
    };

    public static InicisOutcome OfPcApproval(string? code) =>
        code == "0000" ? InicisOutcome.Success : InicisOutcome.Unknown;

    public static InicisOutcome OfMobileApproval(string? code) =>
        code == "00" ? InicisOutcome.Success : InicisOutcome.Unknown;

    /// <summary>Either interface, and the plain texts that net cancels are answered with.</summary>
    public static InicisOutcome OfNetCancel(string? code) => code?.Trim().ToUpperInvariant() switch
    {
        "0000" or "00" or "OK" or "SUCCESS" => InicisOutcome.Success,
        _ => InicisOutcome.Unknown,
    };

    /// <summary>Nothing but success is believed, not even "already cancelled": the amount that remains tells.</summary>
    public static InicisOutcome OfRefund(string? code) =>
        code == "00" ? InicisOutcome.Success : InicisOutcome.Unknown;

    public static InicisOutcome OfInquiry(string? code) =>
        code is "SUCCESS" or "00" ? InicisOutcome.Success : InicisOutcome.Unknown;

    private static bool IsCancelText(string? text) => text?.Contains(cancelWord, StringComparison.Ordinal) == true;
}
