using Onair.Host.StaffConsole.Tables;
using Onair.Inventory;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>Pieces of every SKU.</summary>
internal sealed class StockTable(ReadStock read) : IDeskTable<Stock>
{
    private const string start = "from";

    public string Name => "stock";

    public StaffRight Right => StaffRight.ReadStock;

    public string TitleOf(ConsoleWords w) => w.Stock;

    public string EmptyOf(ConsoleWords w) => w.StockEmpty;

    public object KeyOf(Stock row) => row.Sku;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => null;

    public IReadOnlyList<DeskColumn<Stock>> Columns(ConsoleWords w) =>
    [
        new("sku", w.Sku, row => row.Sku) { Link = row => "/stock/" + Uri.EscapeDataString(row.Sku) },
        Number("available", w.Available, row => row.Available, w),
        Number("on-hand", w.OnHand, row => row.OnHand, w),
        Number("held", w.Held, row => row.Held, w),
        Number("sold", w.Sold, row => row.Sold, w),
        Number("received", w.Received, row => row.Received, w) with { IsExtra = true },
        Number("returned", w.ReturnedPieces, row => row.Returned, w) with { IsExtra = true },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
        [new(start, w.SkuFrom, DeskFilterKind.Text) { CharsMax = 64 }];

    public async Task<DeskPage<Stock>> PageAsync(DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var after = view[DeskView.AfterKey].Length > 0 ? view[DeskView.AfterKey] : view[start];
        var size = Math.Min(limit, InventoryOptions.PageMax);
        var rows = await read.PageAsync(after, size, cancel);
        return new DeskPage<Stock>(rows, rows.Count == size ? rows[^1].Sku : null);
    }

    private static DeskColumn<Stock> Number(string key, string title, Func<Stock, long> of, ConsoleWords w) =>
        new(key, title, row => w.Count(of(row))) { IsNumber = true, Raw = row => OrdersTable.Text(of(row)) };
}
