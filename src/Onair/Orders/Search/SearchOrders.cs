using Onair.Primitives;
using Onair.Storage;

namespace Onair.Orders.Search;

/// <summary>What is asked of the order book.</summary>
/// <param name="Text">A number, phone, name, e-mail address, SKU, payment key or tracking number; null: all.</param>
/// <param name="Status">Null: any.</param>
/// <param name="Channel">Null: any.</param>
/// <param name="From">Placed at or after; null: since ever.</param>
/// <param name="To">Placed before; null: until now.</param>
/// <param name="IsOldestFirst">False: the newest first.</param>
/// <param name="After">The last answer's <see cref="OrderPage.Next"/>; null: from the start.</param>
/// <param name="Limit">1 to <see cref="SearchOrders.LimitMax"/>.</param>
public sealed record OrderQuestion(
    OrderText? Text = null,
    OrderStatus? Status = null,
    Channel? Channel = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    bool IsOldestFirst = false,
    Guid? After = null,
    int Limit = SearchOrders.LimitDefault);

/// <summary>An order in a list: nothing about a person.</summary>
public sealed class OrderRow
{
    public Guid Id { get; init; }

    public string Number { get; init; } = "";

    public OrderStatus Status { get; init; }

    public Channel Channel { get; init; }

    /// <summary>Won.</summary>
    public long Total { get; init; }

    /// <summary>Won that are still wanted.</summary>
    public long Remaining { get; init; }

    public DateTimeOffset PlacedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? ShipBefore { get; init; }

    /// <summary>The first line's name.</summary>
    public string NameKo { get; internal set; } = "";

    public string NameEn { get; internal set; } = "";

    /// <summary>How many lines.</summary>
    public int Lines { get; internal set; }
}

/// <summary>A page of the order book.</summary>
/// <param name="Rows">In the order that was asked for.</param>
/// <param name="Next">Where the next page begins; null: that was all.</param>
/// <param name="LookedTo">When the page is not full though there is more: how far it looked.</param>
public sealed record OrderPage(IReadOnlyList<OrderRow> Rows, Guid? Next, DateTimeOffset? LookedTo);

/// <summary>
/// Finds orders by anything that staff have in their hands. A page looks at <see cref="ScanMax"/> orders at most, says
/// how far that was, and goes on from there: the time it takes does not grow with the book.
/// </summary>
public sealed class SearchOrders
{
    public const int LimitDefault = 50;

    public const int LimitMax = 500;

    /// <summary>Orders that a page looks at: some 20 ms of reading.</summary>
    public const int ScanMax = 20_000;

    private readonly Database database;
    private readonly OrderTerms terms;

    internal SearchOrders(Database database, OrderTerms terms)
    {
        this.database = database;
        this.terms = terms;
    }

    /// <exception cref="ArgumentOutOfRangeException">The limit is not within 1 to <see cref="LimitMax"/>.</exception>
    public async Task<OrderPage> RunAsync(OrderQuestion question, CancellationToken cancel)
    {
        if (question.Limit is < 1 or > LimitMax)
            throw new ArgumentOutOfRangeException(nameof(question), question.Limit, "too few or too many rows");
        var key = question.Text is null ? null : await terms.KeyAsync(cancel);
        return await database.ReadAsync(open => ReadAsync(open, question, key, cancel), cancel);
    }

    private static async Task<OrderPage> ReadAsync(
        Transaction open, OrderQuestion question, byte[]? key, CancellationToken cancel)
    {
        var windows = new List<OrderWindow>();
        var bounds = Bounds(question);
        foreach (var (sql, term) in Sources(question, key))
            windows.Add(await LookAsync(open, question, sql, term, bounds, cancel));
        if (question.Text is not null)
        {
            var through = await open.FirstAsync<Guid>(OrdersStore.IndexedThrough, null, cancel);
            var newest = (through.CompareTo(bounds.Above) > 0 ? through : bounds.Above, bounds.Below);
            windows.Add(await LookAsync(open, question, OrdersStore.TailRows, default, newest, cancel));
        }

        if (question.Text is { } text) windows.Add(await ExactAsync(open, question, text, cancel));
        var page = OrderWindow.Merge(windows, question.IsOldestFirst, question.Limit);
        await NameAsync(open, page.Rows, cancel);
        return page;
    }

