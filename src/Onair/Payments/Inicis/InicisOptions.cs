using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Onair.Payments.Inicis;

/// <summary>
/// KG Inicis: <c>ONAIR__PAYMENTS__INICIS__...</c>. Without <see cref="Mid"/> the provider is not there. A key is given
/// itself or as a file that holds it, never both.
/// </summary>
public sealed class InicisOptions
{
    /// <summary>The merchant's id; at most 10 characters, as the contract says it.</summary>
    public string Mid { get; set; } = "";

    /// <summary>Of the web standard window for PCs only; INIAPI and the mobile window have their own keys.</summary>
    public string SignKey { get; set; } = "";

    /// <summary>A file that holds the sign key, instead of writing it here.</summary>
    [ConfigurationKeyName("SignKey_FILE")]
    public string SignKeyFile { get; set; } = "";

    /// <summary>Signs inquiries and refunds, and opens AES: 16, 24 or 32 bytes.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>A file that holds the API key, instead of writing it here.</summary>
    [ConfigurationKeyName("ApiKey_FILE")]
    public string ApiKeyFile { get; set; } = "";

    /// <summary>The first block of AES: 16 bytes.</summary>
    public string ApiIv { get; set; } = "";

    /// <summary>A file that holds the API IV, instead of writing it here.</summary>
    [ConfigurationKeyName("ApiIv_FILE")]
    public string ApiIvFile { get; set; } = "";

    /// <summary>Signs the amount of the mobile window.</summary>
    public string MobileHashKey { get; set; } = "";

    /// <summary>A file that holds the mobile hash key, instead of writing it here.</summary>
    [ConfigurationKeyName("MobileHashKey_FILE")]
    public string MobileHashKeyFile { get; set; } = "";

    /// <summary>
    /// True with a test merchant only: the staging center approves without money, so a browser that names it must not
    /// be followed there by a live shop.
    /// </summary>
    public bool Test { get; set; }

    /// <summary>Where the script of the PC window comes from.</summary>
    public string ScriptUrl { get; set; } = "https://stdpay.inicis.com/stdjs/INIStdPay.js";

    /// <summary>Where the mobile window is.</summary>
    public string MobileUrl { get; set; } = "https://mobile.inicis.com/smart/payment/";

    /// <summary>Inquiry and refunds; ends with a slash.</summary>
    public string ApiUrl { get; set; } = "https://iniapi.inicis.com/";

    /// <summary>
    /// The centers by the name that a window hands back. Nothing else is ever called with a token: an address that a
    /// browser brings may be anybody's.
    /// </summary>
    public Dictionary<string, InicisCenter> Centers { get; set; } = new(StringComparer.Ordinal)
    {
        ["fc"] = new() { Pc = "https://fcstdpay.inicis.com/", Mobile = "https://fcmobile.inicis.com/" },
        ["ks"] = new() { Pc = "https://ksstdpay.inicis.com/", Mobile = "https://ksmobile.inicis.com/" },
        ["stg"] = new() { Pc = "https://stgstdpay.inicis.com/", Mobile = "https://stgmobile.inicis.com/" },
    };

    /// <summary>Servers that tell of deposits, with commas between (30-payments, virtual account notice).</summary>
    public string NoticeSenders { get; set; } = "203.238.37.15,183.109.71.153";

    /// <summary><c>utf-8</c>, or <c>euc-kr</c> for a contract that was made for it.</summary>
    public string Charset { get; set; } = InicisText.Utf8Name;

    /// <summary>Our own address as INIAPI sees it: it is a part of every signed call.</summary>
    public string ClientIp { get; set; } = "";

    /// <summary>Ways to pay of the contract, with commas between.</summary>
    public string Methods { get; set; } = "card,transfer,virtual-account,phone";

    /// <summary>
    /// Twice what one node settles in a wave; Inicis publishes no limit, and at a second per call this is 64 per
    /// second.
    /// </summary>
    [Range(1, 1000)]
    public int ConcurrencyMax { get; set; } = 64;

    /// <summary>
    /// Inquiries that a reconciliation has open, so that it never takes the places of customers who are paying.
    /// </summary>
    [Range(1, 64)]
    public int StatementConcurrencyMax { get; set; } = 4;

    /// <summary>Inicis states none. A card network answers within 20 s; a refund is two calls of it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a mobile approval is asked for before it is taken back. Inicis states none; ten minutes is the other
    /// gateway's.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SessionWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a deposit is taken on the mobile window. Three days: the stock is held meanwhile.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan DepositWindow { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// False: a further partial refund is sent only when an inquiry tells what remains. True: where it does not tell,
    /// the gateway's own check of <c>confirmPrice</c> is relied on. Try it with the test merchant first.
    /// </summary>
    public bool TrustConfirmPrice { get; set; }

    internal bool IsSet => Mid.Length > 0;
}

/// <summary>One data center of the gateway; both addresses end with a slash.</summary>
public sealed class InicisCenter
{
    public string Pc { get; set; } = "";

    public string Mobile { get; set; } = "";
}
