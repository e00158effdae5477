using System.Diagnostics;
using System.Threading.Channels;

namespace Onair.Host.Cli.Load;

/// <summary>What became of paying one order, as the shopper saw it.</summary>
internal enum PayOutcome : byte
{
    /// <summary>Not asked for.</summary>
    None = 0,
    Paid = 1,

    /// <summary>The provider or its window said no.</summary>
    Declined = 2,

    /// <summary>No outcome within the wait, or no answer at all.</summary>
    Unanswered = 3,
}

/// <summary>An order at the till.</summary>
/// <param name="Index">Of the request in the schedule.</param>
/// <param name="Order">What the shop acknowledged.</param>
/// <param name="PlacedMicros">When, on the run's clock: from here the way to "paid" is measured.</param>
internal readonly record struct ToPay(int Index, Acknowledged Order, long PlacedMicros);

/// <summary>
/// Pays acknowledged orders and waits for each outcome, so many at a time. Where the provider has a window, the
/// customer's part in it is played through the sandbox's side door; a real gateway has none, and gets no such load.
/// </summary>
internal sealed class SurgePayment(ShopClient shop, string? provider) : IDisposable
{
    /// <summary>Shoppers at the till at once: four seconds' worth of the reference platform's busiest event.</summary>
    public const int ParallelMax = 512;

    private const int waitSeconds = 5;

    // Twelve waits of five seconds: longer than the slowest answer that is not lost.
    private const int waitsMax = 12;

    private readonly WindowVisits windows = new();

    public Task PayAllAsync(ChannelReader<ToPay> orders, SurgeSamples samples, Stopwatch clock) =>
        Task.WhenAll(Enumerable.Range(0, ParallelMax).Select(async _ =>
        {
            await foreach (var order in orders.ReadAllAsync())
            {
                var outcome = await PayAsync(order.Order.Number, order.Order.Token, CancellationToken.None);
                samples.PaidMicros[order.Index] = SurgeSamples.Clamp(Pacer.Micros(clock) - order.PlacedMicros);
                samples.Payments[order.Index] = outcome;
            }
        }));

    public async Task<PayOutcome> PayAsync(string number, string token, CancellationToken cancel)
    {
        var attempt = await shop.StartPaymentAsync(number, token, provider, cancel);
        if (attempt?.Next is { } window && !await windows.PayAsync(window, cancel)) return PayOutcome.Unanswered;
        for (var wait = 0; wait < waitsMax && attempt is not null; wait++)
        {
            if (attempt.State == "approved") return PayOutcome.Paid;
            if (attempt.State is "declined" or "canceled" or "refund-pending" or "refunded")
                return PayOutcome.Declined;
            attempt = await shop.ReadPaymentAsync(number, token, attempt.Id, waitSeconds, cancel);
        }

        return PayOutcome.Unanswered;
    }

    public void Dispose() => windows.Dispose();
}
