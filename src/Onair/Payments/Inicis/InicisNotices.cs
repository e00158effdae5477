using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Onair.Payments.Inicis;

/// <summary>
/// Reads deposit notices. They carry no signature, so that the sender's address is all that tells a real one, and even
/// a real one is only a reason to ask.
/// </summary>
internal static class InicisNotices
{
    public static readonly NoticeReplies Replies = new("OK", "FAIL");

    /// <summary>Null when one of them is no address.</summary>
    public static IReadOnlyList<IPAddress>? Senders(string text)
    {
        var senders = new List<IPAddress>();
        foreach (var one in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IPAddress.TryParse(one, out var address)) return null;
            senders.Add(address);
        }

        return senders;
    }

    public static NoticeReading Read(InicisOptions options, IReadOnlyList<IPAddress> senders, ProviderNotice notice)
    {
        var from = notice.From is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : notice.From;
        if (from is null || !senders.Contains(from)) return NoticeReading.Invalid("SENDER_UNKNOWN");
        if (Fields(options, notice) is not { } fields) return NoticeReading.Invalid("NOT_A_FORM");
        if (fields.ContainsKey("P_STATUS")) return Mobile(options, fields);
        return fields.ContainsKey("no_tid") ? Pc(options, fields) : NoticeReading.Invalid("NOT_INICIS");
    }

    private static NoticeReading Pc(InicisOptions options, Dictionary<string, string> fields)
    {
        var merchant = fields.GetValueOrDefault("id_merchant") ?? fields.GetValueOrDefault("mid");
        if (merchant is { } mid && mid != options.Mid) return NoticeReading.Invalid("MERCHANT_DIFFERS");
        // The bank's message has an id of its own; the payment's stands beside it, or in its place.
        var tid = fields.GetValueOrDefault("no_req_tid")?.Trim() is { Length: > 0 } paid ? paid : fields["no_tid"];
        return Hint(
            tid, fields.GetValueOrDefault("no_oid"), fields.GetValueOrDefault("amt_input"),
            fields.GetValueOrDefault("dt_trans") + fields.GetValueOrDefault("tm_trans"));
    }

    private static NoticeReading Mobile(InicisOptions options, Dictionary<string, string> fields)
    {
        if (fields.GetValueOrDefault("P_MID") is { } mid && mid != options.Mid)
            return NoticeReading.Invalid("MERCHANT_DIFFERS");
        var (status, tid) = (fields["P_STATUS"], fields.GetValueOrDefault("P_TID") ?? "");
        // 00 is the account that was made: the approval has told it already.
        if (status != "02" || fields.GetValueOrDefault("P_TYPE") != "VBANK")
            return NoticeReading.Ignored(Key("other", status, tid), "NOT_A_DEPOSIT");
        return Hint(
            tid, fields.GetValueOrDefault("P_OID"), fields.GetValueOrDefault("P_AMT"),
            fields.GetValueOrDefault("P_AUTH_DT") ?? "");
    }

    private static NoticeReading Hint(string tid, string? oid, string? amount, string at)
    {
        if (!InicisReturn.IsTransaction(tid)) return NoticeReading.Invalid("REFERENCE_MISSING");
        if (oid is null || Attempt.ParseProviderOrderId(oid) is null) return NoticeReading.Invalid("ORDER_ID_MISSING");
        if (InicisText.Won(amount) is not { } won) return NoticeReading.Invalid("AMOUNT_MISSING");
        return new NoticeReading
        {
            Kind = NoticeKind.Hint,
            DedupeKey = Key(tid, oid, amount!, at),
            OrderId = oid,
            Reference = tid,
            Amount = won,
            Code = "DEPOSIT",
        };
    }

    private static Dictionary<string, string>? Fields(InicisOptions options, ProviderNotice notice)
    {
        if (!MediaTypeHeaderValue.TryParse(notice.ContentType, out var type)
            || type.MediaType != "application/x-www-form-urlencoded")
        {
            return null;
        }

        var charset = InicisText.Find(type.CharSet?.Trim('"')) ?? InicisText.Find(options.Charset)!;
        return InicisText.Pairs(Encoding.ASCII.GetString(notice.Body), charset);
    }

    private static string Key(params string[] parts) =>
        "deposit:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
