using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Onair.Customers;
using Onair.Host.Storefront.Deliveries;
using Onair.Orders.Intake;
using Onair.Primitives;

namespace Onair.Host.Storefront.Checkout;

/// <summary>The fields of the checkout as a customer typed them; kept as they are when something is wrong.</summary>
public sealed record CheckoutForm
{
    /// <summary>
    /// Fields of any form that the shop's pages have: 50 lines of a cart, and the checkout's own twenty. A body with
    /// more is no form of ours.
    /// </summary>
    public const int FieldsMax = 80;

    /// <summary>Bytes of a form: a name of 100 Korean letters, an e-mail address, and the rest is short.</summary>
    public const int BytesMax = 16 * 1024;

    /// <summary>Made with the page: sent twice, the form is one order.</summary>
    public string Key { get; init; } = "";

    public string Sku { get; init; } = "";

    public string Quantity { get; init; } = "1";

    /// <summary>The offer of a show that it is bought under; empty for the shop's own price.</summary>
    public string Offer { get; init; } = "";

    /// <summary>The mark of who came by the link in a TV picture; empty for all others.</summary>
    public string Via { get; init; } = "";

    /// <summary>Where the order comes from, as the API spells it: decided by the shop, never by the form.</summary>
    public string Channel { get; init; } = "web";

    /// <summary>The price that the page showed.</summary>
    public string Price { get; init; } = "";

    /// <summary>
    /// Lines of a cart as the page showed them, each <c>sku*quantity*price</c>; empty for a product that is bought
    /// alone.
    /// </summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    public string Name { get; init; } = "";

    public string Phone { get; init; } = "";

    public string Email { get; init; } = "";

    /// <summary>Where it goes.</summary>
    public DeliveryForm Delivery { get; init; } = DeliveryForm.Empty;

    /// <summary>True when letters about the order are to be in English, as the page is.</summary>
    public bool IsEnglish { get; init; }

    /// <summary>A <see cref="PaymentChoice.Value"/>.</summary>
    public string Pay { get; init; } = "";

    /// <summary>The receipt of cash, if one is wanted.</summary>
    public ReceiptForm Receipt { get; init; } = ReceiptForm.Empty;

    public static CheckoutForm Of(IFormCollection form) => new()
    {
        Key = One(form["key"]),
        Sku = One(form["sku"]),
        Quantity = One(form["quantity"]),
        Offer = One(form["offer"]),
        Via = One(form["via"]),
        Price = One(form["price"]),
        Lines = [.. form["line"].OfType<string>()],
        Name = One(form["name"]),
        Phone = One(form["phone"]),
        Email = One(form["email"]),
        Delivery = DeliveryForm.Of(form),
        Pay = One(form["pay"]),
        Receipt = ReceiptForm.Of(form),
    };

    /// <summary>
    /// The order, read by the reader of the API, so that a form is judged as every other order; or all that is wrong.
    /// </summary>
    /// <param name="saved">The addresses of who is signed in.</param>
    /// <param name="errors">By the API's fields.</param>
    public PlaceOrder? Read(IReadOnlyList<CustomerAddress> saved, out IReadOnlyList<FieldError> errors)
    {
        var to = Delivery.ChosenOf(saved) is { } chosen ? Delivery.At(chosen) : Delivery;
        var body = new JsonObject
        {
            ["channel"] = Channel,
            ["customer"] = new JsonObject { ["name"] = Name, ["phone"] = Phone, ["email"] = Email },
            ["lines"] = Lines.Count == 0
                ? new JsonArray(Line(Sku, Quantity, Price, Offer))
                : new JsonArray([.. Lines.Select(text => text.Split('*')).Select(parts => Line(
                    parts[0], parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2) ?? "", offer: ""))]),
            ["delivery"] = to.ToJson(Name, Phone),
            ["language"] = IsEnglish ? "en" : "ko",
        };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        var read = OrderRequestReader.Read(new ReadOnlySequence<byte>(bytes), Key, out var found);
        errors = [.. found.Where(to.IsOwn)];
        return read;
    }

    private static JsonObject Line(string sku, string quantity, string price, string offer) => new()
    {
        ["sku"] = sku, ["quantity"] = Whole(quantity), ["unitPrice"] = Whole(price), ["offer"] = offer,
    };

    /// <summary>What is no number stays a text, which the reader then names.</summary>
    private static JsonNode Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text;

    /// <summary>A field that stands there once, without spaces around it; nothing otherwise.</summary>
    internal static string One(StringValues values) => values.Count == 1 ? values[0]!.Trim() : "";
}
