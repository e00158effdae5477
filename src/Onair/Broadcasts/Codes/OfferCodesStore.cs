using Onair.Storage;

namespace Onair.Broadcasts.Codes;

/// <summary>Table <c>offer_codes</c>.</summary>
internal static class OfferCodesStore
{
    public static readonly Bulk<Guid> OfOffers = new Bulk<Guid>(
        sqlite: "SELECT offer_id, code FROM offer_codes WHERE offer_id = ?1",
        postgres: "SELECT offer_id, code FROM offer_codes WHERE offer_id = ANY ($1)").Uuid(id => id);

    public static readonly Sql OfferOf = new("SELECT offer_id AS OfferId FROM offer_codes WHERE code = @code");

    /// <summary>Neither a word nor an offer twice: who comes second finds it done.</summary>
    public static readonly Bulk<CodeRow> Add = Bulk<CodeRow>
        .InsertInto("offer_codes", "ON CONFLICT DO NOTHING")
        .Text(c => c.Code, "code")
        .Uuid(c => c.OfferId, "offer_id")
        .Instant(c => c.MadeAt, "made_at");

    internal readonly record struct CodeRow(string Code, Guid OfferId, DateTimeOffset MadeAt);
}
