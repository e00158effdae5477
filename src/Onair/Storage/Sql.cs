namespace Onair.Storage;

/// <summary>A statement that tests can prepare on both databases without running it (Tidy: prepare-all).</summary>
public interface IStatement
{
    /// <summary>The text for one database.</summary>
    string TextFor(Dialect dialect);

    /// <summary>PostgreSQL type names of the positional parameters; empty where parameters have names.</summary>
    IReadOnlyList<string> PostgresTypes { get; }
}

/// <summary>
/// One question, one name, one or two texts. Stores keep them in static fields. Parameters are <c>@name</c>, values
/// never stand in the text.
/// </summary>
public sealed class Sql(string sqlite, string postgres) : IStatement
{
    /// <summary>A text that both databases understand.</summary>
    public Sql(string both) : this(both, both)
    {
    }

    public IReadOnlyList<string> PostgresTypes => [];

    public string TextFor(Dialect dialect) => dialect == Dialect.Sqlite ? sqlite : postgres;
}
