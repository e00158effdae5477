using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Onair.Bench.Servers;
using Onair.Host.Web;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Bench;

/// <summary>
/// Payments whose customers have said yes, waiting in the queue of a shop that is not running; then it starts, and its
/// workers bring them through a gateway that answers at once. What is measured is the workers' own work: claims, seals,
/// calls over the wire, and everything that an approval writes.
/// </summary>
internal static class PaymentsDrain
{
    private const int payments = 10_000;
    private const int parallel = 512;

    // What comes first is compiled, and what comes last does not fill a batch.
    private const double from = 0.2;
    private const double until = 0.9;

    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    public static async Task<BenchRow> MeasureAsync(string name)
    {
        await using var place = await Place.NewAsync(null);
        await using var gateway = await GatewayServer.StartAsync();
        await PrepareAsync(place.Options, gateway);
        await using var server = await place.ServeAsync(gateway.Environment);
        using var metrics = new HttpClient { BaseAddress = new Uri($"http://{server.Host}:{server.Port}") };
        var samples = new List<(TimeSpan At, int Settled)>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < patience && (samples.Count == 0 || samples[^1].Settled < payments))
        {
            samples.Add((clock.Elapsed, Settled(await metrics.GetStringAsync(new Uri("/metrics", UriKind.Relative)))));
            await Task.Delay(look, TimeProvider.System);
        }

        var charged = await gateway.CapturesAsync();
        var first = samples.Find(sample => sample.Settled >= payments * from);
        var last = samples.FindLast(sample => sample.Settled <= payments * until);
        var perSecond = last.At > first.At ? (last.Settled - first.Settled) / (last.At - first.At).TotalSeconds : 0;
        return new BenchRow
        {
            Name = name,
            PerSecond = Math.Round(perSecond, 1),
            P50Ms = 0,
            P99Ms = 0,
            RssMb = Math.Round(server.RssPeakMb, 1),
            Failed = payments - samples[^1].Settled,
            Note = string.Create(CultureInfo.InvariantCulture,
                $"payments/s; {samples[^1].Settled:N0} of {payments:N0} settled, the bank charged {charged:N0} times"),
        };
    }

    /// <summary>Orders, attempts and approvals to be made, by the shop's own verbs and with no worker about.</summary>
    private static async Task PrepareAsync(StorageOptions storage, GatewayServer gateway)
    {
        var configuration = new ConfigurationBuilder()
            .AddCommandLine(["--Onair:Data=" + storage.Data, .. gateway.Arguments])
            .Build();
        await using var rooms = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddRooms()
            .BuildServiceProvider();
        await rooms.GetRequiredService<OrderTokens>().LoadAsync(CancellationToken.None);
        await rooms.GetRequiredService<WindowTokens>().LoadAsync(CancellationToken.None);
        await Parallel.ForAsync(
            0, payments, new ParallelOptions { MaxDegreeOfParallelism = parallel },
            async (i, _) => await PrepareOneAsync(rooms, gateway, i));
    }

    private static async Task PrepareOneAsync(IServiceProvider rooms, GatewayServer gateway, int number)
    {
        var asked = new PlaceOrder
        {
            IdempotencyKey = $"bench-{number}",
            Channel = Channel.Web,
            Name = "bench",
            Phone = string.Create(CultureInfo.InvariantCulture, $"010{number:D8}"),
            Lines = [new PlaceOrderLine(BenchShop.Sku(0), 1, BenchShop.PriceWon)],
        }.Seal();
        var order = (await rooms.GetRequiredService<OrderIntake>().PlaceAsync(asked)).Order
            ?? throw new InvalidOperationException("An order of the benchmark was not placed.");
        var token = rooms.GetRequiredService<OrderTokens>().Of(order.Id);
        var started = await rooms.GetRequiredService<StartPayments>().RunAsync(
            new StartPayment(order.Number, token, "toss", PaymentMethod.Card));
        var attempt = started.Attempt
            ?? throw new InvalidOperationException($"A payment of the benchmark is {started.Status}.");
        var key = await gateway.AuthenticateAsync(attempt.ProviderOrderId, attempt.Amount);
        var back = new Dictionary<string, string>
        {
            ["orderId"] = attempt.ProviderOrderId,
            ["paymentKey"] = key,
            ["amount"] = attempt.Amount.ToString(CultureInfo.InvariantCulture),
        };
        var resumed = await rooms.GetRequiredService<ResumePayments>().RunAsync(
            new ResumePayment(
                attempt.Id, rooms.GetRequiredService<WindowTokens>().Of(attempt.Id),
                new BrowserReturn(back, new Dictionary<string, string>())),
            CancellationToken.None);
        if (resumed.Status != ResumePaymentStatus.Resumed)
            throw new InvalidOperationException($"A return of the benchmark is {resumed.Status}.");
    }

    private static int Settled(string metrics)
    {
        var sum = 0.0;
        foreach (var line in metrics.Split('\n'))
        {
            if (!line.StartsWith("onair_payments_settled", StringComparison.Ordinal)) continue;
            if (!line.Contains("approved", StringComparison.Ordinal)) continue;
            sum += double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
        }

        return (int)sum;
    }
}
