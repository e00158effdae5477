using System.Threading.Channels;

namespace Onair.Host.Cli.Load;

/// <summary>Pays acknowledged orders at the demo provider and waits for each outcome, so many at a time.</summary>
internal static class SurgePayment
{
    /// <summary>Shoppers at the till at once.</summary>
    public const int ParallelMax = 128;

    private const int waitSeconds = 5;

    // Six waits of five seconds: longer than the slowest answer of the demo provider.
    private const int waitsMax = 6;

    public static Task PayAllAsync(ShopClient client, ChannelReader<Acknowledged> orders) =>
        Task.WhenAll(Enumerable.Range(0, ParallelMax).Select(async _ =>
        {
            await foreach (var order in orders.ReadAllAsync())
                await PayAsync(client, order.Number, order.Token, CancellationToken.None);
        }));

    /// <returns>True when the attempt was approved.</returns>
    public static async Task<bool> PayAsync(ShopClient client, string number, string token, CancellationToken cancel)
    {
        var attempt = await client.StartPaymentAsync(number, token, cancel);
        for (var wait = 0; wait < waitsMax && attempt is not null; wait++)
        {
            if (attempt.State == "approved") return true;
            if (attempt.State is "declined" or "canceled" or "refund-pending" or "refunded") return false;
            attempt = await client.ReadPaymentAsync(number, token, attempt.Id, waitSeconds, cancel);
        }

        return false;
    }
}
