using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Onair.Host.Storefront.Legal;
using Onair.Mail;
using Onair.Orders;
using Onair.Orders.Shipments;

namespace Onair.Host.Storefront.Contracts;

/// <summary>
/// Letters about orders, in the customer's language: what happened, the way to the order, and with the receipt of an
/// order or a payment the whole contract (전자상거래법 arts. 8(3), 13(2), 14(1)).
/// </summary>
internal sealed class OrderLetterTexts(
    IOptions<MerchantOptions> merchant,
    IOptions<OrdersOptions> orders,
    IOptions<MailOptions> mail,
    OrderTokens tokens,
    IServiceProvider rooms)
{
    private static readonly IReadOnlyDictionary<string, string?> noQuery = new Dictionary<string, string?>();

    public Letter Compose(ShownOrder shown, DueLetter due)
    {
        var visit = new Visit(shown.Order.IsEnglish, "/", noQuery, Origin());
        var words = LetterWords.Of(visit);
        var (subject, says) = Says(words, due.Stage);
        var text = new StringBuilder(says).Append("\n\n");
        text.Append(Say(words.NumberFormat, shown.Order.Number)).Append('\n');
        AddMoney(text, shown, due, visit, words);
        if (due.Stage == OrderLetterStage.Shipped)
        {
            foreach (var parcel in shown.Parcels)
            {
                text.Append(CarrierWords.NameOf(parcel.Carrier, visit.IsEnglish)).Append(' ')
                    .Append(parcel.TrackingNumber).Append('\n');
            }
        }

        AddLinks(text, shown.Order, visit, words);
        var isContract = due.Stage is OrderLetterStage.Received or OrderLetterStage.Paid;
        var sections = Contract.Of(shown, visit, merchant.Value, isLetter: true);
        // Later letters say what it is about and who sells; the contract itself has been sent, and is on the page.
        text.Append('\n').Append(ContractText.Of(isContract ? sections : [sections[1], sections[^2]]));
        if (due.Stage == OrderLetterStage.Shipped) text.Append('\n').Append(words.WithdrawNote).Append('\n');
        text.Append('\n').Append(words.Foot).Append('\n');
        return new Letter(
            shown.Order.CustomerEmail!, $"[{NameOf(visit)}] {subject} ({shown.Order.Number})", text.ToString());
    }

    private static (string Subject, string Text) Says(LetterWords words, OrderLetterStage stage) => stage switch
    {
        OrderLetterStage.Received => words.Received,
        OrderLetterStage.Paid => words.Paid,
        OrderLetterStage.Shipped => words.Shipped,
        OrderLetterStage.Expired => words.Expired,
        OrderLetterStage.Cancelled => words.Cancelled,
        OrderLetterStage.Returned => words.Returned,
        OrderLetterStage.PartlyEnded => words.PartlyEnded,
        OrderLetterStage.Refunded => words.Refunded,
    };

    private static void AddMoney(
        StringBuilder text, ShownOrder shown, DueLetter due, Visit visit, LetterWords words)
    {
        if (due.Stage == OrderLetterStage.Refunded)
        {
            var done = shown.Refunds.FirstOrDefault(r => r.Id.ToString("N") == due.About);
            if (done is not null) text.Append(Say(words.RefundedFormat, visit.Won(done.Amount))).Append('\n');
            return;
        }

        if (due.Stage is not (OrderLetterStage.Cancelled or OrderLetterStage.Returned or OrderLetterStage.PartlyEnded))
            return;
        // The refund of this very step: its key ends with the version that the letter is about.
        var owed = shown.Refunds.FirstOrDefault(r => r.IdempotencyKey == $"order:{due.OrderId:N}:{due.About}");
        if (owed is null) return;
        var until = Contract.LastOf(visit, owed.DueAt ?? owed.RequestedAt);
        text.Append(Say(words.RefundFormat, visit.Won(owed.Amount), until)).Append('\n');
        var fee = shown.Timeline.FirstOrDefault(
            step => step.Version.ToString(CultureInfo.InvariantCulture) == due.About)?.Fee ?? 0;
        if (fee > 0) text.Append(Say(words.KeptFormat, visit.Won(fee))).Append('\n');
        if (shown.NeedsAccount(owed)) text.Append(words.AccountNeeded).Append('\n');
    }

    private void AddLinks(StringBuilder text, Order order, Visit visit, LetterWords words)
    {
        if (visit.Origin.Length == 0) return;
        var token = tokens.Of(order.Id);
        text.Append('\n').Append(words.Page).Append(":\n")
            .Append(visit.Absolute($"/orders/{order.Number}/{token}")).Append('\n');
        text.Append(words.Document).Append(":\n")
            .Append(visit.Absolute(ContractPagesApi.PathOf(order.Number, token))).Append('\n');
    }

    /// <summary>
    /// A letter that reaches somebody carries links to the shop's public address alone. What a request says of its host
    /// is not believed here: such a link opens an order. Letters in a folder may say where this process listens.
    /// </summary>
    private string Origin()
    {
        if (orders.Value.PublicUrl is { } url) return url.GetLeftPart(UriPartial.Authority);
        if (mail.Value.Host.Length > 0) return "";
        return rooms.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses
            .FirstOrDefault()?.TrimEnd('/') ?? "";
    }

    private string NameOf(Visit visit) => !merchant.Value.IsGiven ? "Onair"
        : visit.IsEnglish && merchant.Value.NameEn.Length > 0 ? merchant.Value.NameEn : merchant.Value.Name;

    private static string Say(string format, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, format, values);
}
