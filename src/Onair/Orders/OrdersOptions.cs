using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Onair.Orders.Live;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>The order path's settings, under <c>Orders</c>: <c>ONAIR__ORDERS__HOLD=00:20:00</c>.</summary>
public sealed class OrdersOptions
{
    /// <summary>Lines of one order. A household buys a dozen; dealers' orders in real logs have hundreds.</summary>
    public const int LinesMax = 500;

    /// <summary>Pieces of one line.</summary>
    public const int QuantityMax = 100_000;

    /// <summary>Won of one piece. With the two limits above no total comes near a 64-bit integer's end.</summary>
    public const long UnitPriceMax = 10_000_000_000;

    /// <summary>Bytes of an order's body: 500 lines of the longest SKUs.</summary>
    public const int BodyBytesMax = 64 * 1024;

    /// <summary>How long stock is held for an order that is not paid.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "7.00:00:00")]
    public TimeSpan Hold { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How much longer, each time the deadline passes while a payment's outcome is unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan HoldExtension { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the deadlines are looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan ExpireEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Orders that expire in one transaction: short enough not to keep the hot row from buyers.</summary>
    [Range(1, 5000)]
    public int ExpireBatchMax { get; set; } = 200;

    /// <summary>
    /// How long a worker that calls a payment provider may be silent before another takes its jobs over: more than the
    /// slowest provider's timeout, so that only the dead are taken for dead.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan PaymentLease { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>
    /// The shop's address as customers see it, for the ways back from payment windows and for the gateways' notices.
    /// Null: as the customer's browser wrote it, which a shop behind a proxy should not rely on.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// An open payment that has not moved for so long and has no job is taken for lost. Longer than the slowest wait
    /// between two questions, so that nothing that is on its way is touched.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a page of payments is looked through for lost ones.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan FindLostEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Payments of such a page: some milliseconds of reading, and as many questions at the very worst.
    /// </summary>
    [Range(1, 2000)]
    public int FindLostPageMax { get; set; } = 2000;

    /// <summary>
    /// Won that a customer who changed their mind bears for the way back, per return and never more than its refund. A
    /// shop sets what its carrier takes; 3,000 won is a usual price of a small parcel (unverified).
    /// </summary>
    [Range(0L, 100_000L)]
    public long ReturnShipping { get; set; } = 3_000;

    /// <summary>
    /// How long before a deadline of the law its order or refund is listed as due soon: a working day, so that
    /// somebody can still act.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan DueSoon { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long an order that is placed waits for its payment before a letter says that it is: a card is through by
    /// then, and one letter says both.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReceiptAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long it is known who an order was for, counted from its last change: five years, as contracts, withdrawals,
    /// payments and supply are kept (전자상거래법 시행령 art. 6(1)). Not shorter; longer would need a reason of its own.
    /// </summary>
    [Range(typeof(TimeSpan), "1827.00:00:00", "3653.00:00:00")]
    public TimeSpan PersonKept { get; set; } = TimeSpan.FromDays(1827);

    /// <summary>
    /// How long after its last change an order of somebody who left stays whole, when it was shipped: parcels come back
    /// and minds change within days (전자상거래법 art. 17). Then the person is kept apart (개인정보 보호법 art. 21(3)).
    /// </summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "120.00:00:00")]
    public TimeSpan DepartedAfter { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Orders whose person is taken out in one transaction, by some ten statements each.</summary>
    [Range(1, 1000)]
    public int ForgetBatchMax { get; set; } = 100;

    /// <summary>How often it is looked for persons whose time is over.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "1.00:00:00")]
    public TimeSpan ForgetEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Keys that seal deliveries and persons, 32 bytes in base64 each; the first seals, all open.</summary>
    public IList<string> SealKeys { get; } = [];

    /// <summary>The queue of orders to be placed.</summary>
    public GroupCommitOptions Intake { get; set; } = new();

    /// <summary>The queues of payments to be started, settled, and of cancellations.</summary>
    public GroupCommitOptions Changes { get; set; } = new();

    /// <summary>Pages of orders that update themselves.</summary>
    [ValidateObjectMembers]
    public OrderLiveOptions Live { get; set; } = new();

    /// <summary>Queue of 4, batch of 2, hold of 1 s: makes what is rare common in tests.</summary>
    public static OrdersOptions Tiny => new()
    {
        Hold = TimeSpan.FromSeconds(1),
        Intake = new GroupCommitOptions { QueueMax = 4, BatchCountMax = 2 },
        Changes = new GroupCommitOptions { QueueMax = 4, BatchCountMax = 2 },
    };
}
