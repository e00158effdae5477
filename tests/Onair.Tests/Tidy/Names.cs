using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Onair.Tests.Tidy;

/// <summary>Names that say nothing, and namespaces that do not say where a file lies.</summary>
internal static partial class Names
{
    private static readonly HashSet<string> empty = new(StringComparer.Ordinal)
    {
        "Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Core", "Shared", "Base", "Impl", "Data", "Info",
        "Processor", "Service",
    };

    /// <summary>
    /// A file, folder or type whose name has an empty word in it: <c>OrderManager</c>, <c>SharedThings</c>.
    /// </summary>
    public static IEnumerable<string> EmptyWords(SourceFile file)
    {
        var types = file.Path.EndsWith(".cs", StringComparison.Ordinal)
            ? file.Syntax.DescendantNodes().Select(node => node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                DelegateDeclarationSyntax type => type.Identifier.Text,
                _ => null,
            }).OfType<string>()
            : [];
        return file.Path.Split('/').Select(part => part.Split('.')[0]).Concat(types)
            .Where(name => Words().Matches(name).Any(word => empty.Contains(word.Value)))
            .Distinct(StringComparer.Ordinal)
            .Select(name => $"{file.Path}: {name} has a word that says nothing");
    }

    /// <param name="file">Under <paramref name="folder"/>.</param>
    /// <param name="folder">The project's: <c>src/Onair</c>.</param>
    /// <param name="house">The project's namespace: <c>Onair</c>.</param>
    public static IEnumerable<string> Namespace(SourceFile file, string folder, string house)
    {
        var path = Path.GetDirectoryName(file.Path)!.Replace('\\', '/');
        var expected = path == folder ? house : house + "." + path[(folder.Length + 1)..].Replace('/', '.');
        var written = file.Syntax.DescendantNodes()
            .OfType<BaseNamespaceDeclarationSyntax>().Select(n => n.Name.ToString());
        var types = file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>();
        if (types.Any() && !written.Any()) return [$"{file.Path}: types without a namespace"];
        return written.Where(name => name != expected)
            .Select(name => $"{file.Path}: namespace {name}, the folder says {expected}")
            .Concat(file.Syntax.DescendantNodes().OfType<UsingDirectiveSyntax>()
                .Where(use => !use.GlobalKeyword.Text.Equals("", StringComparison.Ordinal))
                .Where(use => use.Name?.ToString().StartsWith("Onair", StringComparison.Ordinal) == true)
                .Select(use => $"{file.Path}: a global using of {use.Name} would hide an arrow"));
    }

    [GeneratedRegex("[A-Z][a-z0-9]*", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
