using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Onair.Host.Cli.Load;

/// <summary>
/// Where <c>--report</c> writes: FILE.json the figures and FILE.svg the chart, whichever of them was named.
/// </summary>
internal static class ReportFiles
{
    /// <summary>Both files are written; the given name says what they are called.</summary>
    public static (string Json, string Svg) Names(string report) =>
        (Path.ChangeExtension(report, ".json"), Path.ChangeExtension(report, ".svg"));

    /// <summary>Null when the name is right, otherwise what is wrong with it.</summary>
    /// <param name="report">As it was given.</param>
    /// <param name="hasChart">False for a command that draws none.</param>
    public static string? Problem(string report, bool hasChart)
    {
        var ending = Path.GetExtension(report);
        if (hasChart && ending is not (".json" or ".svg"))
            return $"--report '{report}' must end in .json or .svg; both files are written.";
        if (!hasChart && ending != ".json") return $"--report '{report}' must end in .json.";
        var folder = Path.GetDirectoryName(Path.GetFullPath(report));
        return Directory.Exists(folder) ? null : $"--report '{report}': there is no folder {folder}.";
    }

    public static async Task WriteAsync<T>(string file, T report, JsonTypeInfo<T> type)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, report, type);
    }
}
