using System.Text;

namespace Onair.Bench.Wire;

/// <summary>
/// The bytes of a request for a page, as a browser of today sends it: it takes Brotli. <c>0000</c> in the address is
/// patched, digit by digit, in place.
/// </summary>
internal sealed class PageRequest
{
    private const string hole = "0000";

    private readonly byte[] bytes;
    private readonly int holeAt;

    /// <param name="path">Where to; with <c>0000</c> in it for one of many pages.</param>
    /// <param name="host">The server's name and port.</param>
    public PageRequest(string path, string host)
    {
        var text = $"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html,*/*;q=0.8\r\n"
            + "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: ko-KR,ko;q=0.9\r\n\r\n";
        bytes = Encoding.ASCII.GetBytes(text);
        holeAt = path.Contains(hole, StringComparison.Ordinal) ? text.IndexOf(hole, StringComparison.Ordinal) : -1;
    }

    /// <summary>The next page.</summary>
    /// <param name="page">0 to 9999.</param>
    public ReadOnlyMemory<byte> Next(int page)
    {
        for (var i = hole.Length - 1; holeAt >= 0 && i >= 0; i--, page /= 10)
            bytes[holeAt + i] = (byte)('0' + (page % 10));
        return bytes;
    }
}
