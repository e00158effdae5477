using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Onair.Tests.Mail;

/// <summary>A mail server for one connection, in the open, that answers recipients as it is told (RFC 5321).</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<string> received = new();
    private readonly int recipientAnswer;
    private readonly Task talk;

    public SmtpServer(int recipientAnswer)
    {
        this.recipientAnswer = recipientAnswer;
        listener.Start();
        talk = TalkAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The letter, when there was one.</summary>
    public Task<string> Received => received.Task;

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await talk;
    }

    private async Task TalkAsync()
    {
        try
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false))
            {
                NewLine = "\r\n",
                AutoFlush = true,
            };
            await writer.WriteLineAsync("220 mail.example");
            while (await reader.ReadLineAsync() is { } line) await AnswerAsync(line, reader, writer);
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "RCPT":
                await writer.WriteLineAsync($"{recipientAnswer} as it was told, gildong@shop.example");
                break;
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync() is { } part && part != ".") text.AppendLine(part);
                received.TrySetResult(text.ToString());
                await writer.WriteLineAsync("250 kept");
                break;
            case "QUIT":
                await writer.WriteLineAsync("221 bye");
                break;
            default:
                await writer.WriteLineAsync("250 fine");
                break;
        }
    }
}
