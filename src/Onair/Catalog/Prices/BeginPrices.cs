using Onair.Jobs;
using Onair.Storage;

namespace Onair.Catalog.Prices;

/// <summary>The timed verb that lets planned prices begin, each in its turn.</summary>
internal sealed class BeginPrices(Database database, ChangePrice change, TimeProvider time) : ITimedVerb
{
    /// <summary>Prices of one transaction: a sale of a whole shelf is some of these, one behind the other.</summary>
    private const int batchMax = 50;

    public string Name => "catalog.begin-prices";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var asked = new { now = time.GetUtcNow(), limit = batchMax };
        var due = await database.ReadAsync(
            open => open.QueryAsync<PricePlan>(CatalogStore.PlansDue, asked, cancel), cancel);
        if (due.Count == 0) return false;
        await database.WriteAsync(open => BeginAsync(open, due, cancel), cancel);
        return due.Count == batchMax;
    }

    private async Task BeginAsync(Transaction open, List<PricePlan> due, CancellationToken cancel)
    {
        await change.LockAsync(open, cancel);
        foreach (var plan in due)
        {
            // Taken back since it was read: then it does not begin.
            if (await open.ExecuteAsync(CatalogStore.RemovePlan, new { id = plan.Id }, cancel) == 0) continue;
            await change.RunAsync(open, plan.Sku, plan.Amount, plan.ListAmount, cancel);
        }
    }
}
