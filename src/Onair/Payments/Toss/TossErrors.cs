namespace Onair.Payments.Toss;

/// <summary>What a code says about a confirm. Never renumber.</summary>
internal enum ConfirmMeaning
{
    /// <summary>No, and no money moved; the customer may try again.</summary>
    Declined = 1,

    /// <summary>The window's time is over; no money moved.</summary>
    SessionGone = 2,

    /// <summary>Keys, contract or a request that we built wrong: a person must look, and the order stays.</summary>
    OurFault = 3,

    /// <summary>It may have happened: read back.</summary>
    Unknown = 4,
}

/// <summary>What a code says about a cancel. Never renumber.</summary>
internal enum CancelMeaning
{
    /// <summary>Not now: the same again later.</summary>
    Passing = 1,

    /// <summary>No, for good; a read-back has the last word.</summary>
    Final = 2,

    /// <summary>There is nothing left to cancel: done, if a read-back shows our cancel.</summary>
    AlreadyDone = 3,

    /// <summary>As with a confirm.</summary>
    OurFault = 4,
}

/// <summary>
/// Toss' codes in our words. The code decides, never the HTTP status: PROVIDER_ERROR is 400 and passes, REFUND_REJECTED
/// is 400 and final. One exception, on the safe side: 429 and 5xx never say that nothing happened.
/// </summary>
internal static class TossErrors
{
    public const string InvalidApiKey = "INVALID_API_KEY";
    public const string UnauthorizedKey = "UNAUTHORIZED_KEY";

    private static readonly HashSet<string> declined = new(StringComparer.Ordinal)
    {
        "INVALID_CARD_NUMBER", "INVALID_CARD_EXPIRATION", "INVALID_CARD_LOST_OR_STOLEN", "INVALID_STOPPED_CARD",
        "INVALID_REJECT_CARD", "REJECT_CARD_PAYMENT", "REJECT_CARD_COMPANY", "REJECT_ACCOUNT_PAYMENT",
        "BELOW_MINIMUM_AMOUNT", "INVALID_CARD_INSTALLMENT_PLAN", "NOT_ALLOWED_POINT_USE", "NOT_AVAILABLE_PAYMENT",
        "NOT_AVAILABLE_BANK", "RESTRICTED_TRANSFER_ACCOUNT", "INVALID_PASSWORD", "FDS_ERROR",
    };

    private static readonly string[] declinedFamilies = ["EXCEED_MAX_", "NOT_SUPPORTED_"];

    private static readonly HashSet<string> sessionGone = new(StringComparer.Ordinal)
    {
        "NOT_FOUND_PAYMENT_SESSION", "EXPIRED",
    };

    private static readonly HashSet<string> ourFault = new(StringComparer.Ordinal)
    {
        UnauthorizedKey, InvalidApiKey, "INCORRECT_BASIC_AUTH_FORMAT", "FORBIDDEN_REQUEST", "INVALID_REQUEST",
        "NOT_FOUND_TERMINAL_ID", "INVALID_UNREGISTERED_SUBMALL", "NOT_REGISTERED_BUSINESS", "INVALID_IDEMPOTENCY_KEY",
    };

    private static readonly HashSet<string> cancelFinal = new(StringComparer.Ordinal)
    {
        "EXCEED_MAX_REFUND_DUE", "EXCEED_CANCEL_LIMIT", "INVALID_BANK", "REFUND_REJECTED",
    };

    private static readonly string[] cancelFinalFamilies =
        ["NOT_CANCELABLE_", "NOT_ALLOWED_PARTIAL_REFUND", "INVALID_REFUND_ACCOUNT_"];

    public static bool IsKeyRefused(string? code) => code is InvalidApiKey or UnauthorizedKey;

    public static bool IsOurFault(string? code) => code is not null && ourFault.Contains(code);

    /// <summary>
    /// To a read only: elsewhere it says nothing of an earlier call.
    /// </summary>
    public static bool IsNotFound(string? code) => code is "NOT_FOUND_PAYMENT" or "NOT_FOUND";

    public static ConfirmMeaning OfConfirm(string? code, int httpStatus)
    {
        if (code is null || IsWeather(httpStatus)) return ConfirmMeaning.Unknown;
        if (declined.Contains(code) || IsOf(declinedFamilies, code)) return ConfirmMeaning.Declined;
        if (sessionGone.Contains(code)) return ConfirmMeaning.SessionGone;
        return ourFault.Contains(code) ? ConfirmMeaning.OurFault : ConfirmMeaning.Unknown;
    }

    /// <summary>Unlisted codes pass: the same call under the same key can only tell more.</summary>
    public static CancelMeaning OfCancel(string? code, int httpStatus)
    {
        if (code is null || IsWeather(httpStatus)) return CancelMeaning.Passing;
        if (code.StartsWith("ALREADY_", StringComparison.Ordinal) || code == "NOT_CANCELABLE_AMOUNT")
        {
            return CancelMeaning.AlreadyDone;
        }

        if (cancelFinal.Contains(code) || IsOf(cancelFinalFamilies, code)) return CancelMeaning.Final;
        return ourFault.Contains(code) ? CancelMeaning.OurFault : CancelMeaning.Passing;
    }

    private static bool IsWeather(int httpStatus) => httpStatus is 429 or >= 500;

    private static bool IsOf(string[] families, string code) =>
        families.Any(family => code.StartsWith(family, StringComparison.Ordinal));
}
