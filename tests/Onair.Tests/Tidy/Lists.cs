using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Onair.Tests.Tidy;

/// <summary>
/// Lists that are kept by hand and checked here: packages with their reasons, and migrations that have been released.
/// </summary>
internal static partial class Lists
{
    /// <summary>A package without a line in the ADR, and a line without its package.</summary>
    public static IEnumerable<string> Packages(string props, string document)
    {
        var used = Used().Matches(props).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var told = Told().Matches(document).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        return used.Except(told).Select(name => $"docs/adr/packages.md does not say what {name} is for")
            .Concat(told.Except(used).Select(name => $"docs/adr/packages.md speaks of {name}, which is not used"));
    }

    /// <summary>
    /// A migration that a release has carried may neither change nor go: somebody's database has run it.
    /// </summary>
    /// <param name="released">Lines of <c>sha256 path</c>.</param>
    /// <param name="files">All migrations.</param>
    public static IEnumerable<string> ReleasedMigrations(
        IEnumerable<string> released, IReadOnlyCollection<SourceFile> files)
    {
        foreach (var words in released.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            var file = files.FirstOrDefault(file => file.Path == words[^1]);
            if (file is null) yield return $"{words[^1]} was released and is gone";
            else if (HashOf(file.Text) != words[0])
                yield return $"{words[^1]} was released and may not change: write a new one";
        }

        foreach (var twice in files.GroupBy(file => file.Name.Split("__")[0], StringComparer.Ordinal)
            .Where(same => same.Count() > 1))
            yield return $"{string.Join(" and ", twice.Select(file => file.Path))} have the same number";
    }

    public static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));

    [GeneratedRegex("<PackageVersion Include=\"(?<name>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Used();

    [GeneratedRegex(@"^\| (?<name>(?!package )[\w.-]+) \| .*\|", RegexOptions.Multiline, 1000)]
    private static partial Regex Told();
}
