using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Onair.Tests.Tidy;

/// <summary>
/// Where SQL stands, and which tables it names. A table belongs to the room whose migration makes it.
/// </summary>
internal static partial class Tables
{
    private const RegexOptions options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    private const string statement =
        @"\bSELECT\b[\s\S]+\bFROM\b|\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bUPDATE\s+\w+\s+SET\b|"
        + @"\bDELETE\s+FROM\b|\bCREATE\s+(TABLE|INDEX)\b";

    private const string clock =
        @"\bnow\s*\(\s*\)|\bCURRENT_TIMESTAMP\b|\bclock_timestamp\b|\bunixepoch\b|\bstrftime\b|"
        + @"\bdatetime\s*\(|\bLOCALTIMESTAMP\b";

    /// <summary>
    /// Tables and their rooms, from the migrations. One that is renamed in the file that makes it replaces another and
    /// has no name of its own.
    /// </summary>
    public static Dictionary<string, string> Owners(IEnumerable<SourceFile> migrations) =>
        migrations.SelectMany(
            file => Created().Matches(file.Text).Select(m => m.Groups["table"].Value)
                .Except(Renamed().Matches(file.Text).Select(m => m.Groups["table"].Value))
                .Select(table => (Table: table, Room: file.Room!)))
            .ToDictionary(made => made.Table, made => made.Room, StringComparer.Ordinal);

    /// <summary>A table that a room names although another room's migration made it, or that two stores name.</summary>
    public static IReadOnlyList<string> Foreign(
        IReadOnlyCollection<SourceFile> files, Dictionary<string, string> owners)
    {
        var named = files.SelectMany(file => Named(file, owners).Select(table => (file, table))).Distinct().ToList();
        return
        [
            .. named.Where(n => n.file.Room != owners[n.table])
                .Select(n => $"{n.file.Path}: {n.table} belongs to {owners[n.table]}: call its verbs"),
            .. named.GroupBy(n => n.table, n => StoreOf(n.file), StringComparer.Ordinal)
                .Where(stores => stores.Distinct().Count() > 1)
                .Select(stores => $"{stores.Key} is named in {string.Join(" and ", stores.Distinct())}"),
        ];
    }

    /// <summary>SQL outside a store. Storage itself speaks SQL of its own.</summary>
    public static IEnumerable<string> Misplaced(SourceFile file)
    {
        if (file.Room == "Storage" || IsStore(file)) return [];
        return Strings(file).Where(text => Statement().IsMatch(text))
            .Select(
                text =>
                    $"{file.Path}: SQL outside a store: {text.ReplaceLineEndings(" ")[..Math.Min(60, text.Length)]}");
    }

    /// <summary>The database's clock: two machines' clocks in one rule, and none that a test can move.</summary>
    public static IEnumerable<string> Clocks(SourceFile file)
    {
        var texts = file.Path.EndsWith(".sql", StringComparison.Ordinal)
            ? [WithoutSqlComments(file.Text)]
            : Strings(file);
        return texts.SelectMany(text => Clock().Matches(text))
            .Select(found => $"{file.Path}: {found.Value} in SQL: pass the time in");
    }

    /// <summary><c>OrdersStore.cs</c> and its parts <c>OrdersStore.Reads.cs</c>.</summary>
    public static bool IsStore(SourceFile file) => StoreName().IsMatch(file.Name);

    private static string StoreOf(SourceFile file) => file.Name.Split('.')[0];

    /// <summary>In a statement, or alone as the table of an insert; a column may have a table's name.</summary>
    private static IEnumerable<string> Named(SourceFile file, Dictionary<string, string> owners) =>
        Strings(file).SelectMany(text => Mentioned().Matches(text).Select(m => m.Groups["table"].Value))
            .Concat(file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(call => call.Expression.ToString().EndsWith("InsertInto", StringComparison.Ordinal))
                .Select(call => call.ArgumentList.Arguments[0].Expression)
                .OfType<LiteralExpressionSyntax>()
                .Select(table => table.Token.ValueText))
            .Where(owners.ContainsKey);

    private static IEnumerable<string> Strings(SourceFile file) =>
        file.Syntax.DescendantNodes().Select(node => node switch
        {
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) =>
                literal.Token.ValueText,
            InterpolatedStringExpressionSyntax interpolated => interpolated.Contents.ToString(),
            _ => null,
        }).OfType<string>();

    private static string WithoutSqlComments(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Split("--")[0]));

    [GeneratedRegex(@"CREATE\s+TABLE\s+(IF\s+NOT\s+EXISTS\s+)?(?<table>\w+)", options, 1000)]
    private static partial Regex Created();

    [GeneratedRegex(@"ALTER\s+TABLE\s+(?<table>\w+)\s+RENAME\s+TO\b", options, 1000)]
    private static partial Regex Renamed();

    [GeneratedRegex(@"\b(FROM|JOIN|INTO|UPDATE|ONLY|TABLE|USING)\s+(?<table>\w+)", options, 1000)]
    private static partial Regex Mentioned();

    [GeneratedRegex(statement, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Statement();

    [GeneratedRegex(clock, options, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^\w+Store(\.\w+)?\.cs$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StoreName();
}
