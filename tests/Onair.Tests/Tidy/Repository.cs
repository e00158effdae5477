using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Onair.Tests.Tidy;

/// <summary>The files of this house as they lie on disk; what is built or measured is not part of them.</summary>
internal static class Repository
{
    private static readonly HashSet<string> notOurs = new(StringComparer.Ordinal)
    {
        ".git", ".vs", ".idea", "bin", "obj", "TestResults", "node_modules",
    };

    /// <summary>At the root only: /data and /out are where the shop and the benchmarks write.</summary>
    private static readonly HashSet<string> notOursAtRoot = new(StringComparer.Ordinal) { "data", "out" };

    private static readonly HashSet<string> textEndings = new(StringComparer.Ordinal)
    {
        ".cs", ".razor", ".sql", ".css", ".js", ".html", ".md", ".txt", ".json", ".yml", ".yaml", ".xml", ".csproj",
        ".props", ".slnx", ".svg", ".csv", ".tsv", ".sh", ".editorconfig", ".gitignore", ".gitattributes", "",
    };

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } =
        [.. Walk(Root).Where(path => textEndings.Contains(Path.GetExtension(path))).Select(Read)
            .OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>The C# of the projects: <paramref name="folder"/> is <c>src/</c>, <c>tests/</c> or deeper.</summary>
    public static IEnumerable<SourceFile> CSharp(string folder = "") =>
        Files.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)
            && file.Path.StartsWith(folder, StringComparison.Ordinal));

    public static SourceFile File(string path) => Read(Path.Combine(Root, path));

    private static SourceFile Read(string path) =>
        new(Path.GetRelativePath(Root, path).Replace('\\', '/'), System.IO.File.ReadAllText(path));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder)) yield return file;
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(child);
            if (notOurs.Contains(name) || (folder == Root && notOursAtRoot.Contains(name))) continue;
            foreach (var file in Walk(child)) yield return file;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Onair.slnx")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException(
                "The tidy tests read the sources, and Onair.slnx is in no folder above the tests.");
    }
}

/// <summary>A text of the house, or one that a test plants to see a rule fail.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Text">All of it.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private SyntaxNode? syntax;

    public SyntaxNode Syntax => syntax ??= CSharpSyntaxTree.ParseText(Text).GetRoot();

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public IReadOnlyList<string> Lines { get; } = Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>The room of a file under <c>src/Onair</c>, or null.</summary>
    public string? Room =>
        Path.Split('/') is ["src", "Onair", var room, _, ..] ? room : null;
}
