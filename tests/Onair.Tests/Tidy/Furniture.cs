using System.Text.RegularExpressions;

namespace Onair.Tests.Tidy;

/// <summary>The same furniture in every room: who has seen one room has seen them all.</summary>
internal static partial class Furniture
{
    public const int ReadmeLinesMax = 25;

    /// <summary>
    /// The ground floor's two smallest rooms hold words and instruments, nothing to set up or to explain.
    /// </summary>
    private static readonly string[] bare = ["Primitives", "Signals"];

    public static IEnumerable<string> Check(string room, IReadOnlyCollection<SourceFile> files)
    {
        var readme = files.SingleOrDefault(file => file.Path == $"src/Onair/{room}/README.md");
        if (readme is null && !bare.Contains(room)) yield return $"{room} has no README.md";
        if (readme?.Lines.Count > ReadmeLinesMax)
            yield return $"{readme.Path}: {readme.Lines.Count} lines, the cap is {ReadmeLinesMax}";
        if (!bare.Contains(room) && !files.Any(file => file.Name == $"{room}Setup.cs"))
            yield return $"{room} has no {room}Setup.cs";
        var tables = files.Where(file => file.Path.EndsWith(".sql", StringComparison.Ordinal)).ToList();
        foreach (var table in Tables.Owners(tables).Keys)
        {
            if (readme is null || !Regex.IsMatch(readme.Text, $@"\b{table}\b", RegexOptions.None,
                TimeSpan.FromSeconds(1)))
                yield return $"{room}: README.md does not name its table {table}";
        }

        if (tables.Count > 0 && !files.Any(Tables.IsStore)) yield return $"{room} has tables and no store";
        foreach (var complaint in files.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(Misplaced))
            yield return complaint;
    }

    private static IEnumerable<string> Misplaced(SourceFile file)
    {
        if (file.Text.Contains("[LoggerMessage", StringComparison.Ordinal)
            && !file.Name.EndsWith("Log.cs", StringComparison.Ordinal))
            yield return $"{file.Path}: log messages stand in the room's ...Log.cs";
        if (Route().IsMatch(file.Text) && !ApiName().IsMatch(file.Name))
            yield return $"{file.Path}: routes stand in the room's ...Api.cs";
        if (file.Text.Contains(": JsonSerializerContext", StringComparison.Ordinal)
            && !file.Name.EndsWith("Json.cs", StringComparison.Ordinal))
            yield return $"{file.Path}: a JSON context stands in the room's ...Json.cs";
        if (Setup().IsMatch(file.Text) && !file.Name.EndsWith("Setup.cs", StringComparison.Ordinal))
            yield return $"{file.Path}: services are added in the room's ...Setup.cs";
    }

    [GeneratedRegex(@"\.Map(Get|Post|Put|Patch|Delete|Group)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Route();

    [GeneratedRegex(@"\.(AddSingleton|AddHostedService|AddScoped|AddTransient)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setup();

    [GeneratedRegex(@"Api(\.\w+)?\.cs$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ApiName();
}
