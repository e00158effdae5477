using Onair.Storage;

namespace Onair.Orders;

/// <summary>Never renumber.</summary>
public enum AttachOrderStatus
{
    /// <summary>Is in the customer's list now, or was before.</summary>
    Attached = 1,

    /// <summary>No such number, or not its token: not told apart.</summary>
    UnknownOrder = 2,

    /// <summary>In another customer's list, where it stays.</summary>
    OfAnother = 3,
}

/// <summary>A line of a customer's list.</summary>
public sealed class CustomerOrder
{
    public Guid Id { get; init; }

    public string Number { get; init; } = "";

    public OrderStatus Status { get; init; }

    /// <summary>Won, VAT included.</summary>
    public long Total { get; init; }

    public DateTimeOffset PlacedAt { get; init; }

    /// <summary>Of its first line.</summary>
    public string NameKo { get; init; } = "";

    public string NameEn { get; init; } = "";

    public long Lines { get; init; }
}

/// <param name="Orders">The newest first.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record CustomerOrdersPage(IReadOnlyList<CustomerOrder> Orders, Guid? Next);

/// <summary>
/// Which orders are in whose account. Who is signed in has the order in their list with its own commit
/// (<see cref="Intake.PlaceOrder.Account"/>); a guest's order comes in later by its number and token.
/// </summary>
public sealed class CustomerOrders(Database database, OrderTokens tokens)
{
    /// <summary>Orders of one page.</summary>
    public const int PageMax = 100;

    /// <summary>Puts an order into a customer's list; number and token show that it is theirs.</summary>
    public async Task<AttachOrderStatus> AttachAsync(
        Guid customer, string number, string token, CancellationToken cancel)
    {
        if (!OrderNumber.IsValid(number)) return AttachOrderStatus.UnknownOrder;
        return await database.WriteAsync(
            async open =>
            {
                var found = new List<Order>(1);
                var round = open.Round();
                round.Read(OrdersStore.ByNumber, [number], OrdersStore.Map, found);
                await round.ExecuteAsync(cancel);
                if (found.Count == 0 || !tokens.IsValid(found[0].Id, token)) return AttachOrderStatus.UnknownOrder;
                var order = found[0].Id;
                await open.ExecuteAsync(OrdersStore.Attach, new { order, customer }, cancel);
                return await open.FirstAsync<Guid>(OrdersStore.OwnerOf, new { order }, cancel) == customer
                    ? AttachOrderStatus.Attached
                    : AttachOrderStatus.OfAnother;
            },
            cancel);
    }

    /// <summary>A page of a customer's orders.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="before">The cursor; null for the newest.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<CustomerOrdersPage> ListAsync(
        Guid customer, Guid? before, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        var asked = new { customer, before = before ?? Guid.AllBitsSet, limit = limit + 1 };
        var rows = await database.ReadAsync(
            open => open.QueryAsync<CustomerOrder>(OrdersStore.OfCustomer, asked, cancel), cancel);
        return rows.Count <= limit
            ? new CustomerOrdersPage(rows, null)
            : new CustomerOrdersPage(rows[..limit], rows[limit - 1].Id);
    }

    /// <summary>Ids of a customer's orders in their order, behind one of them, for the transaction that asks.</summary>
    public static Task<List<Guid>> IdsAsync(
        Transaction open, Guid customer, Guid after, int limit, CancellationToken cancel) =>
        open.QueryAsync<Guid>(OrdersStore.IdsOfCustomer, new { customer, after, limit }, cancel);

    /// <summary>
    /// The account goes: its orders are nobody's from now on, and whom they were for is taken out of the order book as
    /// soon as they are over (<c>KeepPersonsApart</c>).
    /// </summary>
    public static async Task DetachAllAsync(Transaction open, Guid customer, CancellationToken cancel)
    {
        await open.ExecuteAsync(OrdersStore.Depart, new { customer }, cancel);
        await open.ExecuteAsync(OrdersStore.DetachAll, new { customer }, cancel);
    }
}
