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
    public static string? Problem(string report)
    {
        if (Path.GetExtension(report) is not (".json" or ".svg"))
            return $"--report '{report}' must end in .json or .svg; both files are written.";
        var folder = Path.GetDirectoryName(Path.GetFullPath(report));
        return Directory.Exists(folder) ? null : $"--report '{report}': there is no folder {folder}.";
    }

    public static async Task WriteAsync<T>(string file, T report, JsonTypeInfo<T> type)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, report, type);
    }
}
