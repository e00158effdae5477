using Onair.Storage;

namespace Onair.Catalog;

/// <summary>Tables <c>product_pictures</c> and <c>price_plans</c>.</summary>
internal static partial class CatalogStore
{
    private const string planColumns =
        """
        l.id AS Id, l.sku AS Sku, l.price AS Amount, l.list_price AS ListAmount, l.at AS At, l.planned_by AS PlannedBy
        """;

    public static readonly Sql AddPicture = new(
        """
        INSERT INTO product_pictures (url, content, added_at) VALUES (@url, @content, @at) ON CONFLICT (url) DO NOTHING
        """);

    public static readonly Sql PictureContent = new("SELECT content FROM product_pictures WHERE url = @url");

    /// <summary>Sent, and in no product a day later.</summary>
    public static readonly Sql PurgePictures = new(
        """
        DELETE FROM product_pictures WHERE url IN (
            SELECT s.url FROM product_pictures s
            WHERE s.added_at < @before AND NOT EXISTS (SELECT 1 FROM pictures p WHERE p.url = s.url)
            ORDER BY s.added_at LIMIT @limit)
        """);

    public static readonly Sql AddPlan = new(
        """
        INSERT INTO price_plans (id, sku, price, list_price, at, planned_by)
        VALUES (@Id, @Sku, @Amount, @ListAmount, @At, @PlannedBy)
        """);

    public static readonly Sql RemovePlan = new("DELETE FROM price_plans WHERE id = @id");

    public static readonly Sql PlansDue = new(
        $"SELECT {planColumns} FROM price_plans l WHERE l.at <= @now ORDER BY l.at, l.id LIMIT @limit");

    public static readonly Sql PlansOf = new(
        $"SELECT {planColumns} FROM price_plans l WHERE l.sku = @sku ORDER BY l.at, l.id LIMIT @limit");

    public static readonly Sql PriceHistory = new(
        """
        SELECT h.version AS Version, h.price AS Amount, h.valid_from AS Since
        FROM variant_prices h JOIN variants v ON v.id = h.variant_id
        WHERE v.sku = @sku ORDER BY h.version DESC LIMIT @limit
        """);
}
