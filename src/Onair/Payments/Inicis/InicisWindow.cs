using System.Globalization;

namespace Onair.Payments.Inicis;

/// <summary>What the browser opens the gateway's windows with. Pure.</summary>
internal static class InicisWindow
{
    /// <summary>The query field of the mobile return that carries our order id: the window may not say it.</summary>
    public const string OrderField = "oid";

    private const int goodsBytesMax = 80;
    private const int nameBytesMax = 30;

    /// <summary>The telephone bill has two kinds of goods: 1 is content, 2 is things that are shipped.</summary>
    private const string shippedGoods = "2";

    public static BrowserStep Pc(
        InicisOptions options, InicisKeys keys, Attempt attempt, WindowRequest window, DateTimeOffset now)
    {
        var charset = InicisText.Find(InicisText.Utf8Name)!;
        var timestamp = InicisSignatures.Timestamp(now);
        var price = Won(attempt.Amount);
        var oid = attempt.ProviderOrderId;
        return new BrowserStep(BrowserStepKind.Script, new Uri(options.ScriptUrl), new Dictionary<string, string>
        {
            ["version"] = "1.0",
            ["mid"] = options.Mid,
            ["oid"] = oid,
            ["price"] = price,
            ["timestamp"] = timestamp,
            ["goodname"] = InicisText.Cut(window.OrderName, goodsBytesMax, charset),
            ["buyername"] = InicisText.Cut(window.BuyerName, nameBytesMax, charset),
            ["buyertel"] = window.BuyerPhone ?? "",
            ["buyeremail"] = window.BuyerEmail ?? "",
            ["currency"] = "WON",
            ["gopaymethod"] = InicisWords.Pc(window.Method),
            ["acceptmethod"] = window.Method == PaymentMethod.Phone
                ? $"HPP({shippedGoods}):centerCd(Y)"
                : "below1000:centerCd(Y)",
            ["returnUrl"] = window.ReturnUrl.AbsoluteUri,
            ["closeUrl"] = window.CloseUrl.AbsoluteUri,
            ["charset"] = "UTF-8",
            ["use_chkfake"] = "Y",
            ["mKey"] = InicisSignatures.MerchantKey(keys.Sign),
            ["signature"] = InicisSignatures.Window(oid, price, timestamp),
            ["verification"] = InicisSignatures.WindowVerification(oid, price, keys.Sign, timestamp),
        });
    }

    public static BrowserStep Mobile(
        InicisOptions options, InicisKeys keys, Attempt attempt, WindowRequest window, DateTimeOffset now)
    {
        var charset = InicisText.Find(options.Charset)!;
        var timestamp = InicisSignatures.Timestamp(now);
        var amount = Won(attempt.Amount);
        var oid = attempt.ProviderOrderId;
        var fields = new Dictionary<string, string>
        {
            ["P_INI_PAYMENT"] = InicisWords.Mobile(window.Method),
            ["P_MID"] = options.Mid,
            ["P_OID"] = oid,
            ["P_AMT"] = amount,
            ["P_GOODS"] = InicisText.Cut(window.OrderName, goodsBytesMax, charset),
            ["P_UNAME"] = InicisText.Cut(window.BuyerName, nameBytesMax, charset),
            ["P_NEXT_URL"] = $"{window.ReturnUrl.AbsoluteUri}?{OrderField}={Uri.EscapeDataString(oid)}",
            ["P_RESERVED"] = "below1000=Y&centerCd=Y",
            ["P_HPP_METHOD"] = shippedGoods,
            ["P_TIMESTAMP"] = timestamp,
            ["P_CHKFAKE"] = InicisSignatures.CheckFake(amount, oid, timestamp, keys.MobileHash),
        };
        if (options.Charset == InicisText.Utf8Name) fields["P_CHARSET"] = "utf8";
        if (window.BuyerPhone is { } phone) fields["P_MOBILE"] = phone;
        if (window.BuyerEmail is { } email) fields["P_EMAIL"] = email;
        if (window.Method == PaymentMethod.VirtualAccount)
        {
            var until = KoreanTime.Of(now + options.DepositWindow);
            fields["P_NOTI_URL"] = window.NoticeUrl.AbsoluteUri;
            fields["P_VBANK_DT"] = until.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            fields["P_VBANK_TM"] = until.ToString("HHmm", CultureInfo.InvariantCulture);
        }

        return new BrowserStep(BrowserStepKind.Form, new Uri(options.MobileUrl), fields, options.Charset);
    }

    public static string Won(long amount) => amount.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The clock on the gateway's wall: Korea has had no summer time since 1988.</summary>
internal static class KoreanTime
{
    private static readonly TimeSpan offset = TimeSpan.FromHours(9);

    public static DateTimeOffset Of(DateTimeOffset instant) => instant.ToOffset(offset);

    public static string Stamp(DateTimeOffset instant) =>
        Of(instant).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>Null for what is no time. A time of day that is missing is the day's end.</summary>
    public static DateTimeOffset? Parse(string? date, string? time)
    {
        var text = date + (string.IsNullOrEmpty(time) ? "235959" : time.Length == 4 ? time + "00" : time);
        return DateTime.TryParseExact(
            text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
                ? new DateTimeOffset(wall, offset).ToUniversalTime()
                : null;
    }
}
