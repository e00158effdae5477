using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Key">In addresses, and the header of its column in files.</param>
/// <param name="Title">For people.</param>
/// <param name="Text">The cell.</param>
public sealed record DeskColumn<TRow>(string Key, string Title, Func<TRow, string> Text)
{
    public bool IsNumber { get; init; }

    /// <summary>Where the cell leads; null: nowhere.</summary>
    public Func<TRow, string?>? Link { get; init; }

    /// <summary>What files say instead: numbers without marks, times in UTC.</summary>
    public Func<TRow, string>? Raw { get; init; }

    /// <summary>True: shown when it is chosen.</summary>
    public bool IsExtra { get; init; }

    /// <summary>Words of <see cref="DeskView.SortKey"/> that sort by it: downwards and upwards; null: not by this one.
    /// </summary>
    public (string Down, string Up)? Sorts { get; init; }
}

public enum DeskFilterKind
{
    Text,
    Choice,
    Day,
}

/// <summary>Something that a table is narrowed by.</summary>
public sealed record DeskFilter(string Key, string Label, DeskFilterKind Kind)
{
    public IReadOnlyList<(string Value, string Label)> Choices { get; init; } = [];

    /// <summary>What counts when nothing is chosen; null: all of them.</summary>
    public string? Otherwise { get; init; }

    public int CharsMax { get; init; } = 100;

    /// <summary>
    /// True: what is typed may be somebody's name or phone. It stays with the page and out of addresses, which are
    /// kept by browsers, proxies and logs.
    /// </summary>
    public bool IsPrivate { get; init; }
}

/// <summary>A page of a table.</summary>
/// <param name="Rows">What it shows.</param>
/// <param name="Next">What <see cref="DeskView.AfterKey"/> says on the next page; null: that was all.</param>
/// <param name="Note">Something to say about the page, or null.</param>
public sealed record DeskPage<TRow>(IReadOnlyList<TRow> Rows, string? Next, string? Note = null);

/// <summary>
/// A table of the console: what it has, and how a page of it is read. The same for the page and for the file.
/// </summary>
public interface IDeskTable<TRow>
{
    /// <summary>Its address without the slash, and its name in the audit log.</summary>
    string Name { get; }

    StaffRight Right { get; }

    /// <summary>What taking it away as a file is called in the audit log.</summary>
    Deed Exported => Deed.TableExported;

    /// <summary>The first one is always shown.</summary>
    IReadOnlyList<DeskColumn<TRow>> Columns(ConsoleWords w);

    IReadOnlyList<DeskFilter> Filters(ConsoleWords w);

    string TitleOf(ConsoleWords w);

    /// <summary>Said when nothing is found.</summary>
    string EmptyOf(ConsoleWords w);

    /// <summary>What tells rows apart.</summary>
    object KeyOf(TRow row);

    /// <summary>What is written down before somebody sees this view, and about what; null: nothing.</summary>
    (Deed Deed, string Detail)? LookOf(DeskView view);

    Task<DeskPage<TRow>> PageAsync(DeskView view, ConsoleWords w, int limit, CancellationToken cancel);
}
