using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Onair.Tests.Tidy;

/// <summary>
/// Caps on files, methods and lines. What is above one stands in <c>size-exceptions.txt</c> with its size: it may
/// shrink, never grow, and the row goes when it is no longer needed.
/// </summary>
internal static class Sizes
{
    public const int FileLinesMax = 500;

    public const int MethodLinesMax = 70;

    public const int WidthMax = 120;

    private static readonly string[] measured = [".cs", ".razor", ".sql", ".css", ".js", ".sh", ""];

    public static IReadOnlyList<string> Check(IEnumerable<SourceFile> files, IReadOnlyList<string> exceptions)
    {
        var allowed = exceptions.Select(line => line.Split(' ')).ToDictionary(
            words => words[0], words => int.Parse(words[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var tooBig = files.Where(file => measured.Contains(Path.GetExtension(file.Path)) && file.Name != "LICENSE")
            .SelectMany(Measure)
            .ToDictionary(found => found.What, found => found, StringComparer.Ordinal);
        return [.. tooBig.Values.SelectMany(found => Judge(found, allowed)),
            .. allowed.SelectMany(row => Needed(row, tooBig))];
    }

    private static IEnumerable<Found> Measure(SourceFile file)
    {
        if (file.Lines.Count > FileLinesMax) yield return new Found(file.Path, file.Lines.Count, FileLinesMax, "lines");
        var widest = file.Lines.Select((line, i) => (line.Length, Number: i + 1)).MaxBy(line => line.Length);
        if (widest.Length > WidthMax)
            yield return new Found($"{file.Path}:width", widest.Length, WidthMax, $"columns in line {widest.Number}");
        if (!file.Path.EndsWith(".cs", StringComparison.Ordinal)) yield break;
        var methods = Methods(file.Syntax).GroupBy(method => method.Name, StringComparer.Ordinal);
        foreach (var method in methods.Select(overloads => overloads.MaxBy(o => o.Lines)))
        {
            if (method.Lines > MethodLinesMax)
                yield return new Found($"{file.Path}:{method.Name}", method.Lines, MethodLinesMax, "lines");
        }
    }

    private static IEnumerable<(string Name, int Lines)> Methods(SyntaxNode root)
    {
        foreach (var member in root.DescendantNodes())
        {
            var name = member switch
            {
                MethodDeclarationSyntax method => method.Identifier.Text,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.Text + ".ctor",
                OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax or DestructorDeclarationSyntax =>
                    "operator",
                AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
                _ => null,
            };
            if (name is not null) yield return (name, LinesOf(member));
        }

        var program = root.ChildNodes().OfType<GlobalStatementSyntax>().Sum(LinesOf);
        if (program > 0) yield return ("Program", program);
    }

    private static int LinesOf(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static IEnumerable<string> Judge(Found found, Dictionary<string, int> allowed)
    {
        if (!allowed.TryGetValue(found.What, out var most))
            yield return $"{found.What}: {found.Size} {found.Unit}, the cap is {found.Cap}";
        else if (found.Size > most)
            yield return $"{found.What}: {found.Size} {found.Unit}, and its exception of {most} may only shrink";
        else if (found.Size < most)
            yield return $"size-exceptions.txt: {found.What} shrank to {found.Size}: write that down";
    }

    private static IEnumerable<string> Needed(KeyValuePair<string, int> row, Dictionary<string, Found> tooBig)
    {
        if (!tooBig.ContainsKey(row.Key)) yield return $"size-exceptions.txt: {row.Key} is no longer needed";
    }

    private readonly record struct Found(string What, int Size, int Cap, string Unit);
}
