using System.CommandLine;
using Onair.Catalog.Feeds;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary>
/// What <c>import</c> and <c>export</c> have in common: which format, where the shop is, how far it got.
/// </summary>
internal static class FeedOptions
{
    public const string UnknownFormat =
        "--format csv|google-tsv|google-rss: the file's name does not tell (.csv .tsv .txt .xml .rss)";

    private static readonly Dictionary<string, FeedFormat> names = new(StringComparer.Ordinal)
    {
        ["csv"] = FeedFormat.Csv,
        ["google-tsv"] = FeedFormat.GoogleTsv,
        ["google-rss"] = FeedFormat.GoogleRss,
    };

    public static Option<string?> Format()
    {
        var format = new Option<string?>("--format")
        {
            Description = "csv, google-tsv or google-rss (default: by the file's name)",
        };
        format.AcceptOnlyFromAmong([.. names.Keys]);
        return format;
    }

    public static Option<string> ShopUrl() => new("--shop-url")
    {
        Description = "Where the shop is: Google's feeds need whole addresses",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };

    public static bool TryFormat(string? asked, string fileName, out FeedFormat format)
    {
        var found = asked is null ? FeedFormats.FromFileName(fileName) : names[asked];
        format = found.GetValueOrDefault();
        return found is not null;
    }

    public static int Refuse(string command, string why)
    {
        Console.Error.WriteLine($"onair: {command}: {why}");
        return CommandLine.BadInput;
    }

    /// <summary>A bar on standard error's terminal; nothing with <c>--json</c> or where nobody looks.</summary>
    /// <param name="work">Gets a reporter: what to say, and the percentage done or null.</param>
    public static Task<T> WithProgressAsync<T>(bool quiet, string title, Func<Action<string, double?>, Task<T>> work)
    {
        if (quiet || Console.IsErrorRedirected) return work((_, _) => { });
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: 100);
                return work((what, percent) =>
                {
                    bar.Description = Markup.Escape($"{title}: {what}");
                    bar.IsIndeterminate = percent is null;
                    if (percent is { } value) bar.Value = value;
                });
            });
    }
}
