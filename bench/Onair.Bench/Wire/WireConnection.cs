using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Onair.Bench.Wire;

/// <summary>
/// One HTTP/1.1 keep-alive connection without a client library: the generator shares two cores with the server and the
/// database that it measures, so it may cost next to nothing. Bytes out, status and body in, nothing allocated per
/// request. It understands what Kestrel answers: Content-Length or chunks, no trailers.
/// </summary>
internal sealed class WireConnection : IDisposable
{
    private const int answerBytesMax = 64 * 1024;
    private const int statusAt = 9;
    private const int statusLength = 3;

    private readonly IPEndPoint server;
    private readonly byte[] buffer = new byte[answerBytesMax];
    private Socket? socket;
    private int filled;
    private int bodyAt;
    private int bodyEnd;
    private bool chunked;

    public WireConnection(IPEndPoint server)
    {
        this.server = server;
    }

    /// <summary>The body of the last answer; with the framing of chunks, which no token of ours contains.</summary>
    public ReadOnlySpan<byte> Body => buffer.AsSpan(bodyAt, bodyEnd - bodyAt);

    /// <returns>The HTTP status; 0 when the connection broke, and the next request opens another.</returns>
    public async ValueTask<int> AskAsync(ReadOnlyMemory<byte> request)
    {
        try
        {
            if (socket is null) await OpenAsync();
            for (var sent = 0; sent < request.Length;)
                sent += await socket!.SendAsync(request[sent..], SocketFlags.None);
            return await AnswerAsync();
        }
        catch (SocketException)
        {
            Dispose();
            return 0;
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    private async Task OpenAsync()
    {
        socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
    }

    private async ValueTask<int> AnswerAsync()
    {
        filled = bodyAt = bodyEnd = 0;
        while (true)
        {
            if (filled == buffer.Length)
                throw new InvalidDataException($"An answer is longer than {answerBytesMax} bytes.");
            var got = await socket!.ReceiveAsync(buffer.AsMemory(filled), SocketFlags.None);
            if (got == 0)
            {
                Dispose();
                return 0;
            }

            filled += got;
            if (IsWhole()) return Status();
        }
    }

    private int Status() =>
        int.Parse(buffer.AsSpan(statusAt, statusLength), NumberStyles.None, CultureInfo.InvariantCulture);

    private bool IsWhole()
    {
        var answer = buffer.AsSpan(0, filled);
        if (bodyAt == 0)
        {
            var end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0) return false;
            bodyAt = end + 4;
            ReadFraming(answer[..end]);
        }

        if (!chunked) return filled >= bodyEnd;
        // The last chunk is the empty one. JSON on one line holds no line ends, so this cannot be met inside of it.
        if (!answer.EndsWith("0\r\n\r\n"u8)) return false;
        bodyEnd = filled;
        return true;
    }

    private void ReadFraming(ReadOnlySpan<byte> head)
    {
        chunked = head.IndexOf("chunked"u8) >= 0;
        bodyEnd = bodyAt;
        if (chunked) return;
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0) return;
        var digits = head[(at + "Content-Length: "u8.Length)..];
        var end = digits.IndexOf("\r\n"u8);
        bodyEnd += int.Parse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
