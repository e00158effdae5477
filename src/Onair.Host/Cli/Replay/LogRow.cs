namespace Onair.Host.Cli.Replay;

/// <summary>One line of the log, as read.</summary>
/// <param name="Invoice">A number, or <c>C</c> and a number for a cancellation.</param>
/// <param name="Code">The retailer's stock code, in upper case: the log spells one code both ways.</param>
/// <param name="Description">Often empty or different for one code.</param>
/// <param name="Quantity">Pieces; negative in cancellations and in corrections of the stock.</param>
/// <param name="At">The retailer's local time; only its order matters here.</param>
/// <param name="Price">Pounds for one piece.</param>
/// <param name="Customer">Digits, or empty.</param>
internal readonly record struct LogRow(
    string Invoice, string Code, string Description, int Quantity, DateTime At, decimal Price, string Customer)
{
    private const int wonPerPound = 1000;

    /// <summary>Ten won per penny: totals end in 0, which the demo provider approves.</summary>
    public long PriceWon => (long)(Price * wonPerPound);

    /// <summary>
    /// The log sells one code at several prices on one day; each price of a code is a variant of its own.
    /// </summary>
    public string Sku => $"{Code}-{PriceWon / 10}";
}

/// <summary>What a line is to a shop. The names are those of the report.</summary>
internal enum LogRowKind
{
    Sale = 1,
    Cancellation = 2,

    /// <summary>Postage, discounts, fees, manual entries, samples, vouchers.</summary>
    NotGoods = 3,

    /// <summary>A price of 0: gifts and bookkeeping.</summary>
    NoPrice = 4,

    NegativePrice = 5,

    /// <summary>Not whole pence.</summary>
    PriceNotWholePence = 6,

    /// <summary>A negative quantity outside a cancellation: damaged, lost or found goods.</summary>
    StockCorrection = 7,

    /// <summary>A cancellation of a positive quantity, or a line of no pieces.</summary>
    QuantityMakesNoSense = 8,

    /// <summary>More pieces or won than a line of an order may have.</summary>
    TooLarge = 9,

    /// <summary>Neither a sale nor a cancellation by its number.</summary>
    OtherInvoice = 10,

    /// <summary>Too few fields, or a number or a date that is none.</summary>
    Unreadable = 11,

    /// <summary>A cancellation that names no customer cannot be matched to an order.</summary>
    CancellationWithoutCustomer = 12,

    /// <summary>A cancellation of pieces that the log never sold to this customer: bought before it begins.</summary>
    NothingLeftToCancel = 13,
}

/// <summary>Sorts lines into sales, cancellations and what is neither. Pure.</summary>
internal static class LogRule
{
    private const int quantityMax = 100_000;
    private const decimal priceMax = 1_000_000;
    private const int codeLengthMax = 40;
    private const int digitsOfGoods = 5;

    /// <summary>Goods have a code that begins with five digits; a range of dolls begins with DCGS.</summary>
    public static bool IsGoods(string code) =>
        code.Length is >= digitsOfGoods and <= codeLengthMax
        && code.All(char.IsAsciiLetterOrDigit)
        && (code.Take(digitsOfGoods).All(char.IsAsciiDigit) || code.StartsWith("DCGS", StringComparison.Ordinal));

    public static LogRowKind Kind(LogRow row)
    {
        var cancels = row.Invoice.StartsWith('C');
        var number = cancels ? row.Invoice.AsSpan(1) : row.Invoice;
        if (number.IsEmpty || number.ContainsAnyExceptInRange('0', '9')) return LogRowKind.OtherInvoice;
        if (!IsGoods(row.Code)) return LogRowKind.NotGoods;
        if (row.Quantity == 0 || (cancels && row.Quantity > 0)) return LogRowKind.QuantityMakesNoSense;
        if (!cancels && row.Quantity < 0) return LogRowKind.StockCorrection;
        if (row.Price < 0) return LogRowKind.NegativePrice;
        if (row.Price == 0) return LogRowKind.NoPrice;
        if (row.Price > priceMax || row.Quantity is > quantityMax or < -quantityMax) return LogRowKind.TooLarge;
        if (row.Price * 100 % 1 != 0) return LogRowKind.PriceNotWholePence;
        if (!cancels) return LogRowKind.Sale;
        return row.Customer.Length == 0 ? LogRowKind.CancellationWithoutCustomer : LogRowKind.Cancellation;
    }
}
