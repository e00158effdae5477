using Onair.Orders;
using Onair.Payments;

namespace Onair.Calls.Phone;

/// <summary>An order that an agent has placed.</summary>
/// <param name="Order">As its owner sees it; its token starts and shows payments under <c>/orders/...</c>.</param>
/// <param name="PayUrl">The page to pay it on, by card or into an account: for the agent to send. Whoever has it may
/// read, pay and cancel the order.</param>
/// <param name="LetterSent">True when it was sent by mail now.</param>
/// <param name="Agent">Who took it.</param>
public sealed record PhoneOrderView(OrderView Order, Uri PayUrl, bool LetterSent, string Agent);

/// <param name="OrderNumber">The order's number.</param>
/// <param name="Phone">The number that the customer ordered with.</param>
public sealed record LookUpBody(string OrderNumber, string Phone);

/// <summary>An order as an agent sees it: whose it is, as far as they must know.</summary>
/// <param name="Customer">Masked.</param>
/// <param name="Payments">The newest last.</param>
/// <param name="Deposit">The account to pay into, to be read out; absent when it waits for no deposit.</param>
public sealed record LookedUpView(
    string OrderNumber,
    string Status,
    string Channel,
    long Total,
    long Remaining,
    DateTimeOffset PlacedAt,
    DateTimeOffset PayBefore,
    MaskedCustomer Customer,
    IReadOnlyList<OrderLineView> Lines,
    IReadOnlyList<PaymentView> Payments,
    DepositView? Deposit)
{
    public static LookedUpView Of(LookedUpOrder found)
    {
        var order = found.Shown.Order;
        return new LookedUpView(
            order.Number,
            OrderWords.Of(order.Status),
            OrderWords.Of(order.Channel),
            order.Total,
            order.Remaining,
            order.PlacedAt,
            order.PayBefore,
            new MaskedCustomer(
                Masked.Name(order.CustomerName),
                Masked.Phone(order.CustomerPhone),
                order.CustomerEmail is { } email ? Masked.Email(email) : null),
            [.. order.Lines.Select(OrderLineView.Of)],
            [.. found.Shown.Attempts.Select(PaymentView.Of)],
            found.Deposit is { } account ? DepositView.Of(account) : null);
    }
}

public sealed record MaskedCustomer(string Name, string Phone, string? Email);

/// <param name="Bank">The provider's code of the bank.</param>
/// <param name="Number">The account.</param>
/// <param name="Until">It takes the money until then.</param>
public sealed record DepositView(string Bank, string Number, DateTimeOffset Until)
{
    public static DepositView Of(DepositAccount account) => new(account.Bank, account.Number, account.Until);
}

/// <summary>What can be ordered under an offer now.</summary>
public sealed record OpenOfferList(IReadOnlyList<OpenOfferView> Offers);

/// <param name="Offer">For the order's line.</param>
/// <param name="UnitPrice">Won of one piece, VAT included.</param>
/// <param name="Left">Pieces that can be ordered now.</param>
/// <param name="LimitPerCustomer">Absent: no limit.</param>
/// <param name="Shown">The host shows it right now.</param>
/// <param name="Code">Its short link is <c>/t/CODE</c>.</param>
public sealed record OpenOfferView(
    Guid Offer,
    string Feed,
    string Sku,
    string NameKo,
    string NameEn,
    long UnitPrice,
    long Left,
    int? LimitPerCustomer,
    DateTimeOffset? ClosesAt,
    bool Shown,
    string Code)
{
    public static OpenOfferView Of(OpenOffer open, string code) => new(
        open.Offer.Id, open.Feed, open.Offer.Sku, open.NameKo, open.NameEn, open.Price, open.Left, open.Limit,
        open.Offer.ClosesAt, open.IsShown, code);
}

/// <summary>Stock of single things, at the shop's own price.</summary>
public sealed record DeskStockList(IReadOnlyList<DeskStockView> Items);

public sealed record DeskStockView(string Sku, string NameKo, string NameEn, long UnitPrice, long Available);
