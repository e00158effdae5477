namespace Onair.Catalog.Feeds;

/// <summary>What is wrong with a file, and where.</summary>
/// <param name="Line">Line of the file, from 1; in RSS the line where the item begins.</param>
/// <param name="Field">As the file names it; empty when the line as a whole is wrong.</param>
/// <param name="Message">What is wrong, as the rest of a sentence about the field.</param>
public readonly record struct FeedError(int Line, string Field, string Message)
{
    public override string ToString() =>
        Field.Length == 0 ? $"line {Line}: {Message}" : $"line {Line}: {Field} {Message}";
}

/// <summary>Collects errors: the first ones in full, all of them as a count and as the set of bad lines.</summary>
internal sealed class FeedErrors
{
    private readonly List<FeedError> listed = [];
    private readonly HashSet<int> lines = [];

    public IReadOnlyList<FeedError> Listed => listed;

    public int Count { get; private set; }

    public IReadOnlySet<int> Lines => lines;

    /// <summary>True: the file cannot be read further, and skipping lines does not help.</summary>
    public bool IsBroken { get; private set; }

    public void Add(int line, string field, string message)
    {
        Count++;
        lines.Add(line);
        if (listed.Count < FeedLimits.ErrorsMax) listed.Add(new FeedError(line, field, message));
    }

    /// <summary>A line that has no error of its own, but cannot be taken because of another's.</summary>
    public void Spoil(int line) => lines.Add(line);

    public FeedErrors Copy()
    {
        var copy = new FeedErrors { Count = Count, IsBroken = IsBroken };
        copy.listed.AddRange(listed);
        copy.lines.UnionWith(lines);
        return copy;
    }

    /// <summary>As <see cref="Add"/>, for what ends the reading.</summary>
    public void Break(int line, string field, string message)
    {
        IsBroken = true;
        Add(line, field, message);
    }
}
