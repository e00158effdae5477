using System.Globalization;

namespace Onair.Sandbox;

/// <summary>What the command line can say. Each has a default; all keys are published and open nothing.</summary>
public sealed class SandboxOptions
{
    /// <summary>Where it listens: loopback, and any free port unless one is named.</summary>
    public string Url { get; private set; } = "http://127.0.0.1:0";

    /// <summary>All that looks like chance follows from it: faults, keys, account numbers.</summary>
    public ulong Seed { get; private set; } = 1;

    /// <summary>Ends when standard input ends.</summary>
    public bool WithParent { get; private set; }

    /// <summary>
    /// Where Toss Payments' webhooks go; null: none are made, and none wait for an address that comes later.
    /// </summary>
    public string? TossWebhook { get; private set; }

    /// <summary>Where KG Inicis' deposit notices for PC payments go; null: nowhere.</summary>
    public string? InicisNotice { get; private set; }

    /// <summary>Requests per minute and API; 0 is no limit. The provider's test environment allows 100.</summary>
    public int TossRateLimit { get; private set; }

    public string TossClientKey { get; private set; } = "test_ck_sandbox0000000000000000000000";

    public string TossSecretKey { get; private set; } = "test_sk_sandbox0000000000000000000000";

    /// <summary>The pair of the payment widget: a window that one half opened is confirmed with the other.</summary>
    public string TossWidgetClientKey { get; private set; } = "test_gck_sandbox0000000000000000000000";

    public string TossWidgetSecretKey { get; private set; } = "test_gsk_sandbox0000000000000000000000";

    public string InicisMid { get; private set; } = "INIpayTest";

    public string InicisSignKey { get; private set; } = "c2FuZGJveC1zaWduLWtleS0wMDAx";

    public string InicisApiKey { get; private set; } = "sandboxIniApiKey";

    public string InicisApiIv { get; private set; } = "sandboxiv0000016";

    public string InicisHashKey { get; private set; } = "c2FuZGJveC1oYXNoLWtleS0wMDAx";

    /// <exception cref="ArgumentException">Names every wrong option.</exception>
    public static SandboxOptions Parse(string[] args) =>
        TryParse(args, out var options, out var complaints)
            ? options
            : throw new ArgumentException(string.Join('\n', complaints), nameof(args));

    public static bool TryParse(string[] args, out SandboxOptions options, out IReadOnlyList<string> complaints)
    {
        var read = new SandboxOptions();
        var wrong = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--with-parent")
            {
                read.WithParent = true;
                continue;
            }

            if (i + 1 == args.Length) wrong.Add($"{args[i]} needs a value, or is no option");
            else if (!read.Set(args[i], args[++i]))
                wrong.Add($"{args[i - 1]} {args[i]}: no such option, or no such value");
        }

        options = read;
        complaints = wrong;
        return wrong.Count == 0;
    }

    private bool Set(string name, string value)
    {
        switch (name)
        {
            case "--url":
                Url = value;
                return IsAddress(value);
            case "--seed":
                Seed = ulong.TryParse(value, CultureInfo.InvariantCulture, out var seed) ? seed : 0;
                return Seed > 0;
            case "--toss-webhook":
                TossWebhook = value;
                return IsAddress(value);
            case "--inicis-notice":
                InicisNotice = value;
                return IsAddress(value);
            case "--toss-rate-limit":
                TossRateLimit = int.TryParse(value, CultureInfo.InvariantCulture, out var limit) ? limit : -1;
                return TossRateLimit >= 0;
            default:
                return SetKey(name, value) && value.Length > 0;
        }
    }

    private bool SetKey(string name, string value)
    {
        switch (name)
        {
            case "--toss-client-key": TossClientKey = value; break;
            case "--toss-secret-key": TossSecretKey = value; break;
            case "--toss-widget-client-key": TossWidgetClientKey = value; break;
            case "--toss-widget-secret-key": TossWidgetSecretKey = value; break;
            case "--inicis-mid": InicisMid = value; break;
            case "--inicis-sign-key": InicisSignKey = value; break;
            case "--inicis-api-key": InicisApiKey = value; break;
            case "--inicis-api-iv": InicisApiIv = value; break;
            case "--inicis-hash-key": InicisHashKey = value; break;
            default: return false;
        }

        return true;
    }

    internal static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