    private static IEnumerable<(OrdersStore.BothWays Sql, Guid Term)> Sources(OrderQuestion question, byte[]? key)
    {
        if (question.Text is not { } text)
        {
            var isPast = question.Status >= OrderStatus.Shipped;
            yield return (isPast ? OrdersStore.PastRows : OrdersStore.AllRows, default);
            yield break;
        }

        foreach (var term in OrderTerms.Of(text, key!)) yield return (OrdersStore.RowsByTerm, term);
    }

    private static async Task<OrderWindow> LookAsync(
        Transaction open,
        OrderQuestion question,
        OrdersStore.BothWays sql,
        Guid term,
        (Guid Above, Guid Below) bounds,
        CancellationToken cancel)
    {
        var arguments = new
        {
            above = bounds.Above,
            below = bounds.Below,
            term,
            status = (int?)question.Status ?? 0,
            channel = (int?)question.Channel ?? 0,
            scan = ScanMax,
            skip = ScanMax - 1,
            // One more than is shown: it says whether there is a next page.
            limit = question.Limit + 1,
            phone = question.Text?.Phone ?? "",
            phoneEnd = question.Text?.PhoneEnd ?? "",
            email = question.Text?.Email ?? "",
            name = question.Text?.Name ?? "",
            sku = question.Text?.Sku ?? "",
        };
        var isOldest = question.IsOldestFirst;
        var rows = await open.QueryAsync<OrderRow>(sql.Rows(isOldest), arguments, cancel);
        if (rows.Count > question.Limit) return new OrderWindow(rows, null);
        return new OrderWindow(rows, await open.FirstAsync<Guid?>(sql.Reach(isOldest), arguments, cancel));
    }

    /// <summary>What has one answer, or a hundred at most.</summary>
    private static async Task<OrderWindow> ExactAsync(
        Transaction open, OrderQuestion question, OrderText text, CancellationToken cancel)
    {
        var rows = new List<OrderRow>();
        var (status, channel) = ((int?)question.Status ?? 0, (int?)question.Channel ?? 0);
        if (text.Number is { } number)
        {
            rows.AddRange(await open.QueryAsync<OrderRow>(
                OrdersStore.RowByNumber, new { number, status, channel }, cancel));
        }

        if (text.Tracking is { } tracking)
        {
            rows.AddRange(await open.QueryAsync<OrderRow>(
                OrdersStore.RowsByTracking, new { tracking, status, channel }, cancel));
        }

        var (above, below) = Bounds(question);
        rows.RemoveAll(row => row.Id.CompareTo(above) <= 0 || row.Id.CompareTo(below) >= 0);
        return new OrderWindow(rows, null);
    }

    /// <summary>Both ends are outside.</summary>
    private static (Guid Above, Guid Below) Bounds(OrderQuestion question)
    {
        var above = question.From is { } from ? TimeIds.First(from) : TimeIds.Least;
        var below = question.To is { } to ? TimeIds.First(to) : TimeIds.Most;
        if (question.After is not { } after) return (above, below);
        if (question.IsOldestFirst) return (after.CompareTo(above) > 0 ? after : above, below);
        return (above, after.CompareTo(below) < 0 ? after : below);
    }

    private static async Task NameAsync(Transaction open, IReadOnlyList<OrderRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return;
        var lines = new List<OrderLine>();
        var round = open.Round();
        round.Read(OrdersStore.LinesOf, [.. rows.Select(row => row.Id)], OrdersStore.MapLine, lines);
        await round.ExecuteAsync(cancel);
        var byOrder = lines.ToLookup(line => line.OrderId);
        foreach (var row in rows)
        {
            var own = byOrder[row.Id].OrderBy(line => line.Line).ToList();
            if (own.Count == 0) continue;
            (row.NameKo, row.NameEn, row.Lines) = (own[0].NameKo, own[0].NameEn, own.Count);
        }
    }
}
