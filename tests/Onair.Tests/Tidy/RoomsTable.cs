namespace Onair.Tests.Tidy;

/// <summary><c>Rooms.txt</c>: a row per room, and the rooms above it that it may look at.</summary>
internal sealed class RoomsTable
{
    private readonly Dictionary<string, HashSet<string>> arrows = new(StringComparer.Ordinal);

    private RoomsTable()
    {
    }

    public IReadOnlyCollection<string> Rooms => arrows.Keys;

    /// <summary>
    /// What is wrong with the table itself: a row that looks at itself, down or nowhere, or stands twice.
    /// </summary>
    public List<string> Complaints { get; } = [];

    public static RoomsTable Parse(string text)
    {
        var table = new RoomsTable();
        foreach (
            var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var (room, targets) = line.Split(':') is [var name, var rest] ? (name.Trim(), rest) : (line, "");
            var words = targets.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            table.Complaints.AddRange(words
                .Where(target => !table.arrows.ContainsKey(target))
                .Select(target => $"Rooms.txt: {room} looks at {target}, which is not a row above it"));
            if (!table.arrows.TryAdd(room, [.. words])) table.Complaints.Add($"Rooms.txt: {room} has two rows");
        }

        return table;
    }

    public bool Allows(string from, string to) =>
        from == to || (arrows.TryGetValue(from, out var targets) && targets.Contains(to));

    /// <summary>A folder without a row, and a row without a folder.</summary>
    public IEnumerable<string> Compare(IReadOnlyCollection<string> folders) =>
        folders.Except(arrows.Keys).Select(folder => $"src/Onair/{folder} has no row in Rooms.txt")
            .Concat(arrows.Keys.Except(folders).Select(room => $"Rooms.txt: {room} has no folder"));
}
