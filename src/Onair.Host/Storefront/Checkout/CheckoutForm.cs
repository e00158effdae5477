using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Onair.Orders.Intake;
using Onair.Primitives;

namespace Onair.Host.Storefront.Checkout;

/// <summary>The fields of the checkout as a customer typed them; kept as they are when something is wrong.</summary>
public sealed record CheckoutForm
{
    /// <summary>Fields of any form that the shop's pages have; a body with more is no form of ours.</summary>
    public const int FieldsMax = 64;

    /// <summary>Bytes of a form: a name of 100 Korean letters, an e-mail address, and the rest is short.</summary>
    public const int BytesMax = 16 * 1024;

    /// <summary>Made with the page: sent twice, the form is one order.</summary>
    public string Key { get; init; } = "";

    public string Sku { get; init; } = "";

    public string Quantity { get; init; } = "1";

    /// <summary>The offer of a show that it is bought under; empty for the shop's own price.</summary>
    public string Offer { get; init; } = "";

    /// <summary>The price that the page showed.</summary>
    public string Price { get; init; } = "";

    public string Name { get; init; } = "";

    public string Phone { get; init; } = "";

    public string Email { get; init; } = "";

    /// <summary>A <see cref="PaymentChoice.Value"/>.</summary>
    public string Pay { get; init; } = "";

    public static CheckoutForm Of(IFormCollection form) => new()
    {
        Key = One(form["key"]),
        Sku = One(form["sku"]),
        Quantity = One(form["quantity"]),
        Offer = One(form["offer"]),
        Price = One(form["price"]),
        Name = One(form["name"]),
        Phone = One(form["phone"]),
        Email = One(form["email"]),
        Pay = One(form["pay"]),
    };

    /// <summary>
    /// The order, read by the reader of the API, so that a form is judged as every other order; or all that is wrong.
    /// </summary>
    public PlaceOrder? Read(out IReadOnlyList<FieldError> errors)
    {
        var body = new JsonObject
        {
            ["channel"] = "web",
            ["customer"] = new JsonObject { ["name"] = Name, ["phone"] = Phone, ["email"] = Email },
            ["lines"] = new JsonArray(new JsonObject
            {
                ["sku"] = Sku,
                ["quantity"] = Whole(Quantity),
                ["unitPrice"] = Whole(Price),
                ["offer"] = Offer,
            }),
        };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        return OrderRequestReader.Read(new ReadOnlySequence<byte>(bytes), Key, out errors);
    }

    /// <summary>What is no number stays a text, which the reader then names.</summary>
    private static JsonNode Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text;

    private static string One(StringValues values) => values.Count == 1 ? values[0]!.Trim() : "";
}
