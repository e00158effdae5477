using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Onair.Primitives;

/// <summary>
/// A JSON writer with its buffer, one kept per thread: take it, write, read what was written, give it back, all without
/// an await between. One that is not given back is only made again.
/// </summary>
public sealed class JsonPage
{
    /// <summary>An order of a dozen lines has two thousand; a page that grew further is not kept.</summary>
    private const int bytesKeptMax = 16 * 1024;

    [ThreadStatic]
    private static JsonPage? kept;

    private readonly ArrayBufferWriter<byte> bytes = new(1024);

    private JsonPage()
    {
        Json = new Utf8JsonWriter(
            bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public Utf8JsonWriter Json { get; }

    public static JsonPage Take()
    {
        var page = kept ?? new JsonPage();
        kept = null;
        return page;
    }

    /// <summary>Valid until the page is given back.</summary>
    public ReadOnlySpan<byte> Written()
    {
        Json.Flush();
        return bytes.WrittenSpan;
    }

    public void Return()
    {
        if (bytes.Capacity > bytesKeptMax) return;
        bytes.ResetWrittenCount();
        Json.Reset();
        kept = this;
    }
}
