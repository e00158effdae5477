using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Onair.Webhooks;

/// <summary>What a receiver said.</summary>
/// <param name="Status">HTTP status; 0: nobody answered.</param>
/// <param name="Note">What went wrong, in a word; empty when it was taken.</param>
/// <param name="TookMs">Milliseconds.</param>
internal readonly record struct WebhookAnswer(int Status, string Note, int TookMs)
{
    public bool IsTaken => Status is >= 200 and < 300;
}

/// <summary>
/// Calls receivers. Where a name leads is looked at when the connection is made, and that very address is connected to.
/// </summary>
internal sealed class WebhookCalls : IDisposable
{
    /// <summary>Of an answer nothing is read but its status and headers.</summary>
    private const int headersKbMax = 16;

    private const string agent = "Onair-Webhooks/1";

    private readonly HttpClient client;
    private readonly IReadOnlyList<IPNetwork> allowed;

    public WebhookCalls(IOptions<WebhooksOptions> options)
    {
        allowed = options.Value.Networks;
        client = new HttpClient(new SocketsHttpHandler
        {
            // A redirect would lead where nobody looked.
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = headersKbMax,
            MaxConnectionsPerServer = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = options.Value.Timeout,
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = options.Value.Timeout,
        };
    }

    public async Task<WebhookAnswer> PostAsync(
        string url, IReadOnlyList<string> secrets, WebhookMessage message, DateTimeOffset at, CancellationToken cancel)
    {
        var id = "msg_" + message.Id.ToString("N");
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = new StringContent(message.Body, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("webhook-id", id);
            request.Headers.Add("webhook-timestamp", WebhookSignature.Seconds(at));
            request.Headers.Add("webhook-signature", WebhookSignature.Of(secrets, id, at, message.Body));
            request.Headers.Add("User-Agent", agent);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var status = (int)answer.StatusCode;
            return new WebhookAnswer(status, status is >= 200 and < 300 ? "" : "refused", Took(begun));
        }
        catch (NotPublicException)
        {
            return new WebhookAnswer(0, "not a public address", Took(begun));
        }
        catch (HttpRequestException error) when (error.InnerException is NotPublicException)
        {
            return new WebhookAnswer(0, "not a public address", Took(begun));
        }
        catch (HttpRequestException error)
        {
            return new WebhookAnswer(0, error.HttpRequestError.ToString(), Took(begun));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new WebhookAnswer(0, "no answer in time", Took(begun));
        }
    }

    public void Dispose() => client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var to = context.DnsEndPoint;
        var known = await Dns.GetHostAddressesAsync(to.Host, cancel);
        var open = known.Where(address => WebhookAddresses.MayCall(address, allowed)).ToArray();
        if (open.Length == 0) throw new NotPublicException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, to.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static int Took(long begun) => (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;

    private sealed class NotPublicException() : IOException("not a public address");
}
