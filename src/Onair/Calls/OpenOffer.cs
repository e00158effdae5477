using Onair.Broadcasts;

namespace Onair.Calls;

/// <summary>An offer that can be ordered now, as it is told to somebody on the telephone.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Feed">The channel whose show it is in.</param>
/// <param name="IsShown">The host shows it right now.</param>
/// <param name="NameKo">Product and option.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Left">Pieces that can be ordered: the smaller of allotment and stock.</param>
/// <param name="Limit">Pieces that one customer may have, of the offer and of the variant; null for no limit.</param>
public sealed record OpenOffer(
    Offer Offer, string Feed, bool IsShown, string NameKo, string NameEn, long Left, int? Limit)
{
    /// <summary>Won of one piece, as it was last read or as the order path has said since.</summary>
    public long Price { get; init; } = Offer.Price;
}
