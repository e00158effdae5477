using Microsoft.AspNetCore.Http;

namespace Onair.Primitives;

/// <summary>What a sender can read.</summary>
public static class Encodings
{
    public const string Brotli = "br";

    /// <summary>What today's browsers send over TLS, compared before it is taken apart.</summary>
    private const string usual = "gzip, deflate, br, zstd";
    private const string usualBefore = "gzip, deflate, br";

    /// <summary>True when the sender takes Brotli. An answer that asks varies by <c>Accept-Encoding</c>.</summary>
    public static bool TakeBrotli(HttpRequest request)
    {
        var sent = request.Headers.AcceptEncoding;
        if (sent.Count == 0) return false;
        if (sent.Count == 1 && sent[0] is usual or usualBefore or Brotli) return true;
        foreach (var encoding in request.GetTypedHeaders().AcceptEncoding)
            if (encoding.Value == Brotli && encoding.Quality is not <= 0) return true;
        return false;
    }
}
