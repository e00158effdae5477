using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Onair.Alarms;

/// <summary>Enums as words: <c>at-most</c>.</summary>
internal sealed class Words<T>(
    ) : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>What a transition was decided on.</summary>
internal sealed record Evidence(
    string Signal, string Of, string Per, string Window, string When, double? Threshold, double? Value, long Samples,
    string Health, int Nodes);

/// <summary>
/// How rules are written. By reflection, as generated code sets every <c>init</c> property, also to nothing when the
/// text does not name it, and a rule's defaults would be lost. Rules are read when somebody changes them.
/// </summary>
internal static class AlarmsJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        // Titles are Korean, and people read these texts.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new Words<AlarmLevel>(), new Words<AlarmComparator>(), new Words<MissingPolicy>(), new Words<AlarmArea>(),
            new Words<Series.SignalClass>(),
        },
    };
}
