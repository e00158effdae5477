using Onair.Caches;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Host.Web;

/// <summary>How far the process is. Written by <see cref="OpenShop"/>, read by the health addresses.</summary>
internal sealed class ShopState
{
    private volatile bool open;
    private volatile bool draining;

    /// <summary>Migrations are done, keys are loaded.</summary>
    public bool IsOpen => open && !draining;

    public void Open() => open = true;

    public void Drain() => draining = true;
}

internal static class Health
{
    private static readonly Sql ping = new("SELECT 1");

    /// <summary>A database that has not answered by then is away.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddShopHealth(this IServiceCollection services) =>
        services.AddSingleton<ShopState>();

    /// <summary>
    /// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it may be sent traffic; it says what it does
    /// without, as the balancer would gain nothing by taking away a node that is a little slower.
    /// </summary>
    public static void MapShopHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Text("live")).ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static readonly KeyValuePair<string, object?> ready = new("outcome", "ready");
    private static readonly KeyValuePair<string, object?> unready = new("outcome", "unready");

    private static async Task<IResult> ReadyAsync(
        ShopState state, Database database, RedisLink redis, CancellationToken cancel)
    {
        if (!state.IsOpen) return NotReady("starting or draining");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            await database.ReadAsync(open => open.FirstAsync<long>(ping, null, limit.Token), limit.Token)
                .WaitAsync(patience, TimeProvider.System, cancel);
            ShopSignals.HealthChecked.Add(1, ready);
            return TypedResults.Text(redis.IsWanted && !redis.IsUp ? "ready, degraded: Redis is away" : "ready");
        }
        catch (Exception error) when (
            error is System.Data.Common.DbException or TimeoutException or OperationCanceledException)
        {
            return NotReady("the database does not answer");
        }
    }

    private static IResult NotReady(string why)
    {
        ShopSignals.HealthChecked.Add(1, unready);
        return TypedResults.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
