using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Tables <c>offers</c> and <c>offer_prices</c>.</summary>
internal static partial class BroadcastsStore
{
    private const string offerColumns =
        """
        o.id, o.broadcast_id, o.position, o.variant_id, o.sku, o.price, o.price_before, o.price_version, o.allotment,
        o.limit_per_customer, o.planned_at, o.opens_at, o.closes_at, o.held, o.sold, o.version
        """;

    public static readonly Bulk<Guid> LockOffers = new Bulk<Guid>(
        sqlite: $"SELECT {offerColumns} FROM offers o WHERE o.id = ?1",
        postgres: $"SELECT {offerColumns} FROM offers o WHERE o.id = ANY ($1) ORDER BY o.id FOR UPDATE").Uuid(id => id);

    public static readonly Bulk<Guid> OffersById = new Bulk<Guid>(
        sqlite: $"SELECT {offerColumns} FROM offers o WHERE o.id = ?1",
        postgres: $"SELECT {offerColumns} FROM offers o WHERE o.id = ANY ($1)").Uuid(id => id);

    public static readonly Bulk<Guid> LockOffersOf = new Bulk<Guid>(
        sqlite: $"SELECT {offerColumns} FROM offers o WHERE o.broadcast_id = ?1 ORDER BY o.position",
        postgres: $"SELECT {offerColumns} FROM offers o WHERE o.broadcast_id = ANY ($1) ORDER BY o.id FOR UPDATE")
        .Uuid(id => id);

    public static readonly Bulk<Guid> OffersOf = new Bulk<Guid>(
        sqlite: $"SELECT {offerColumns} FROM offers o WHERE o.broadcast_id = ?1 ORDER BY o.position",
        postgres: $"""
            SELECT {offerColumns} FROM offers o WHERE o.broadcast_id = ANY ($1) ORDER BY o.broadcast_id, o.position
            """).Uuid(id => id);

    public static readonly Bulk<Offer> AddOffer = Bulk<Offer>
        .InsertInto("offers")
        .Uuid(o => o.Id, "id")
        .Uuid(o => o.BroadcastId, "broadcast_id")
        .Int32(o => o.Position, "position")
        .Uuid(o => o.VariantId, "variant_id")
        .Text(o => o.Sku, "sku")
        .Int64(o => o.Price, "price")
        .Int64(o => o.PriceBefore, "price_before")
        .Int32(o => o.PriceVersion, "price_version")
        .Int64(o => o.Allotment, "allotment")
        .NullableInt64(o => o.LimitPerCustomer, "limit_per_customer")
        .Instant(o => o.PlannedAt, "planned_at")
        .Int64(_ => 0, "held")
        .Int64(_ => 0, "sold")
        .Int64(o => o.Version, "version");

    /// <summary>What a producer changes; the counters are the orders' and stay as they are.</summary>
    public static readonly Bulk<Offer> ChangeOffer = new Bulk<Offer>(
        sqlite: """
            UPDATE offers SET price = ?2, price_version = ?3, allotment = ?4, limit_per_customer = ?5, opens_at = ?6,
                closes_at = ?7, version = ?8
            WHERE id = ?1
            """,
        postgres: """
            UPDATE offers SET price = d.price, price_version = d.price_version, allotment = d.allotment,
                limit_per_customer = d.most, opens_at = d.opens_at, closes_at = d.closes_at, version = d.version
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
                AS d (id, price, price_version, allotment, most, opens_at, closes_at, version)
            WHERE offers.id = d.id
            """)
        .Uuid(o => o.Id)
        .Int64(o => o.Price)
        .Int32(o => o.PriceVersion)
        .Int64(o => o.Allotment)
        .NullableInt64(o => o.LimitPerCustomer)
        .NullableInt64(o => o.OpensAt?.ToMicroseconds())
        .NullableInt64(o => o.ClosesAt?.ToMicroseconds())
        .Int64(o => o.Version);

    public static readonly Bulk<OfferMove> MoveOffer = new Bulk<OfferMove>(
        sqlite: "UPDATE offers SET held = held + ?2, sold = sold + ?3, version = version + 1 WHERE id = ?1",
        postgres: """
            UPDATE offers SET held = offers.held + d.held, sold = offers.sold + d.sold, version = offers.version + 1
            FROM unnest($1, $2, $3) AS d (id, held, sold)
            WHERE offers.id = d.id
            """)
        .Uuid(m => m.OfferId)
        .Int64(m => m.Held)
        .Int64(m => m.Sold);

    public static readonly Bulk<PriceRow> AddOfferPrice = Bulk<PriceRow>
        .InsertInto("offer_prices")
        .Uuid(p => p.OfferId, "offer_id")
        .Int32(p => p.Version, "version")
        .Int64(p => p.Price, "price")
        .Instant(p => p.From, "valid_from");

    public static readonly Bulk<Guid> OfferPricesOf = new Bulk<Guid>(
        sqlite: "SELECT offer_id, version, price FROM offer_prices WHERE offer_id = ?1",
        postgres: "SELECT offer_id, version, price FROM offer_prices WHERE offer_id = ANY ($1)").Uuid(id => id);

    /// <summary>A walk over all offers by id.</summary>
    public static readonly Bulk<OfferAfter> OfferPage = new Bulk<OfferAfter>(
        sqlite: $"SELECT {offerColumns} FROM offers o WHERE o.id > ?1 ORDER BY o.id LIMIT ?2",
        postgres: $"SELECT {offerColumns} FROM offers o WHERE o.id > ($1)[1] ORDER BY o.id LIMIT ($2)[1]")
        .Uuid(a => a.Id)
        .Int32(a => a.Limit);

    public static Offer MapOffer(Row row) => new()
    {
        Id = row.Uuid(0),
        BroadcastId = row.Uuid(1),
        Position = row.Int32(2),
        VariantId = row.Uuid(3),
        Sku = row.Text(4),
        Price = row.Int64(5),
        PriceBefore = row.Int64(6),
        PriceVersion = row.Int32(7),
        Allotment = row.Int64(8),
        LimitPerCustomer = row.IsNull(9) ? null : row.Int32(9),
        PlannedAt = row.Instant(10),
        OpensAt = row.IsNull(11) ? null : row.Instant(11),
        ClosesAt = row.IsNull(12) ? null : row.Instant(12),
        Held = row.Int64(13),
        Sold = row.Int64(14),
        Version = row.Int64(15),
    };

    internal readonly record struct PriceRow(Guid OfferId, int Version, long Price, DateTimeOffset From);

    internal readonly record struct OfferAfter(Guid Id, int Limit);
}
