using System.Buffers;
using System.Text.Json;

namespace Onair.Sandbox.Toss;

/// <summary>Status and JSON, as they are sent and as an idempotency key keeps them.</summary>
internal readonly record struct TossAnswer(int Status, byte[] Body)
{
    public static TossAnswer Ok(Action<Utf8JsonWriter> write) => new(StatusCodes.Status200OK, Json(write));

    public static TossAnswer Error(string code, bool english) => Error(TossErrors.Of(code), english);

    public static TossAnswer Error(TossError error, bool english) => new(error.Status, Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("code", error.Code);
        json.WriteString("message", english ? error.English : error.Korean);
        json.WriteEndObject();
    }));

    public static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1536);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true })) write(json);
        return buffer.WrittenSpan.ToArray();
    }
}
