using System.Text;

namespace Onair.Sandbox.Inicis;

/// <summary>Reads what a shop's page opens a window with, and checks every hash in it. Pure.</summary>
internal static class InicisRequests
{
    private const int orderIdBytesMax = 40;
    private const int goodsBytesMax = 80;
    private const int nameBytesMax = 30;
    private const int timestampLengthMax = 20;

    /// <summary>Below it a card needs the shop's permission: <c>below1000</c>.</summary>
    private const long smallAmount = 1000;

    /// <returns>The request, or why there is no window.</returns>
    public static (InicisRequest? Request, InicisStatus Status) ReadPc(
        IReadOnlyDictionary<string, string> fields, SandboxOptions options)
    {
        string Of(string name) => fields.GetValueOrDefault(name) ?? "";
        var (oid, price, timestamp) = (Of("oid"), Of("price"), Of("timestamp"));
        if (Of("mid") != options.InicisMid) return (null, InicisStatus.UnknownMerchant);
        if (Of("mKey") != InicisHashes.MerchantKey(options.InicisSignKey)) return (null, InicisStatus.WrongMerchantKey);
        if (!IsTimestamp(timestamp) || Of("signature") != InicisHashes.Window(oid, price, timestamp))
            return (null, InicisStatus.WrongSignature);
        var mustVerify = Of("use_chkfake") == "Y" || Of("verification").Length > 0;
        if (mustVerify && Of("verification")
            != InicisHashes.WindowVerification(oid, price, options.InicisSignKey, timestamp))
        {
            return (null, InicisStatus.WrongVerification);
        }

        var accepts = Of("acceptmethod").Split(':');
        if (Of("version") != "1.0" || Of("currency") != "WON" || !IsOrderId(oid)
            || InicisWords.Won(price) is not { } won
            || InicisWords.Find(Of("gopaymethod"), InicisWords.Pc) is not { } method
            || !Fits(Of("goodname"), goodsBytesMax, InicisText.Utf8)
            || !Fits(Of("buyername"), nameBytesMax, InicisText.Utf8)
            || !SandboxOptions.IsAddress(Of("returnUrl")) || !SandboxOptions.IsAddress(Of("closeUrl")))
        {
            return (null, InicisStatus.BadField);
        }

        if (method == InicisMethod.Card && won < smallAmount && !accepts.Contains("below1000"))
            return (null, InicisStatus.NoSmallAmounts);
        return (new InicisRequest(
            InicisDoor.Pc, method, oid, won, Of("goodname"), Of("buyername"), Of("returnUrl"), Of("closeUrl"), null,
            Of("merchantData"), InicisText.Utf8, null), InicisStatus.Ok);
    }

    /// <param name="body">As it came: only its own <c>P_CHARSET</c> tells how it is to be read.</param>
    /// <param name="now">An account's deadline lies after it.</param>
    public static (InicisRequest? Request, InicisStatus Status) ReadMobile(
        byte[] body, SandboxOptions options, DateTimeOffset now)
    {
        var charset = InicisText.ReadForm(body, InicisText.Korean).GetValueOrDefault("P_CHARSET") == "utf8"
            ? InicisText.Utf8
            : InicisText.Korean;
        return ReadMobile(InicisText.ReadForm(body, charset), charset, options, now);
    }

    public static (InicisRequest? Request, InicisStatus Status) ReadMobile(
        IReadOnlyDictionary<string, string> fields, Encoding charset, SandboxOptions options, DateTimeOffset now)
    {
        string Of(string name) => fields.GetValueOrDefault(name) ?? "";
        var (oid, amount, timestamp) = (Of("P_OID"), Of("P_AMT"), Of("P_TIMESTAMP"));
        if (Of("P_MID") != options.InicisMid) return (null, InicisStatus.UnknownMerchant);
        if (!IsTimestamp(timestamp)
            || Of("P_CHKFAKE") != InicisHashes.CheckFake(amount, oid, timestamp, options.InicisHashKey))
        {
            return (null, InicisStatus.WrongSignature);
        }

        var reserved = Of("P_RESERVED").Split('&');
        var isDue = TryReadDue(Of("P_VBANK_DT"), Of("P_VBANK_TM"), now, out var due);
        if (!IsOrderId(oid) || InicisWords.Won(amount) is not { } won
            || InicisWords.Find(Of("P_INI_PAYMENT"), InicisWords.Mobile) is not { } method
            || !Fits(Of("P_GOODS"), goodsBytesMax, charset) || !Fits(Of("P_UNAME"), nameBytesMax, charset)
            || !SandboxOptions.IsAddress(Of("P_NEXT_URL")) || !reserved.Contains("centerCd=Y")
            || (method == InicisMethod.Phone && Of("P_HPP_METHOD") is not ("1" or "2"))
            || (method == InicisMethod.VirtualAccount && (!isDue || !SandboxOptions.IsAddress(Of("P_NOTI_URL")))))
        {
            return (null, InicisStatus.BadField);
        }

        if (method == InicisMethod.Card && won < smallAmount && !reserved.Contains("below1000=Y"))
            return (null, InicisStatus.NoSmallAmounts);
        var isAccount = method == InicisMethod.VirtualAccount;
        return (new InicisRequest(
            InicisDoor.Mobile, method, oid, won, Of("P_GOODS"), Of("P_UNAME"), Of("P_NEXT_URL"), null,
            isAccount ? Of("P_NOTI_URL") : null, Of("P_NOTI"), charset, isAccount ? due : null), InicisStatus.Ok);
    }

    public static bool IsTimestamp(string text) =>
        text.Length is > 0 and <= timestampLengthMax && text.All(char.IsAsciiDigit);

    /// <summary>Absent is fine; what is there is a day to come, and its minute if it has one.</summary>
    private static bool TryReadDue(string day, string minute, DateTimeOffset now, out DateTimeOffset? due)
    {
        due = null;
        if (day.Length == 0) return true;
        due = InicisWords.Parse(day + (minute.Length == 0 ? "2359" : minute), "yyyyMMddHHmm");
        return due > now;
    }

    private static bool IsOrderId(string text) =>
        text.Length is > 0 and <= orderIdBytesMax && text.All(c => c is > ' ' and <= '~');

    private static bool Fits(string text, int bytesMax, Encoding charset) =>
        text.Length > 0 && charset.GetByteCount(text) <= bytesMax;
}
