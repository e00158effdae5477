using Onair.Host.StaffConsole.Tables;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Settings;

/// <summary>Every setting with what it is for, what it may be and what it is.</summary>
internal sealed class SettingsTable(ReadSettings read) : IDeskTable<SettingRow>
{
    private const string text = "q";
    private const string set = "set";

    public string Name => "settings";

    public StaffRight Right => StaffRight.ReadSettings;

    public string TitleOf(ConsoleWords w) => w.Settings;

    public string EmptyOf(ConsoleWords w) => w.SettingsEmpty;

    public object KeyOf(SettingRow row) => row.Key;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => null;

    public IReadOnlyList<DeskColumn<SettingRow>> Columns(ConsoleWords w) =>
    [
        new("key", w.SettingKey, row => row.Key["Onair:".Length..]) { Raw = row => row.Key },
        new("value", w.SettingNow, row => ValueOf(row, w)),
        new("default", w.SettingDefault, row => row.Default),
        new("range", w.SettingRange, row => row.Range.Length > 0 ? row.Range : row.Kind),
        new("text", w.SettingText, row => row.Text),
        new("variable", w.SettingVariable, row => row.Variable) { IsExtra = true },
        new("kind", w.Kind, row => row.Kind) { IsExtra = true },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
    [
        new(text, w.FindSettings, DeskFilterKind.Text),
        new(set, w.SettingSet, DeskFilterKind.Choice) { Choices = [("1", w.Yes)] },
    ];

    public Task<DeskPage<SettingRow>> PageAsync(
        DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var after = view[DeskView.AfterKey];
        var rows = read.Run()
            .Where(row => view[set].Length == 0 || row.IsSet)
            .Where(row => row.Key.Contains(view[text], StringComparison.OrdinalIgnoreCase)
                || row.Text.Contains(view[text], StringComparison.OrdinalIgnoreCase))
            .Where(row => string.CompareOrdinal(row.Key, after) > 0)
            .Take(limit + 1)
            .ToList();
        return Task.FromResult(rows.Count > limit
            ? new DeskPage<SettingRow>(rows[..limit], rows[limit - 1].Key)
            : new DeskPage<SettingRow>(rows, null));
    }

    private static string ValueOf(SettingRow row, ConsoleWords w) =>
        !row.IsSecret ? row.Value : row.IsSet ? w.Masked : w.NotSet;
}
