using Onair.Payments;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>Attempts and recorded shapes for the tests of Toss.</summary>
internal static class TossSome
{
    public const string Key = "tgen_20260302200100AbCd1";
    public const string Order = "20260302-ABCDEFGH_1";

    public static Attempt Begun(TimeSpan? session = null) => Some.Begun(12_900, "toss") with
    {
        ProviderReference = Key,
        SessionUntil = TestDatabase.Start + (session ?? TimeSpan.FromMinutes(11)),
    };

    public static Attempt Over() => Begun(TimeSpan.FromSeconds(30));

    public static Attempt Captured(long refunding = 0, long refunded = 0) => Begun() with
    {
        State = AttemptState.Approved,
        Captured = 12_900,
        Refunding = refunding,
        Refunded = refunded,
        ApprovedAt = TestDatabase.Start,
    };

    public static Refund Refund(long amount, RefundAccount? account = null, long taxFree = 0) => new()
    {
        Id = Guid.Parse("01957000-0000-7000-8000-000000000001"),
        AttemptId = Guid.Parse("01957000-0000-7000-8000-000000000002"),
        Amount = amount,
        TaxFree = taxFree,
        Account = account,
        Reason = "changed mind",
        State = RefundState.Pending,
        IdempotencyKey = "r1",
        RequestedAt = TestDatabase.Start,
    };

    public const string Mark = "changed mind [01957000000070008000000000000001]";

    /// <summary>A payment as Toss writes it, with fields that nobody here knows.</summary>
    public static string Payment(
        string status = "DONE",
        string amount = "12900",
        string order = Order,
        string key = Key,
        string cancels = "null",
        long balance = 12_900,
        string currency = "KRW") => $$"""
        {"mId":"tosspayments","lastTransactionKey":"9C62B18EEF0DE3EB7F4422EB6D14BC6E","paymentKey":"{{key}}",
        "orderId":"{{order}}","orderName":"머그컵","taxExemptionAmount":0,"status":"{{status}}",
        "requestedAt":"2026-03-02T20:00:30+09:00","approvedAt":"2026-03-02T20:01:00+09:00","useEscrow":false,
        "cultureExpense":false,"card":{"issuerCode":"71","acquirerCode":"71","number":"12345678****000*",
        "installmentPlanMonths":0,"isInterestFree":false,"interestPayer":null,"approveNo":"00000000",
        "useCardPoint":false,"cardType":"신용","ownerType":"개인","acquireStatus":"READY","amount":12900},
        "virtualAccount":null,"transfer":null,"mobilePhone":null,"giftCertificate":null,"cashReceipt":null,
        "cashReceipts":null,"discount":null,"cancels":{{cancels}},"secret":"ps_secret00000000001","type":"NORMAL",
        "easyPay":null,"country":"KR","failure":null,"isPartialCancelable":true,
        "receipt":{"url":"https://shop.example/receipt/1"},"checkout":{"url":"https://shop.example/checkout"},
        "currency":"{{currency}}","totalAmount":{{amount}},"balanceAmount":{{balance}},"suppliedAmount":11727,
        "vat":1173,"taxFreeAmount":0,"method":"카드","version":"2022-11-16","futureField":{"a":[1,2]}
        }
        """;

    public static string Deposit(string status = "WAITING_FOR_DEPOSIT", string due = "2026-03-09T23:59:59+09:00") =>
        Payment(status).Replace("\"virtualAccount\":null", $$"""
        "virtualAccount":{"accountType":"일반","accountNumber":"X6505636518308","bankCode":"20","customerName":"김토스",
        "dueDate":"{{due}}","refundStatus":"NONE","expired":false,"settlementStatus":"INCOMPLETED",
        "refundReceiveAccount":{"bankCode":"20","accountNumber":"110123456789","holderName":"김토스"}
        }
        """).Replace("\"method\":\"카드\"", "\"method\":\"가상계좌\"");

    public static string Cancel(long amount, string reason, string status = "DONE") => $$"""
        {"transactionKey":"090A796806E726BBB929F4A2CA7DB9A7","cancelReason":"{{reason}}","taxExemptionAmount":0,
        "canceledAt":"2026-03-02T20:05:00+09:00","cancelAmount":{{amount}},"taxFreeAmount":0,"refundableAmount":0,
        "cancelStatus":"{{status}}","cancelRequestId":null}
        """;
}
