namespace Onair.Tests.Tidy;

/// <summary>
/// A rule is a function from the house to complaints; each is also shown a planted wrong, so that none is blind.
/// </summary>
internal static class Rule
{
    public static void Holds(IReadOnlyCollection<string> complaints) =>
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));

    /// <summary>Lines of a committed list, without comments and empty ones.</summary>
    public static IReadOnlyList<string> List(string path) =>
        [.. Repository.File(path).Lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
}
