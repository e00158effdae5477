using Onair.Orders.Intake;

namespace Onair.Tests.Orders;

/// <summary>
/// The rules of the decision said once more, the slow way: one wish after the other over plain dictionaries, with
/// nothing in common with the code it judges.
/// </summary>
internal sealed class DecideModel(IReadOnlyList<Shelf> shelves)
{
    private readonly Dictionary<int, long> taken = [];
    private readonly Dictionary<(int Sku, int Customer), long> bought = [];
    private readonly Dictionary<(int Customer, int Key), Wish> placed = [];

    public PlaceOrderStatus Ask(Wish wish)
    {
        if (placed.TryGetValue((wish.Customer, wish.Key), out var before))
        {
            return before.Lines.SequenceEqual(wish.Lines) ? PlaceOrderStatus.AlreadyPlaced : PlaceOrderStatus.KeyReused;
        }

        foreach (var (reason, isSo) in Reasons(wish.Customer))
        {
            if (wish.Lines.Any(isSo)) return reason;
        }

        placed.Add((wish.Customer, wish.Key), wish);
        foreach (var (sku, pieces, _) in wish.Lines)
        {
            taken[sku] = Taken(sku) + pieces;
            bought[(sku, wish.Customer)] = bought.GetValueOrDefault((sku, wish.Customer)) + pieces;
        }

        return PlaceOrderStatus.Placed;
    }

    public long Taken(int sku) => taken.GetValueOrDefault(sku);

    public long Bought(int sku, int customer) => bought.GetValueOrDefault((sku, customer));

    private IEnumerable<(PlaceOrderStatus Reason, Func<(int Sku, int Pieces, bool OldPrice), bool> IsSo)> Reasons(
        int customer) =>
    [
        (PlaceOrderStatus.UnknownVariant, line => line.Sku >= shelves.Count),
        (PlaceOrderStatus.OfferEnded, line => !shelves[line.Sku].OnSale),
        (PlaceOrderStatus.PriceChanged, line => line.OldPrice),
        (PlaceOrderStatus.OverLimit,
            line => shelves[line.Sku].Limit is { } most && Bought(line.Sku, customer) + line.Pieces > most),
        (PlaceOrderStatus.SoldOut, line => Taken(line.Sku) + line.Pieces > shelves[line.Sku].Stock),
    ];
}
