namespace Onair.Calls.Ars;

/// <summary>What a call can be about now: the open offers, in the order in which they are read out.</summary>
public sealed record CallWorld(IReadOnlyList<OpenOffer> Open)
{
    /// <summary>Offers that are read out: nobody keeps more than five in mind.</summary>
    public const int MenuMax = 5;

    /// <summary>Pieces of one call: two digits.</summary>
    private const int quantityMax = 99;

    public IEnumerable<OpenOffer> Menu => Open.Take(MenuMax);

    public OpenOffer? Find(Guid? offer) => Open.FirstOrDefault(open => open.Offer.Id == offer);

    /// <summary>Pieces that one caller may ask for.</summary>
    public static int MostOf(OpenOffer open) =>
        (int)Math.Min(Math.Min(open.Left, open.Limit ?? quantityMax), quantityMax);

    /// <summary>The same, of one feed; null: of all.</summary>
    public CallWorld Of(string? feed) => feed is null ? this : new([.. Open.Where(open => open.Feed == feed)]);

    /// <summary>The same, after the order path has said how many there really are.</summary>
    public CallWorld WithLeft(Guid? offer, long left) =>
        new([.. Open.Select(open => open.Offer.Id == offer ? open with { Left = left } : open)]);
}
