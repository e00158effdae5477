using Onair.Catalog;
using Onair.Inventory;

namespace Onair.Host.Web;

/// <summary>Where an import's opening stock goes. The catalog knows of no stock and the inventory of no files: the two
/// meet here, in one transaction.</summary>
internal static class OpeningStockReceipt
{
    private const string actor = "import";
    private const string reason = "opening stock";

    public static ReceiveOpeningStock Of(ReceiveStock receive) => async (open, stock, cancel) =>
    {
        var status = await receive.RunAsync(
            open, [.. stock.Select(s => new Delivery(s.VariantId, s.Sku, s.Quantity))], actor, reason, cancel);
        if (status == ReceiveStockStatus.Invalid)
            throw new InvalidOperationException("An import lets more opening stock pass than the inventory takes.");
    };
}
