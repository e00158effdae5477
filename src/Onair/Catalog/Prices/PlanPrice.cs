using Onair.Storage;

namespace Onair.Catalog.Prices;

/// <summary>A price that begins at a time.</summary>
public sealed class PricePlan
{
    public Guid Id { get; init; }

    public string Sku { get; init; } = "";

    /// <summary>Won, VAT included.</summary>
    public long Amount { get; init; }

    public long? ListAmount { get; init; }

    public DateTimeOffset At { get; init; }

    public string PlannedBy { get; init; } = "";
}

/// <summary>A price that was or is.</summary>
public sealed class PastPrice
{
    /// <summary>What order lines keep.</summary>
    public int Version { get; init; }

    public long Amount { get; init; }

    public DateTimeOffset Since { get; init; }
}

/// <summary>Never renumber.</summary>
public enum PlanPriceStatus
{
    Planned = 1,

    UnknownVariant = 2,

    /// <summary>Out of range, or a list price below the price.</summary>
    Invalid = 3,

    /// <summary>The time is over, or further away than <see cref="PlanPrice.AheadMax"/>.</summary>
    BadTime = 4,

    /// <summary>The variant has <see cref="PlanPrice.PlansMax"/>.</summary>
    TooMany = 5,
}

/// <summary>
/// Prices with dates: a sale begins at midnight and ends at another, without anybody awake. Orders keep the price that
/// they were placed at, as with every change.
/// </summary>
public sealed class PlanPrice(Database database, TimeProvider time)
{
    /// <summary>Plans of one variant.</summary>
    public const int PlansMax = 20;

    /// <summary>Rows of history that are shown.</summary>
    private const int historyMax = 100;

    public static readonly TimeSpan AheadMax = TimeSpan.FromDays(366);

    public async Task<PlanPriceStatus> RunAsync(Transaction open, PricePlan plan, CancellationToken cancel)
    {
        if (new Price(plan.Amount, plan.ListAmount).Fault() is not null) return PlanPriceStatus.Invalid;
        var now = time.GetUtcNow();
        if (plan.At <= now || plan.At > now + AheadMax) return PlanPriceStatus.BadTime;
        // Plans of one variant are counted under the lock that every saver takes.
        await open.FirstAsync<CatalogState>(CatalogStore.LockState, null, cancel);
        if (!Variant.IsSku(plan.Sku)
            || await open.FirstAsync<VariantPriceRow>(CatalogStore.ShowPrice, new { sku = plan.Sku }, cancel) is null)
            return PlanPriceStatus.UnknownVariant;
        var known = await open.QueryAsync<PricePlan>(
            CatalogStore.PlansOf, new { sku = plan.Sku, limit = PlansMax }, cancel);
        if (known.Count >= PlansMax) return PlanPriceStatus.TooMany;
        await open.ExecuteAsync(CatalogStore.AddPlan, plan, cancel);
        return PlanPriceStatus.Planned;
    }

    /// <summary>False when it is not there any more: it has begun, or somebody else took it back.</summary>
    public static async Task<bool> CancelAsync(Transaction open, Guid plan, CancellationToken cancel) =>
        await open.ExecuteAsync(CatalogStore.RemovePlan, new { id = plan }, cancel) == 1;

    /// <summary>What is planned for a variant, the next one first.</summary>
    public Task<List<PricePlan>> PlansAsync(string sku, CancellationToken cancel) => database.ReadAsync(
        open => open.QueryAsync<PricePlan>(CatalogStore.PlansOf, new { sku, limit = PlansMax }, cancel), cancel);

    /// <summary>What a variant cost and costs, the newest first.</summary>
    public Task<List<PastPrice>> HistoryAsync(string sku, CancellationToken cancel) => database.ReadAsync(
        open => open.QueryAsync<PastPrice>(CatalogStore.PriceHistory, new { sku, limit = historyMax }, cancel), cancel);
}
