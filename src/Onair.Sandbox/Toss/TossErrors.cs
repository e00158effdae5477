using System.Collections.Frozen;

namespace Onair.Sandbox.Toss;

/// <param name="Number">Its place in the table, from 1: an order of 9,000,000 won plus it is refused so.</param>
/// <param name="Status">HTTP.</param>
/// <param name="Ends">The payment is over: no later confirm can succeed.</param>
internal sealed record TossError(int Number, string Code, int Status, bool Ends, string Korean, string English);

/// <summary>
/// The provider's codes of confirm, query and cancel with their HTTP statuses; the words are the sandbox's own. New
/// ones go to the end: the numbers are written in the README, and in people's tests.
/// </summary>
internal static class TossErrors
{
    private const string declinedKorean = "결제 수단이 거절되었습니다. (샌드박스)";
    private const string declinedEnglish = "The means of payment was declined. (sandbox)";
    private const string wrongKorean = "요청을 처리할 수 없습니다. (샌드박스)";
    private const string wrongEnglish = "The request cannot be served. (sandbox)";
    private const string passingKorean = "일시적인 오류입니다. (샌드박스)";
    private const string passingEnglish = "A passing fault. (sandbox)";

    private static readonly string[] declined =
    [
        "400 INVALID_CARD_NUMBER", "400 INVALID_CARD_EXPIRATION", "400 INVALID_CARD_LOST_OR_STOLEN",
        "400 INVALID_STOPPED_CARD", "400 INVALID_REJECT_CARD", "403 REJECT_CARD_PAYMENT", "403 REJECT_CARD_COMPANY",
        "403 REJECT_ACCOUNT_PAYMENT", "403 REJECT_TOSSPAY_INVALID_ACCOUNT", "400 EXCEED_MAX_DAILY_PAYMENT_COUNT",
        "400 EXCEED_MAX_PAYMENT_AMOUNT", "400 EXCEED_MAX_CARD_INSTALLMENT_PLAN", "400 EXCEED_MAX_AMOUNT",
        "400 EXCEED_MAX_ONE_DAY_WITHDRAW_AMOUNT", "400 EXCEED_MAX_ONE_TIME_WITHDRAW_AMOUNT",
        "400 EXCEED_MAX_MONTHLY_PAYMENT_AMOUNT", "403 EXCEED_MAX_AUTH_COUNT", "403 EXCEED_MAX_ONE_DAY_AMOUNT",
        "400 BELOW_MINIMUM_AMOUNT", "400 NOT_SUPPORTED_INSTALLMENT_PLAN_CARD_OR_MERCHANT",
        "400 NOT_SUPPORTED_MONTHLY_INSTALLMENT_PLAN", "400 INVALID_CARD_INSTALLMENT_PLAN", "400 NOT_ALLOWED_POINT_USE",
        "400 NOT_AVAILABLE_PAYMENT", "403 NOT_AVAILABLE_BANK", "400 RESTRICTED_TRANSFER_ACCOUNT",
        "400 INVALID_ACCOUNT_INFO_RE_REGISTER", "400 INVALID_AUTHORIZE_AUTH", "403 INVALID_PASSWORD", "403 FDS_ERROR",
    ];

    private static readonly string[] wrong =
    [
        "404 NOT_FOUND_PAYMENT_SESSION", "404 NOT_FOUND_PAYMENT", "401 UNAUTHORIZED_KEY", "400 INVALID_API_KEY",
        "403 INCORRECT_BASIC_AUTH_FORMAT", "403 FORBIDDEN_REQUEST", "400 INVALID_REQUEST", "400 NOT_FOUND_TERMINAL_ID",
        "400 INVALID_UNREGISTERED_SUBMALL", "400 NOT_REGISTERED_BUSINESS", "400 UNAPPROVED_ORDER_ID",
        "400 ALREADY_PROCESSED_PAYMENT", "400 DUPLICATED_ORDER_ID", "400 INVALID_IDEMPOTENCY_KEY",
        "409 IDEMPOTENT_REQUEST_PROCESSING", "429 TOO_MANY_REQUESTS",
        "400 ALREADY_CANCELED_PAYMENT", "400 ALREADY_REFUND_PAYMENT", "403 NOT_CANCELABLE_AMOUNT",
        "403 NOT_CANCELABLE_PAYMENT", "403 NOT_CANCELABLE_PAYMENT_FOR_DORMANT_USER", "403 EXCEED_MAX_REFUND_DUE",
        "403 EXCEED_CANCEL_LIMIT", "400 EXCEED_CANCEL_AMOUNT_DISCOUNT_AMOUNT", "403 NOT_ALLOWED_PARTIAL_REFUND",
        "403 NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT", "400 INVALID_REFUND_ACCOUNT_INFO",
        "400 INVALID_REFUND_ACCOUNT_NUMBER", "400 INVALID_BANK", "400 FORBIDDEN_BANK_REFUND_REQUEST",
        "400 REFUND_REJECTED", "400 NOT_MATCHES_REFUNDABLE_AMOUNT", "404 NOT_FOUND_CASH_RECEIPT",
    ];

    private static readonly string[] passing =
    [
        "400 PROVIDER_ERROR", "400 CARD_PROCESSING_ERROR", "403 FORBIDDEN_CONSECUTIVE_REQUEST",
        "500 FAILED_INTERNAL_SYSTEM_PROCESSING", "500 FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING",
        "500 UNKNOWN_PAYMENT_ERROR", "500 FAILED_REFUND_PROCESS", "500 FAILED_PARTIAL_REFUND",
        "500 FAILED_METHOD_HANDLING_CANCEL", "500 FAILED_CARD_COMPANY_RESPONSE", "500 COMMON_ERROR",
    ];

    public static IReadOnlyList<TossError> All { get; } =
    [
        .. declined.Select(row => (row, Ends: true, declinedKorean, declinedEnglish))
            .Concat(wrong.Select(row => (row, Ends: false, wrongKorean, wrongEnglish)))
            .Concat(passing.Select(row => (row, Ends: false, passingKorean, passingEnglish)))
            .Select((row, index) => new TossError(index + 1, row.row[4..],
                int.Parse(row.row.AsSpan(0, 3)), row.Ends, row.Item3, row.Item4)),
    ];

    private static readonly FrozenDictionary<string, TossError> byCode =
        All.ToFrozenDictionary(error => error.Code, StringComparer.Ordinal);

    public static TossError Of(string code) => byCode[code];

    public static TossError? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);
}
