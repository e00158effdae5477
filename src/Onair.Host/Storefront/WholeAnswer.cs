using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Onair.Primitives;

namespace Onair.Host.Storefront;

/// <summary>
/// A page or file as a whole, with its tag, small where the browser can take that. For what has no secrets in it, so
/// that compressing it gives none away.
/// </summary>
internal sealed class WholeAnswer(IResult page) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, wire) = (httpContext.Response, httpContext.Response.Body);
        using var whole = new MemoryStream();
        response.Body = whole;
        try
        {
            await page.ExecuteAsync(httpContext);
        }
        finally
        {
            response.Body = wire;
        }

        var body = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (response.StatusCode != StatusCodes.Status200OK)
        {
            await SendAsync(response, body);
            return;
        }

        var takesBrotli = Encodings.TakeBrotli(httpContext.Request);
        var tag = Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 8)) + (takesBrotli ? "-br" : "");
        // For a page that it keeps the output cache answers the same itself.
        if (Etag.Matches(httpContext, new EntityTagHeaderValue($"\"{tag}\"")))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.ContentType = null;
            return;
        }

        if (takesBrotli)
        {
            response.Headers.ContentEncoding = Encodings.Brotli;
            body = Squeeze(body.Span);
        }

        await SendAsync(response, body);
    }

    private static Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> body)
    {
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(response.HttpContext.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, response.HttpContext.RequestAborted).AsTask();
    }

    /// <summary>Level 4: a home page of 40 KB in a millisecond; higher levels win a few per cent more.</summary>
    private static byte[] Squeeze(ReadOnlySpan<byte> body)
    {
        const int level = 4;
        const int window = 18;
        var small = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        return BrotliEncoder.TryCompress(body, small, out var written, level, window)
            ? small[..written]
            : throw new InvalidOperationException("a page did not fit into its own bound");
    }
}
