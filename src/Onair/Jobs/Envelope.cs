using System.Buffers;
using System.Text;
using System.Text.Json;
using Onair.Storage;

namespace Onair.Jobs;

/// <summary>
/// The facts of one transaction as one row: a JSON array of <c>{"kind","stream","at","payload"}</c>, <c>at</c> in
/// microseconds since 1970, <c>payload</c> as it was given.
/// </summary>
internal static class Envelope
{
    public static string Write(IReadOnlyList<Fact> facts)
    {
        var buffer = new ArrayBufferWriter<byte>(facts.Count * 256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var fact in facts)
            {
                json.WriteStartObject();
                json.WriteString("kind"u8, fact.Kind);
                json.WriteString("stream"u8, fact.Stream);
                json.WriteNumber("at"u8, fact.At.ToMicroseconds());
                json.WritePropertyName("payload"u8);
                json.WriteRawValue(fact.Payload);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="JsonException">Not an envelope: the row was not written by Onair.</exception>
    public static List<Fact> Read(string payload)
    {
        using var document = JsonDocument.Parse(payload);
        var facts = new List<Fact>(document.RootElement.GetArrayLength());
        foreach (var fact in document.RootElement.EnumerateArray())
        {
            facts.Add(new Fact(
                fact.GetProperty("kind"u8).GetString()!,
                fact.GetProperty("stream"u8).GetGuid(),
                Instants.FromMicroseconds(fact.GetProperty("at"u8).GetInt64()),
                fact.GetProperty("payload"u8).GetRawText()));
        }

        return facts;
    }
}
