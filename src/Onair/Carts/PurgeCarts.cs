using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Carts;

/// <summary>Forgets carts that nobody has touched for <see cref="CartsOptions.Kept"/>.</summary>
internal sealed class PurgeCarts(Database database, IOptions<CartsOptions> options, TimeProvider time) : ITimedVerb
{
    public string Name => "carts.purge";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public Task<bool> RunAsync(CancellationToken cancel) => database.WriteAsync(
        async open =>
        {
            var limit = options.Value.PurgeMax;
            var gone = await open.QueryAsync<Guid>(CartsStore.Expired, new { now = time.GetUtcNow(), limit }, cancel);
            var round = open.Round();
            round.Write(CartsStore.PurgeLines, gone);
            round.Write(CartsStore.Purge, gone);
            await round.ExecuteAsync(cancel);
            return gone.Count == limit;
        },
        cancel);
}
