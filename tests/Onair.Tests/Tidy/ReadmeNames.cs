using System.Text.RegularExpressions;

namespace Onair.Tests.Tidy;

/// <summary>
/// What a document puts between backticks exists: a path is on disk, a command is in the tree, and every other name is
/// a word of the code. Documents age by naming what has gone.
/// </summary>
internal sealed partial class ReadmeNames(IEnumerable<string> paths, IEnumerable<string> code)
{
    private readonly HashSet<string> paths = [.. paths];
    private readonly HashSet<string> words = [.. code.SelectMany(text => Word().Matches(text).Select(m => m.Value))];

    /// <summary>Of this repository: the code is everything but documents and these tests.</summary>
    public static ReadmeNames OfHouse() => new(
        Repository.Files.SelectMany(file => Prefixes(file.Path)),
        Repository.Files
            .Where(file => !file.Path.EndsWith(".md", StringComparison.Ordinal))
            .Where(file => !file.Path.StartsWith("tests/Onair.Tests/Tidy/", StringComparison.Ordinal))
            .Select(file => file.Text));

    public IEnumerable<string> Check(SourceFile document)
    {
        var text = Fence().Replace(document.Text, "");
        foreach (Match match in Ticked().Matches(text))
        {
            var name = match.Groups["name"].Value;
            foreach (var missing in Missing(name, document)) yield return $"{document.Path}: `{name}`: {missing}";
        }
    }

    private IEnumerable<string> Missing(string name, SourceFile document) =>
        name.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(part =>
            IsPath(part) ? OnDisk(part, document) : Word().Matches(Example().Replace(part, "")).Select(m => m.Value)
                .Where(word => !words.Contains(word))
                .Select(word => $"no code says {word}"));

    /// <summary>
    /// Relative to the root, to the document's folder, or to the library; <c>*</c> stands for any name.
    /// </summary>
    private IEnumerable<string> OnDisk(string part, SourceFile document)
    {
        var wanted = part.TrimEnd('/').Replace("./", "", StringComparison.Ordinal);
        var folder = Path.GetDirectoryName(document.Path)!.Replace('\\', '/');
        var places = new[] { wanted, $"{folder}/{wanted}", $"src/Onair/{wanted}" };
        var exists = wanted.Contains('*', StringComparison.Ordinal)
            ? places.Any(place => paths.Any(path => Glob(place).IsMatch(path)))
            : places.Any(paths.Contains) || paths.Any(path => path.EndsWith("/" + wanted, StringComparison.Ordinal));
        return exists ? [] : ["no such path"];
    }

    private static bool IsPath(string part) =>
        part.StartsWith("./", StringComparison.Ordinal)
        || (PathShape().IsMatch(part) && part[0] != '/' && !part.Contains("://", StringComparison.Ordinal));

    private static Regex Glob(string pattern) =>
        new("(^|/)" + Regex.Escape(pattern.TrimStart('/')).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$",
            RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Prefixes(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1)) yield return path[..end];
    }

    /// <summary>A name with a folder, or a file's ending.</summary>
    [GeneratedRegex(@"^\.?[\w.*-]+/[\w./*-]*$|^[\w*-]+\.(cs|md|sql|txt|razor|props|slnx|json|editorconfig)$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathShape();

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{N}_]+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    /// <summary>What the reader is to fill in: <c>{number}</c>, <c>DIR</c>, <c>N</c>, <c>FILE</c>.</summary>
    [GeneratedRegex(@"\{\w+\}|\bV000N\w*|^[A-Z]+$", RegexOptions.None, 1000)]
    private static partial Regex Example();

    [GeneratedRegex(@"^```[\s\S]*?^```", RegexOptions.Multiline, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`(?<name>[^`\n]+)`", RegexOptions.None, 1000)]
    private static partial Regex Ticked();
}
