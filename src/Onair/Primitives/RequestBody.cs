using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Onair.Primitives;

/// <summary>Bodies as bytes, with a written maximum and no guessing about what they are.</summary>
public static class RequestBody
{
    /// <summary>Reads the whole body and hands it to <paramref name="parse"/>; the bytes are gone afterwards.</summary>
    /// <returns>Null and the parsed value, or the refusal: 413 too large, 415 not JSON in UTF-8.</returns>
    public static async ValueTask<(IResult? Refusal, T? Value)> ParseAsync<T>(
        HttpContext http, int bytesMax, bool mayBeEmpty, Func<ReadOnlySequence<byte>, T> parse)
    {
        var request = http.Request;
        if (request.ContentLength > bytesMax) return (TooLarge(bytesMax), default);
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > bytesMax)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (TooLarge(bytesMax), default);
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var skipped = mayBeEmpty && read.Buffer.IsEmpty;
            var value = IsJson(request) || skipped ? parse(read.Buffer) : default;
            reader.AdvanceTo(read.Buffer.End);
            return IsJson(request) || skipped ? (null, value) : (NotJson(), default);
        }
    }

    /// <summary>Reads the whole body, whatever it is.</summary>
    /// <returns>Null and the bytes, or the refusal: 413 too large.</returns>
    public static async ValueTask<(IResult? Refusal, byte[]? Body)> ReadAsync(HttpContext http, int bytesMax)
    {
        if (http.Request.ContentLength > bytesMax) return (TooLarge(bytesMax), null);
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            var isOver = read.Buffer.Length > bytesMax;
            var body = read.IsCompleted && !isOver ? read.Buffer.ToArray() : null;
            if (!isOver && body is null)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            reader.AdvanceTo(read.Buffer.End);
            return isOver ? (TooLarge(bytesMax), null) : (null, body);
        }
    }

    internal static bool IsJson(HttpRequest request)
    {
        // The usual case, without parsing.
        if (request.ContentType == "application/json" && request.Headers.ContentEncoding.Count == 0) return true;
        return request.Headers.ContentEncoding.Count == 0
            && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static IResult TooLarge(int bytesMax) => Problem.Of(
        StatusCodes.Status413PayloadTooLarge, "too-large", $"The body is larger than {bytesMax} bytes.");

    internal static IResult NotJson() => Problem.Of(
        StatusCodes.Status415UnsupportedMediaType,
        "unsupported-media-type",
        "Content-Type must be application/json in UTF-8, without a content encoding.");
}
