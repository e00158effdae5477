using Onair.Host.Cli.Load;

namespace Onair.Host.Cli.Replay;

/// <summary>An order of the log as it is placed: one invoice, or a part of one that is too long.</summary>
internal sealed record PlannedOrder(string Key, string Customer, IReadOnlyList<BodyLine> Lines);

/// <summary>Something to do at a time of the log: place an order, or cancel a part of an earlier one.</summary>
/// <param name="At">The log's time.</param>
/// <param name="Order">Index of the order.</param>
/// <param name="Cancel">Null: place the order. Otherwise what of it is cancelled.</param>
internal sealed record ReplayStep(DateTime At, int Order, IReadOnlyList<(string Sku, int Quantity)>? Cancel);

/// <summary>A code of the log as a product, with one variant per price that it was sold at.</summary>
internal sealed record PlannedProduct(string Code, string Name, IReadOnlyList<PlannedVariant> Variants);

/// <param name="Sku">Code and pence.</param>
/// <param name="PriceWon">Ten won per penny.</param>
/// <param name="Ordered">Pieces that the log sells: the opening stock, to the piece.</param>
/// <param name="Cancelled">Pieces of them that the log takes back.</param>
internal sealed record PlannedVariant(string Sku, long PriceWon, long Ordered, long Cancelled);

/// <summary>Lines left out for one reason, and the pieces on them.</summary>
internal sealed record Skipped(int Rows, long Pieces);

/// <summary>A log, turned into what a shop can be asked to do, and what its counters must say afterwards.</summary>
internal sealed record ReplayPlan
{
    public required IReadOnlyList<PlannedProduct> Products { get; init; }
    public required IReadOnlyList<PlannedOrder> Orders { get; init; }

    /// <summary>In time order. A cancellation comes after the order that it cancels.</summary>
    public required IReadOnlyList<ReplayStep> Steps { get; init; }

    public required int Rows { get; init; }
    public required int SaleRows { get; init; }
    public required int CancellationRows { get; init; }

    /// <summary>Lines of one invoice that named the same code at the same price and became one.</summary>
    public required int RowsMerged { get; init; }

    /// <summary>Invoices that had to become more than one order.</summary>
    public required int InvoicesSplit { get; init; }
    public required IReadOnlyDictionary<LogRowKind, Skipped> Skipped { get; init; }
}
