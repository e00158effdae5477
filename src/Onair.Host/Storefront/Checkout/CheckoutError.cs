using System.Globalization;
using Onair.Host.Storefront.Deliveries;
using Onair.Orders.Intake;
using Onair.Primitives;

namespace Onair.Host.Storefront.Checkout;

/// <summary>What is wrong, in the customer's language, at the field where it is; "" for the whole form.</summary>
public sealed record CheckoutError(string Field, string Text)
{
    private const string delivery = "delivery.";

    public static CheckoutError Of(FieldError error, Visit visit) =>
        error.Field.StartsWith(delivery, StringComparison.Ordinal)
            ? DeliveryForm.ErrorOf(error.Field[delivery.Length..], DeliveryWords.Of(visit))
            : Of(error, visit.CheckoutWords);

    private static CheckoutError Of(FieldError error, CheckoutWords words) => error.Field switch
    {
        "customer.name" => new CheckoutError("name", words.WrongName),
        "customer.phone" => new CheckoutError("phone", words.WrongPhone),
        "customer.email" => new CheckoutError("email", words.WrongEmail),
        "lines[0].quantity" => new CheckoutError("quantity", words.WrongQuantity),
        _ => new CheckoutError("", words.WrongOther),
    };

    /// <summary>Of a cart the line is named: the field of one product is not there.</summary>
    public static CheckoutError Of(PlaceOrderAnswer answer, Visit visit, IReadOnlyList<CheckoutItem> items)
    {
        var error = Of(answer, visit);
        return items.Count == 1 || answer.Refused.Count == 0
            ? error
            : new CheckoutError(
                "",
                string.Format(
                    CultureInfo.InvariantCulture, visit.CartWords.LineFormat,
                    visit.Say(items[answer.Refused[0].Line].Product.Name), error.Text));
    }

    private static CheckoutError Of(PlaceOrderAnswer answer, Visit visit)
    {
        var words = visit.CheckoutWords;
        var line = answer.Refused.Count > 0 ? answer.Refused[0] : default;
        return answer.Status switch
        {
            PlaceOrderStatus.SoldOut => new("quantity", Say(words.SoldOutFormat, line.Left)),
            PlaceOrderStatus.OverLimit => new("quantity", Say(words.OverLimitFormat, line.Left)),
            PlaceOrderStatus.PriceChanged =>
                new CheckoutError("", Say(words.PriceChangedFormat, visit.Won(line.UnitPrice ?? 0))),
            PlaceOrderStatus.OfferEnded or PlaceOrderStatus.UnknownVariant => new("", words.NotOnSale),
            PlaceOrderStatus.KeyReused => new("", words.KeyReused),
            PlaceOrderStatus.Busy => new("", words.BusyNow),
            PlaceOrderStatus.Placed or PlaceOrderStatus.AlreadyPlaced or PlaceOrderStatus.Invalid =>
                throw new InvalidOperationException($"{answer.Status} is no refusal of a form"),
        };
    }

    private static string Say(string format, object value) =>
        string.Format(CultureInfo.InvariantCulture, format, value);
}
