using System.Text.RegularExpressions;

namespace Onair.Tests.Tidy;

/// <summary>Words that may stand nowhere in the tree, and web addresses that are not on the short list.</summary>
internal static partial class BannedWords
{
    private static readonly (string Word, string Instead)[] banned =
    [
        ("TO" + "DO", "finish it, or write it into an issue"),
        ("FIX" + "ME", "fix it"),
        ("#reg" + "ion", "one idea per file needs none"),
        ("DateTime." + "Now", "take TimeProvider"),
        ("DateTime." + "UtcNow", "take TimeProvider"),
        ("DateTimeOffset." + "UtcNow", "take TimeProvider"),
    ];

    /// <summary>
    /// Where the house may point: its tools' and standards' own sites, and addresses that exist for examples.
    /// </summary>
    private static readonly HashSet<string> hosts = new(StringComparer.Ordinal)
    {
        "localhost", "127.0.0.1", "0.0.0.0", "10.0.0.1", "[::1]", "gateway.invalid", "example.com", "shop.example",
        "example.org",
        "www.w3.org", "schema.org", "www.sitemaps.org",
        "base.google.com",
        "www.apache.org", "keepachangelog.com", "semver.org", "dotnet.microsoft.com", "learn.microsoft.com",
        "www.sqlite.org",
        "www.postgresql.org", "www.rfc-editor.org", "datatracker.ietf.org", "support.google.com",
        "events.pagerduty.com",
        "api.tosspayments.com", "js.tosspayments.com", "stdpay.inicis.com", "mobile.inicis.com", "iniapi.inicis.com",
        "fcstdpay.inicis.com", "fcmobile.inicis.com", "ksstdpay.inicis.com", "ksmobile.inicis.com",
        "stgstdpay.inicis.com", "stgmobile.inicis.com", "gateway.invalid",
    };

    public static IEnumerable<string> Check(SourceFile file)
    {
        for (var i = 0; i < file.Lines.Count; i++)
        {
            var line = file.Lines[i];
            foreach (var (word, instead) in banned)
            {
                if (Regex.IsMatch(line, $@"(?<!\w){Regex.Escape(word)}(?!\w)", RegexOptions.None,
                    TimeSpan.FromSeconds(1)))
                    yield return $"{file.Path}:{i + 1}: {word}: {instead}";
            }

            if (MachinePath().Match(line) is { Success: true } path)
                yield return $"{file.Path}:{i + 1}: {path.Value} exists on one machine only";
            foreach (Match address in Address().Matches(line))
            {
                var host = address.Groups["host"].Value.ToLowerInvariant();
                if (!hosts.Contains(host) && !host.EndsWith(".example", StringComparison.Ordinal))
                    yield return $"{file.Path}:{i + 1}: {host} is not on the list of BannedWords.cs";
            }
        }
    }

    [GeneratedRegex(@"(?<![\w.~$}*])/(work|root|home|Users|mnt)/\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://(?<host>\[[0-9a-f:]+\]|[A-Za-z0-9.-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
