using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Onair.Payments.Toss;

/// <summary>
/// Webhooks. Those of payments are not signed: they only make us ask. A deposit's brings the secret that came with its
/// account; a payout's is signed, and of no interest.
/// </summary>
internal sealed class TossNotices(TossOptions options, TossKeys keys)
{
    private const string header = "tosspayments-webhook-";
    private const string signed = "v1:";
    private const int transmissionLengthMax = 100;

    public NoticeReading Read(ProviderNotice notice)
    {
        if (notice.Body.Length > ProviderNotice.BodyBytesMax) return NoticeReading.Invalid("TOO_LARGE");
        if (TossFields.Parse(notice.Body) is not { ValueKind: JsonValueKind.Object } body)
        {
            return NoticeReading.Invalid("NOT_JSON");
        }

        var key = KeyOf(notice);
        return body.Text("eventType") switch
        {
            null => ReadDeposit(body, key),
            "PAYMENT_STATUS_CHANGED" => ReadPayment(body.Field("data"), key, "PAYMENT_STATUS_CHANGED"),
            "CANCEL_STATUS_CHANGED" => ReadCancel(body.Field("data"), key),
            "BILLING_DELETED" => NoticeReading.Ignored(key, "BILLING_DELETED"),
            "payout.changed" or "seller.changed" => IsSigned(notice)
                ? NoticeReading.Ignored(key, "SIGNED_EVENT")
                : NoticeReading.Invalid("SIGNATURE_DIFFERS"),
            _ => NoticeReading.Ignored(key, "OTHER_EVENT"),
        };
    }

    private NoticeReading ReadPayment(JsonElement payment, string key, string code)
    {
        if (payment.Text("orderId") is not { } order || payment.Text("paymentKey") is not { } reference
            || payment.Text("status") is null || payment.Won("totalAmount") is not { } amount)
        {
            return NoticeReading.Invalid("FIELDS_MISSING");
        }

        if (options.MerchantId is { Length: > 0 } ours && payment.Text("mId") is { } theirs && theirs != ours)
        {
            return NoticeReading.Invalid("OTHER_MERCHANT");
        }

        if (!TossCalls.PathSafe().IsMatch(reference)) return NoticeReading.Invalid("PAYMENT_KEY");
        return Attempt.ParseProviderOrderId(order) is null
            ? NoticeReading.Ignored(key, "FOREIGN_ORDER")
            : new NoticeReading
            {
                Kind = NoticeKind.Hint,
                DedupeKey = key,
                OrderId = order,
                Reference = reference,
                Amount = amount,
                SaysPaid = payment.Text("status") == "DONE",
                Code = code,
            };
    }

    /// <summary>Only of wallets abroad; it may lack what a payment has.</summary>
    private NoticeReading ReadCancel(JsonElement cancel, string key) => cancel.Text("totalAmount") is null
        ? NoticeReading.Ignored(key, "CANCEL_STATUS_CHANGED")
        : ReadPayment(cancel, key, "CANCEL_STATUS_CHANGED");

    /// <summary>Flat, without a name: createdAt, secret, status, transactionKey, orderId.</summary>
    private static NoticeReading ReadDeposit(JsonElement body, string key)
    {
        if (body.Text("orderId") is not { } order || body.Text("status") is null
            || body.Text("secret") is not { Length: <= 50 } secret)
        {
            return NoticeReading.Invalid("FIELDS_MISSING");
        }

        return Attempt.ParseProviderOrderId(order) is null
            ? NoticeReading.Ignored(key, "FOREIGN_ORDER")
            : new NoticeReading
            {
                Kind = NoticeKind.Hint,
                DedupeKey = key,
                OrderId = order,
                Secret = secret,
                NeedsSecret = true,
                Code = "DEPOSIT_CALLBACK",
            };
    }

    /// <summary>
    /// One transmission id is one notice, however often it is sent. Without one, or with an odd one, the body is.
    /// </summary>
    private static string KeyOf(ProviderNotice notice)
    {
        var id = notice.Headers.GetValueOrDefault(header + "transmission-id");
        return id is { Length: > 0 and <= transmissionLengthMax } && TossCalls.PathSafe().IsMatch(id)
            ? id
            : "body:" + Convert.ToHexStringLower(SHA256.HashData(notice.Body));
    }

    /// <summary>
    /// The header has one or more values after <c>v1:</c>, as while keys are changed; any may be the base64 of
    /// HMAC-SHA256 over <c>{body}:{transmission-time}</c>.
    /// </summary>
    private bool IsSigned(ProviderNotice notice)
    {
        if (keys.Security is null || !notice.Headers.TryGetValue(header + "signature", out var claimed)
            || !notice.Headers.TryGetValue(header + "transmission-time", out var at)) return false;
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.Security);
        hash.AppendData(notice.Body);
        hash.AppendData(Encoding.UTF8.GetBytes(":" + at));
        var expected = hash.GetHashAndReset();
        var start = claimed.IndexOf(signed, StringComparison.Ordinal);
        if (start < 0) return false;
        var isOne = false;
        var decoded = new byte[expected.Length];
        foreach (var value in claimed[(start + signed.Length)..].Split(',', StringSplitOptions.TrimEntries))
        {
            var bare = value.StartsWith(signed, StringComparison.Ordinal) ? value[signed.Length..] : value;
            isOne |= Convert.TryFromBase64String(bare, decoded, out var bytes)
                && CryptographicOperations.FixedTimeEquals(decoded.AsSpan(0, bytes), expected);
        }

        return isOne;
    }
}
