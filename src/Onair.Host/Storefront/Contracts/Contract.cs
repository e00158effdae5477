using System.Globalization;
using Onair.Host.Storefront.Deliveries;
using Onair.Host.Storefront.Legal;
using Onair.Orders;
using Onair.Payments;

namespace Onair.Host.Storefront.Contracts;

/// <summary>A line of the document.</summary>
internal readonly record struct ContractRow(string Name, string Value);

/// <summary>A part of the document: rows first, then sentences.</summary>
internal sealed record ContractSection(string Title, IReadOnlyList<ContractRow> Rows, IReadOnlyList<string> Texts);

/// <summary>
/// What was agreed, with whom, and how it is undone (전자상거래법 art. 13(2)). One document for the letter, for the page
/// and for the file that a customer keeps (art. 6(2)). Pure.
/// </summary>
internal static class Contract
{
    /// <summary>Lines that a letter writes out: with the longest names they fit into a letter's text.</summary>
    private const int letterLinesMax = 50;

    /// <param name="shown">The order as it stands.</param>
    /// <param name="visit">Language and addresses; without an origin no link is made.</param>
    /// <param name="merchant">Who sells.</param>
    /// <param name="isLetter">
    /// True: the rest of many lines is counted, and of the delivery only what nobody typed freely. A guest may have
    /// typed another's address, and a letter must not carry their words there.
    /// </param>
    public static IReadOnlyList<ContractSection> Of(
        ShownOrder shown, Visit visit, MerchantOptions merchant, bool isLetter)
    {
        var w = ContractWords.Of(visit);
        var linesMax = isLetter ? letterLinesMax : OrdersOptions.LinesMax;
        return
        [
            Order(shown.Order, visit, w), Goods(shown.Order, visit, w, linesMax), Money(shown, visit, w),
            Delivery(shown.Order, visit, w, isLetter), Withdrawal(shown.Order, visit, w),
            new ContractSection(w.FormTitle, [], w.FormText), Seller(merchant, visit, w),
            new ContractSection(
                w.Complaints, [], [w.ComplaintsText, w.MinorsText, .. Link(w.Terms, visit, LegalText.Terms)]),
        ];
    }

    /// <summary>
    /// The last minute before a time is over: "until 23:59" is understood, the next day's midnight is not.
    /// </summary>
    public static string LastOf(Visit visit, DateTimeOffset over) => visit.Day(over.AddMinutes(-1));

    /// <summary>Where goods go, in one line, as Korean addresses are written.</summary>
    public static string AddressOf(OrderDelivery to) => $"({to.Postcode}) {to.Line1} {to.Line2}".TrimEnd();

    private static ContractSection Order(Order order, Visit visit, ContractWords w) => new(
        w.Order,
        [
            new(w.Number, order.Number),
            new(w.PlacedAt, visit.Day(order.PlacedAt)),
            new(w.State, w.StateOf[order.Status]),
        ],
        []);

    private static ContractSection Goods(Order order, Visit visit, ContractWords w, int linesMax) => new(
        w.Goods,
        [
            .. order.Lines.Take(linesMax).Select(line =>
            {
                var said = Say(w.LineFormat, line.Quantity, visit.Won(line.UnitPrice), visit.Won(line.Amount));
                var ended = line.Cancelled + line.Returned;
                return new ContractRow(
                    visit.IsEnglish ? line.NameEn : line.NameKo, ended > 0 ? Say(w.EndedFormat, said, ended) : said);
            }),
        ],
        order.Lines.Count > linesMax ? [Say(w.MoreLinesFormat, order.Lines.Count - linesMax)] : []);

    private static ContractSection Money(ShownOrder shown, Visit visit, ContractWords w)
    {
        var (order, rows) = (shown.Order, new List<ContractRow>());
        rows.Add(new(w.Total, visit.Won(order.Total)));
        rows.Add(new(w.Vat, visit.Won(order.Vat)));
        rows.Add(new(w.Shipping, w.Free));
        if (shown.Attempts.LastOrDefault(a => a.Captured > 0) is { } paid)
        {
            rows.Add(new(w.PayMethod, MethodOf(paid, visit)));
            if (paid.ApprovedAt is { } at) rows.Add(new(w.PaidAt, visit.Day(at)));
            rows.Add(new(w.Paid, visit.Won(paid.Captured)));
        }
        else if (order.Status == OrderStatus.Placed)
        {
            rows.Add(new(w.PayBefore, visit.Day(order.PayBefore)));
        }

        var refunded = shown.Attempts.Sum(a => a.Refunded);
        if (refunded > 0) rows.Add(new(w.Refunded, visit.Won(refunded)));
        return new ContractSection(w.Money, rows, []);
    }

    /// <summary>As the customer chose it; a provider that says no word takes cards.</summary>
    private static string MethodOf(Attempt paid, Visit visit) => visit.CheckoutWords.NameOf(
        paid.Method is { } word && PaymentMethods.Find(word) is { } method ? method : PaymentMethod.Card);

    private static ContractSection Delivery(Order order, Visit visit, ContractWords w, bool isLetter)
    {
        var rows = new List<ContractRow>();
        if (order.Delivery is { } sent && isLetter)
        {
            rows.Add(new(w.Recipient, sent.MaskedRecipient));
            rows.Add(new(w.Phone, sent.MaskedPhone));
            rows.Add(new(w.Address, $"({sent.Postcode}) ***"));
        }
        else if (order.Delivery is { } to)
        {
            rows.Add(new(w.Recipient, to.Recipient));
            rows.Add(new(w.Phone, to.Phone));
            rows.Add(new(w.Address, AddressOf(to)));
            if (to.Memo.Length > 0) rows.Add(new(w.Memo, DeliveryMemo.In(visit, to.Memo)));
        }

        if (order.ShipBefore is { } before) rows.Add(new(w.ShipBefore, LastOf(visit, before)));
        return new ContractSection(w.Delivery, rows, [w.ShipText]);
    }

    private static ContractSection Withdrawal(Order order, Visit visit, ContractWords w) => new(
        w.Withdrawal,
        order.WithdrawBefore is { } before ? [new(w.WithdrawBefore, LastOf(visit, before))] : [],
        [.. w.WithdrawalText, .. Link(w.More, visit, LegalText.Withdrawal)]);

    private static ContractSection Seller(MerchantOptions merchant, Visit visit, ContractWords w)
    {
        if (!merchant.IsGiven) return new ContractSection(w.Seller, [], [w.Practice]);
        var names = visit.Words;
        return new ContractSection(
            w.Seller,
            [
                new(names.TradeName, visit.IsEnglish && merchant.NameEn.Length > 0 ? merchant.NameEn : merchant.Name),
                new(names.Representative, merchant.Representative),
                new(names.Address, merchant.Address),
                new(names.Telephone, merchant.Phone),
                new(names.EmailAddress, merchant.Email),
                new(names.BusinessNumber, merchant.BusinessNumber),
                new(names.MailOrderNumber, merchant.MailOrderNumber),
            ],
            []);
    }

    private static IEnumerable<string> Link(string name, Visit visit, LegalText text) =>
        visit.Origin.Length > 0 ? [$"{name}: {visit.Absolute(LegalTexts.PathOf(text))}"] : [];

    private static string Say(string format, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, format, values);
}
