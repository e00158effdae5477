using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Onair.Tests.Scenarios;

/// <summary>What one shopper was told about one purchase.</summary>
internal sealed class Purchase(string key, string phone, Ware ware, int quantity)
{
    public string Key => key;

    public string Phone => phone;

    public Ware Ware => ware;

    public int Quantity => quantity;

    /// <summary>Every number that any answer to this key gave: one, or the shop placed it twice.</summary>
    public ConcurrentDictionary<string, bool> Numbers { get; } = [];

    public string? Number { get; set; }

    public string? Token { get; set; }

    /// <summary>Placed by an earlier request whose answer was lost, and found again by its key.</summary>
    public bool IsRecovered { get; set; }

    /// <summary>The shop said 202, or that it was paid already: by an attempt whose 202 was lost on its way.</summary>
    public bool IsPaying { get; set; }

    /// <summary>A payment was asked for; when nobody ever answered, it may have begun or not.</summary>
    public bool HasAskedToPay { get; set; }

    /// <summary>The shop said "cancelled".</summary>
    public bool IsCancelled { get; set; }
}

/// <summary>
/// Shoppers at a real shop that may vanish at any moment: a bounded number, each one request at a time, and each asks
/// again with the same key until the shop has answered. It remembers what the shop acknowledged.
/// </summary>
internal sealed class Crowd : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(90);

    private readonly HttpClient http;
    private readonly IReadOnlyList<Uri> nodes;
    private readonly IReadOnlyList<Ware> wares;
    private readonly int seed;
    private readonly bool cancels;
    private readonly string name = Guid.NewGuid().ToString("N")[..8];
    private readonly ConcurrentQueue<Purchase> purchases = [];
    private readonly ConcurrentQueue<string> faults = [];
    private readonly ConcurrentDictionary<int, int> statuses = [];
    private long target = long.MaxValue;
    private TaskCompletionSource reached = new();
    private long sent;
    private long interrupted;

    /// <param name="nodes">Where the shop is: who is not answered by one asks the next.</param>
    /// <param name="wares">The first is bought as often as all of them together.</param>
    /// <param name="seed">Of what is bought, paid and cancelled.</param>
    /// <param name="shoppers">How many, each one request at a time.</param>
    /// <param name="cancels">True: some change their minds.</param>
    public Crowd(IReadOnlyList<Uri> nodes, IReadOnlyList<Ware> wares, int seed, int shoppers, bool cancels = true)
    {
        this.nodes = nodes;
        this.wares = wares;
        this.seed = seed;
        this.cancels = cancels;
        Shoppers = shoppers;
        var connections = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = shoppers,
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };
        http = new HttpClient(connections)
        {
            Timeout = TimeSpan.FromSeconds(20),
        };
    }

    public int Shoppers { get; }

    /// <summary>Orders that the shop acknowledged.</summary>
    public IReadOnlyCollection<Purchase> Acknowledged => purchases;

    /// <summary>Answers that no weather excuses.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>Requests whose connection broke.</summary>
    public long Interrupted => Volatile.Read(ref interrupted);

    public int Count(int status) => statuses.GetValueOrDefault(status);

    /// <summary>Completes when so many more requests were sent: a moment in the middle of them.</summary>
    public Task SentAsync(int more)
    {
        reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref target, Volatile.Read(ref sent) + more);
        return reached.Task.WaitAsync(patience);
    }

    /// <summary>Buys until <paramref name="over"/>; what was begun is asked for until it is answered.</summary>
    public Task RunAsync(CancellationToken over) => Task.WhenAll(
        Enumerable.Range(0, Shoppers)
            .Select(shopper => Task.Run(() => ShopAsync(shopper, over), CancellationToken.None)));

    /// <summary>The order as its owner sees it now; null when the shop does not know it.</summary>
    public async Task<JsonElement?> LookAsync(Purchase purchase)
    {
        var (status, body) = await AskAsync(
            node => Request(purchase, HttpMethod.Get, node, $"/api/v1/orders/{purchase.Number}"), [200, 404]);
        return status == 200 ? body : null;
    }

    public void Dispose() => http.Dispose();

    private async Task ShopAsync(int shopper, CancellationToken over)
    {
        var random = new Random(unchecked((seed * 397) + shopper));
        for (var n = 0; !over.IsCancellationRequested; n++)
        {
            var ware = wares[random.Next(2) == 0 ? 0 : random.Next(wares.Count)];
            var purchase = new Purchase(
                $"{name}-{shopper}-{n}", $"010{shopper:D4}{n:D6}", ware, ware.Price % 10 == 0 ? random.Next(1, 4) : 1);
            if (!await PlaceAsync(purchase)) continue;
            purchases.Enqueue(purchase);
            var next = random.Next(100);
            if (next < 60) await PayAsync(purchase);
            if (cancels && next is >= 50 and < 70) await CancelAsync(purchase);
            // Some press the button once more when all is done.
            if (next >= 92) await PlaceAsync(purchase);
        }
    }

    private async Task<bool> PlaceAsync(Purchase purchase)
    {
        var again = purchase.Number is not null;
        var (status, body) = await AskAsync(
            node =>
            {
                var request = Request(purchase, HttpMethod.Post, node, "/api/v1/orders");
                request.Headers.Add("Idempotency-Key", purchase.Key);
                request.Content = JsonContent.Create(new
                {
                    channel = "app",
                    customer = new { name = "김하나", phone = purchase.Phone },
                    lines = new[]
                    {
                        new { sku = purchase.Ware.Sku, quantity = purchase.Quantity, unitPrice = purchase.Ware.Price },
                    },
                });
                return request;
            },
            [200, 201, 409]);
        if (status == 409) return false;
        purchase.Number = body.GetProperty("orderNumber").GetString()!;
        purchase.Token = body.GetProperty("token").GetString()!;
        purchase.IsRecovered |= status == 200 && !again;
        purchase.Numbers.TryAdd(purchase.Number, true);
        return true;
    }

    private async Task PayAsync(Purchase purchase)
    {
        purchase.HasAskedToPay = true;
        var (status, body) = await AskAsync(
            node =>
            {
                var request = Request(purchase, HttpMethod.Post, node, $"/api/v1/orders/{purchase.Number}/payments");
                request.Content = JsonContent.Create(new { provider = "demo" });
                return request;
            },
            [202, 404, 409]);
        // 404 is an order that was acknowledged and is gone: the reckoning finds it.
        purchase.IsPaying = status == 202 || (status == 409 && body.GetProperty("code").GetString() == "already-paid");
    }

    private async Task CancelAsync(Purchase purchase)
    {
        var (status, body) = await AskAsync(
            node =>
                Request(purchase, HttpMethod.Post, node, $"/api/v1/orders/{purchase.Number}/cancel"), [200, 404, 409]);
        purchase.IsCancelled = status == 200 && body.GetProperty("status").GetString() == "cancelled";
    }

    private static HttpRequestMessage Request(Purchase purchase, HttpMethod method, Uri node, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(node, path));
        if (purchase.Token is { } token) request.Headers.Add("Order-Token", token);
        return request;
    }

    /// <summary>Asks until a final answer comes. 503 and a broken connection are weather, all else faults.</summary>
    private async Task<(int Status, JsonElement Body)> AskAsync(Func<Uri, HttpRequestMessage> make, int[] final)
    {
        using var limit = new CancellationTokenSource(patience);
        var last = "nothing answered";
        for (var node = Random.Shared.Next(nodes.Count); ; node = (node + 1) % nodes.Count)
        {
            Tick();
            try
            {
                using var request = make(nodes[node]);
                using var response = await http.SendAsync(request, limit.Token);
                var status = (int)response.StatusCode;
                var body = await response.Content.ReadAsStringAsync(limit.Token);
                statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
                if (final.Contains(status)) return (status, JsonDocument.Parse(body).RootElement);
                last = $"{request.Method} answered {status}: {body}";
                if (status != 503) Fault(last);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
            {
                // A server killed at the very moment of the handshake is told by the socket itself.
                Interlocked.Increment(ref interrupted);
            }
            catch (TaskCanceledException)
            {
                Fault($"a request was not answered within {http.Timeout}");
            }

            // A person who presses the button again; real time, as the shop is a real process.
            if (limit.IsCancellationRequested) throw new TimeoutException($"Not answered within {patience}: {last}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    private void Fault(string what)
    {
        if (faults.Count < 20) faults.Enqueue(what);
    }

    private void Tick()
    {
        if (Interlocked.Increment(ref sent) >= Volatile.Read(ref target)) reached.TrySetResult();
    }
}
