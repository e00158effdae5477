using System.Text.Json;
using System.Text.RegularExpressions;

namespace Onair.Sandbox.Toss;

/// <summary>The request's fields, read leniently; what is missing or of a wrong type is null.</summary>
internal static partial class TossFields
{
    public const int OrderNameLengthMax = 100;

    public static bool IsOrderId(string? id) => id is not null && OrderId().IsMatch(id);

    public static bool IsOrderName(string? name) => name is { Length: > 0 and <= OrderNameLengthMax };

    public static string? Text(this JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static long? Number(this JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
        && decimal.Truncate(number) == number && number is >= -1e15m and <= 1e15m
            ? (long)number
            : null;

    public static bool Has(this JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null;

    public static JsonElement Part(this JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value : default;

    [GeneratedRegex("^[A-Za-z0-9_-]{6,64}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OrderId();
}
