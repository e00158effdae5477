using System.Globalization;
using System.Text.Json;

namespace Onair.Sandbox.Toss;

/// <summary>
/// A payment as the provider writes it, with every field of its reference; what does not apply is null. Three shapes of
/// time occur in its messages, and all three are made here.
/// </summary>
internal static class TossJson
{
    public const string Version = "2022-11-16";
    public const string Merchant = "onairsandbox";

    /// <summary>Readable only this long after the window opened.</summary>
    private static readonly TimeSpan refundReceiverWindow = TimeSpan.FromMinutes(30);

    public static string Zoned(DateTimeOffset at) =>
        Kst.Of(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static string Micros(DateTimeOffset at) =>
        Kst.Of(at).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    public static string Millis(DateTimeOffset at) =>
        Kst.Of(at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string MethodOf(TossMethod method) => method switch
    {
        TossMethod.CARD => "카드",
        TossMethod.TRANSFER => "계좌이체",
        TossMethod.VIRTUAL_ACCOUNT => "가상계좌",
        TossMethod.MOBILE_PHONE => "휴대폰",
    };

    /// <summary>The tax in what is left: a tenth on top of the taxed part.</summary>
    public static long VatOf(long amount, long taxFree) => (amount - taxFree + 5) / 11;

    /// <param name="now">Decides what has expired.</param>
    /// <param name="skew">Added to every time that is shown.</param>
    public static void Write(Utf8JsonWriter json, TossPayment payment, DateTimeOffset now, TimeSpan skew)
    {
        var order = payment.Order;
        var vat = VatOf(payment.Balance, payment.TaxFreeBalance);
        json.WriteStartObject();
        json.WriteString("version", Version);
        json.WriteString("paymentKey", payment.Key);
        json.WriteString("type", "NORMAL");
        json.WriteString("orderId", order.OrderId);
        json.WriteString("orderName", order.OrderName);
        json.WriteString("mId", Merchant);
        json.WriteString("currency", "KRW");
        json.WriteString("method", payment.AuthenticatedAt is null ? null : MethodOf(order.Method));
        json.WriteNumber("totalAmount", order.Amount);
        json.WriteNumber("balanceAmount", payment.Balance);
        json.WriteString("status", payment.Status.ToString());
        json.WriteString("requestedAt", Zoned(payment.RequestedAt + skew));
        json.WriteString("approvedAt", payment.ApprovedAt is { } approved ? Zoned(approved + skew) : null);
        json.WriteBoolean("useEscrow", order.UseEscrow);
        json.WriteString("lastTransactionKey", payment.LastTransactionKey);
        json.WriteNumber("suppliedAmount", payment.Balance - payment.TaxFreeBalance - vat);
        json.WriteNumber("vat", vat);
        json.WriteNumber("taxFreeAmount", payment.TaxFreeBalance);
        json.WriteNumber("taxExemptionAmount", 0);
        json.WriteBoolean("cultureExpense", false);
        json.WriteBoolean("isPartialCancelable", TossCancels.AllowsPartial(payment));
        json.WriteString("secret", payment.Secret);
        json.WriteNull("metadata");
        json.WriteString("country", "KR");
        WriteFailure(json, payment.Failure);
        WriteUrl(json, "receipt", payment.ApprovedAt is null ? null : $"http://receipt.example/{payment.Key}");
        WriteUrl(json, "checkout", $"http://checkout.example/{payment.Key}");
        WriteCancels(json, payment, skew);
        WriteMeans(json, payment, now, skew);
        WriteCashReceipt(json, payment.CashReceipt);
        json.WriteNull("discount");
        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, TossError? failure)
    {
        if (failure is null)
        {
            json.WriteNull("failure");
            return;
        }

        json.WriteStartObject("failure");
        json.WriteString("code", failure.Code);
        json.WriteString("message", failure.Korean);
        json.WriteEndObject();
    }

    private static void WriteUrl(Utf8JsonWriter json, string name, string? url)
    {
        if (url is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("url", url);
        json.WriteEndObject();
    }

    private static void WriteCancels(Utf8JsonWriter json, TossPayment payment, TimeSpan skew)
    {
        if (payment.Cancels.Count == 0)
        {
            json.WriteNull("cancels");
            return;
        }

        json.WriteStartArray("cancels");
        foreach (var cancel in payment.Cancels)
        {
            json.WriteStartObject();
            json.WriteNumber("cancelAmount", cancel.Amount);
            json.WriteString("cancelReason", cancel.Reason);
            json.WriteNumber("taxFreeAmount", cancel.TaxFree);
            json.WriteNumber("taxExemptionAmount", 0);
            json.WriteNumber("refundableAmount", cancel.Refundable);
            json.WriteNumber("easyPayDiscountAmount", 0);
            json.WriteNumber("transferDiscountAmount", 0);
            json.WriteString("canceledAt", Zoned(cancel.At + skew));
            json.WriteString("transactionKey", cancel.TransactionKey);
            json.WriteNull("receiptKey");
            json.WriteString("cancelStatus", "DONE");
            json.WriteNull("cancelRequestId");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMeans(Utf8JsonWriter json, TossPayment payment, DateTimeOffset now, TimeSpan skew)
    {
        if (payment is { Card: { } card, ApprovedAt: not null })
        {
            json.WriteStartObject("card");
            json.WriteNumber("amount", payment.Order.Amount);
            json.WriteString("issuerCode", card.IssuerCode);
            json.WriteString("acquirerCode", card.IssuerCode);
            json.WriteString("number", card.Number);
            json.WriteNumber("installmentPlanMonths", 0);
            json.WriteString("approveNo", payment.ApproveNumber);
            json.WriteBoolean("useCardPoint", false);
            json.WriteString("cardType", card.IsCheck ? "체크" : "신용");
            json.WriteString("ownerType", "개인");
            json.WriteString("acquireStatus", payment.Balance == 0 ? "CANCELED" : "READY");
            json.WriteBoolean("isInterestFree", false);
            json.WriteNull("interestPayer");
            json.WriteEndObject();
        }
        else json.WriteNull("card");

        WriteAccount(json, payment, now, skew);
        if (payment is { Order.Method: TossMethod.TRANSFER, ApprovedAt: not null })
        {
            json.WriteStartObject("transfer");
            json.WriteString("bankCode", payment.Bank?.Code);
            json.WriteString("settlementStatus", "INCOMPLETED");
            json.WriteEndObject();
        }
        else json.WriteNull("transfer");

        if (payment is { Order.Method: TossMethod.MOBILE_PHONE, ApprovedAt: not null })
        {
            json.WriteStartObject("mobilePhone");
            json.WriteString("customerMobilePhone", payment.Order.CustomerMobilePhone);
            json.WriteString("settlementStatus", "INCOMPLETED");
            json.WriteString("receiptUrl", $"http://receipt.example/{payment.Key}");
            json.WriteEndObject();
        }
        else json.WriteNull("mobilePhone");

        json.WriteNull("giftCertificate");
        json.WriteNull("easyPay");
    }

    private static void WriteAccount(Utf8JsonWriter json, TossPayment payment, DateTimeOffset now, TimeSpan skew)
    {
        if (payment.AccountNumber is null)
        {
            json.WriteNull("virtualAccount");
            return;
        }

        json.WriteStartObject("virtualAccount");
        json.WriteString("accountType", "일반");
        json.WriteString("accountNumber", payment.AccountNumber);
        json.WriteString("bankCode", payment.Bank?.Code);
        json.WriteString("customerName", payment.Order.CustomerName);
        json.WriteString("dueDate", Zoned(payment.DueDate!.Value + skew));
        json.WriteString("refundStatus", payment is { Deposited: true, Cancels.Count: > 0 } ? "COMPLETED" : "NONE");
        json.WriteBoolean("expired", payment.Status == TossStatus.WAITING_FOR_DEPOSIT && payment.DueDate <= now);
        json.WriteString("settlementStatus", "INCOMPLETED");
        if (payment.RefundReceiver is { } receiver && now < payment.RequestedAt + refundReceiverWindow)
        {
            json.WriteStartObject("refundReceiveAccount");
            json.WriteString("bankCode", receiver.Bank);
            json.WriteString("accountNumber", receiver.AccountNumber);
            json.WriteString("holderName", receiver.HolderName);
            json.WriteEndObject();
        }
        else json.WriteNull("refundReceiveAccount");

        json.WriteEndObject();
    }

    private static void WriteCashReceipt(Utf8JsonWriter json, TossCashReceipt? receipt)
    {
        if (receipt is null)
        {
            json.WriteNull("cashReceipt");
            json.WriteNull("cashReceipts");
            return;
        }

        json.WriteStartObject("cashReceipt");
        json.WriteString("type", receipt.Type);
        json.WriteString("receiptKey", receipt.Key);
        json.WriteString("issueNumber", receipt.IssueNumber);
        json.WriteString("receiptUrl", $"http://receipt.example/cash/{receipt.Key}");
        json.WriteNumber("amount", receipt.Amount);
        json.WriteNumber("taxFreeAmount", receipt.TaxFree);
        json.WriteEndObject();
        json.WriteStartArray("cashReceipts");
        TossCashReceipts.Write(json, receipt, TimeSpan.Zero);
        json.WriteEndArray();
    }
}
