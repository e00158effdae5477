using System.Globalization;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Never renumber.</summary>
public enum OpenWindowStatus
{
    /// <summary>The step is there.</summary>
    Opened = 1,

    /// <summary>Approval begins by itself, or has begun: there is no window to open.</summary>
    NothingToOpen = 2,

    /// <summary>No such attempt, or the token is not its order's.</summary>
    UnknownAttempt = 3,
}

/// <summary>Who opens a window, and from where.</summary>
/// <param name="Origin">The shop as the customer sees it: <c>https://shop.example</c>.</param>
/// <param name="IsMobile">True on a phone.</param>
/// <param name="IsEnglish">False: Korean.</param>
public sealed record WindowVisitor(Uri Origin, bool IsMobile, bool IsEnglish);

/// <summary>What the browser does next; <see cref="BrowserStep.None"/> for the statuses without a window.</summary>
public readonly record struct OpenedWindow(OpenWindowStatus Status, BrowserStep Step);

/// <summary>
/// Makes what a browser needs to open the provider's window for an attempt. Asks the provider where it must, so it is
/// called outside any transaction; opening a window twice is harmless.
/// </summary>
public sealed class OpenWindows(
    Database database, ShowOrders orders, OrderTokens tokens, WindowTokens windows, PrepareAttempts prepare)
{
    /// <summary>Addresses of the shop that windows send the browser to.</summary>
    public const string ReturnPath = "/pay/return";

    public const string ClosePath = "/pay/close";

    public const string NoticePath = "/api/v1/payments/notices";

    /// <summary>The same for an attempt that was just started: only one with a window is read again.</summary>
    internal Task<OpenedWindow> RunAsync(
        Attempt started, string token, WindowVisitor visitor, CancellationToken cancel) => prepare.HasWindow(started)
            ? RunAsync(started.Id, token, visitor, cancel)
            : Task.FromResult(None(OpenWindowStatus.NothingToOpen));

    /// <param name="attemptId">The attempt.</param>
    /// <param name="token">The order's token.</param>
    /// <param name="visitor">Who opens it.</param>
    /// <param name="cancel">Gives up; nothing is written either way.</param>
    public async Task<OpenedWindow> RunAsync(
        Guid attemptId, string token, WindowVisitor visitor, CancellationToken cancel)
    {
        var attempt = await database.ReadAsync(open => FindAttempts.ByIdAsync(open, attemptId, cancel), cancel);
        if (attempt is null || !tokens.IsValid(attempt.OrderId, token)) return None(OpenWindowStatus.UnknownAttempt);
        if (attempt.State != AttemptState.Prepared || !prepare.HasWindow(attempt))
        {
            return None(OpenWindowStatus.NothingToOpen);
        }

        var shown = await orders.ByNumberAsync(attempt.OrderNumber, cancel)
            ?? throw new InvalidOperationException($"attempt {attemptId} has no order");
        var window = RequestOf(attempt, shown.Order, visitor);
        var step = await prepare.NextBrowserStepAsync(attempt, window, cancel);
        return new OpenedWindow(OpenWindowStatus.Opened, step);
    }

    private WindowRequest RequestOf(Attempt attempt, Order order, WindowVisitor visitor)
    {
        // The language stands in the path: a window may lose or reorder a query.
        var way = $"{attempt.Id}/{windows.Of(attempt.Id)}{(visitor.IsEnglish ? "/en" : "")}";
        return new WindowRequest
        {
            Method = PaymentMethods.Find(attempt.Method ?? "") ?? PaymentMethod.Card,
            IsMobile = visitor.IsMobile,
            Language = visitor.IsEnglish ? "en" : "ko",
            OrderName = NameOf(order, visitor.IsEnglish),
            BuyerName = order.CustomerName,
            BuyerPhone = order.CustomerPhone,
            BuyerEmail = order.CustomerEmail,
            ReturnUrl = new Uri(visitor.Origin, $"{ReturnPath}/{way}"),
            CloseUrl = new Uri(visitor.Origin, $"{ClosePath}/{way}"),
            NoticeUrl = new Uri(visitor.Origin, $"{NoticePath}/{attempt.Provider}"),
        };
    }

    /// <summary>As Korean shops write it: the first line that is still wanted, and how many more there are.</summary>
    internal static string NameOf(Order order, bool isEnglish)
    {
        var lines = order.Lines.Where(line => line.Left > 0).ToList();
        if (lines.Count == 0) lines = order.Lines;
        var first = isEnglish ? lines[0].NameEn : lines[0].NameKo;
        if (first.Length == 0) first = lines[0].Sku;
        if (lines.Count == 1) return first;
        return string.Format(
            CultureInfo.InvariantCulture, isEnglish ? "{0} and {1} more" : "{0} 외 {1}건", first, lines.Count - 1);
    }

    private static OpenedWindow None(OpenWindowStatus status) => new(status, BrowserStep.None);
}
