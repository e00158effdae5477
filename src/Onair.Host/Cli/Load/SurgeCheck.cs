namespace Onair.Host.Cli.Load;

/// <summary>Asks the shop, after a run, for everything that it had promised.</summary>
internal static class SurgeCheck
{
    /// <summary>Questions at once: enough to be quick, few enough to leave the shop alone.</summary>
    public const int ParallelMax = 32;

    private const int attemptsMax = 5;
    private const int notFound = 404;

    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Null when the shop did not answer, however often it was asked.</summary>
    public static async Task<StockAnswer?> StockAfterAsync(ShopClient client, string sku, TimeProvider time)
    {
        for (var attempt = 0; attempt < attemptsMax; attempt++)
        {
            if (attempt > 0) await Task.Delay(pause, time, CancellationToken.None);
            var stock = await client.ReadStockAsync(sku, CancellationToken.None);
            if (stock is not null) return stock;
        }

        return null;
    }

    public static async Task<SurgeFindings> OrdersAsync(
        ShopClient client, IReadOnlyList<Acknowledged?> orders, TimeProvider time)
    {
        var turn = new Lock();
        var sum = new SurgeFindings(0, 0, 0, 0, 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelMax };
        await Parallel.ForEachAsync(orders, parallel, async (order, _) =>
        {
            if (order is null) return;
            var found = await OrderAsync(client, order, time);
            lock (turn) sum = Add(sum, found);
        });
        return sum;
    }

    /// <summary>What one answer says of one acknowledged order.</summary>
    /// <param name="order">As it was acknowledged.</param>
    /// <param name="status">HTTP status, 0 for no answer.</param>
    /// <param name="answer">The order when the status was 200.</param>
    public static SurgeFindings Judge(Acknowledged order, int status, OrderAnswer? answer)
    {
        var lost = new SurgeFindings(1, 0, 0, 0, 0);
        if (answer is null) return status == notFound ? lost : new SurgeFindings(0, 0, 0, 1, 0);
        var pieces = answer.Lines.Where(line => line.Sku == order.Sku).Sum(line => line.Quantity);
        if (answer.OrderNumber != order.Number || answer.Total != order.Total || pieces != order.Quantity) return lost;
        return answer.Status switch
        {
            "placed" => new SurgeFindings(0, 0, 0, 0, order.Quantity),
            "paid" or "preparing" or "shipped" or "delivered" => new SurgeFindings(0, 1, 0, 0, order.Quantity),
            "returned" => new SurgeFindings(0, 1, 0, 0, 0),
            "expired" => new SurgeFindings(0, 0, 1, 0, 0),
            "cancelled" => new SurgeFindings(0, 0, 0, 0, 0),
            _ => lost,
        };
    }

    private static async Task<SurgeFindings> OrderAsync(ShopClient client, Acknowledged order, TimeProvider time)
    {
        var (status, answer) = (0, (OrderAnswer?)null);
        for (var attempt = 0; attempt < attemptsMax; attempt++)
        {
            if (attempt > 0) await Task.Delay(pause, time, CancellationToken.None);
            (status, answer) = await client.ReadOrderAsync(order.Number, order.Token, CancellationToken.None);
            if (answer is not null || status == notFound) break;
        }

        return Judge(order, status, answer);
    }

    private static SurgeFindings Add(SurgeFindings a, SurgeFindings b) => new(
        a.Lost + b.Lost, a.Paid + b.Paid, a.Expired + b.Expired, a.Unchecked + b.Unchecked,
        a.StandingPieces + b.StandingPieces);
}
