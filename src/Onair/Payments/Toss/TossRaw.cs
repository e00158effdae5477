using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Onair.Payments.Toss;

/// <summary>An answer as it may be kept: without secrets, people and whole card numbers.</summary>
internal static class TossRaw
{
    private const string masked = "***";

    private static readonly HashSet<string> dropped = new(StringComparer.Ordinal)
    {
        "secret", "refundReceiveAccount", "customerName", "customerEmail", "customerMobilePhone",
        "customerIdentityNumber", "registrationNumber", "billingKey",
    };

    private static readonly JsonWriterOptions readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonElement from)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, readable)) Write(writer, from, "");
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return text.Length > AnswerDetail.RawLengthMax ? text[..AnswerDetail.RawLengthMax] : text;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement from, string within)
    {
        switch (from.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in from.EnumerateObject()) WriteField(writer, field, within);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in from.EnumerateArray()) Write(writer, item, within);
                writer.WriteEndArray();
                break;
            default:
                from.WriteTo(writer);
                break;
        }
    }

    private static void WriteField(Utf8JsonWriter writer, JsonProperty field, string within)
    {
        writer.WritePropertyName(field.Name);
        if (dropped.Contains(field.Name) && field.Value.ValueKind != JsonValueKind.Null)
        {
            writer.WriteStringValue(masked);
        }
        else if (within == "card" && field.Name == "number" && field.Value.ValueKind == JsonValueKind.String)
        {
            writer.WriteStringValue(TossPayment.Mask(field.Value.GetString()!));
        }
        else
        {
            Write(writer, field.Value, field.Name);
        }
    }
}
