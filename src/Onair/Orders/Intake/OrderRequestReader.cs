using System.Buffers;
using Onair.Primitives;

namespace Onair.Orders.Intake;

/// <summary>
/// Reads the body of an order and names everything that is wrong with it at once. By hand, as a serializer stops at the
/// first wrong type and is the slower one on the hottest request of the shop.
/// </summary>
internal sealed class OrderRequestReader
{
    private readonly List<FieldError> errors = [];
    private Channel channel;
    private string? name;
    private string? phone;
    private string? email;
    private OrderDelivery? delivery;
    private bool isEnglish;
    private List<PlaceOrderLine>? lines;

    /// <summary>Reads and checks. Either the order is there, or errors are.</summary>
    public static PlaceOrder? Read(
        ReadOnlySequence<byte> body, string? idempotencyKey, out IReadOnlyList<FieldError> errors)
    {
        var reader = new OrderRequestReader();
        errors = reader.errors;
        reader.CheckKey(idempotencyKey);
        var json = new JsonFields(body, reader.errors);
        if (!json.Open()) return null;
        reader.ReadBody(ref json);
        if (!json.Close() || reader.errors.Count > 0) return null;
        return new PlaceOrder
        {
            IdempotencyKey = idempotencyKey!,
            Channel = reader.channel,
            Name = reader.name!,
            Phone = reader.phone!,
            Email = reader.email,
            Lines = reader.lines!,
            Delivery = reader.delivery,
            IsEnglish = reader.isEnglish,
        }.Seal();
    }

    private void CheckKey(string? key)
    {
        if (string.IsNullOrEmpty(key))
            Add("Idempotency-Key", "the header is missing: 1-255 printable ASCII characters");
        else if (key.Length > 255) Add("Idempotency-Key", "is longer than 255 characters");
        else if (key.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            Add("Idempotency-Key", "has a character that is not printable ASCII");
    }

    private void ReadBody(ref JsonFields json)
    {
        var seen = new SeenFields();
        while (json.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "channel": ReadChannel(ref json); break;
                case "customer": ReadCustomer(ref json); break;
                case "lines": ReadLines(ref json); break;
                case "delivery": delivery = DeliveryBodies.Part(ref json, errors); break;
                case "language": ReadLanguage(ref json); break;
                default: json.Unknown(field); break;
            }
        }

        if (!seen.Has("channel")) Add("channel", "is missing: tv, web, app or phone");
        if (!seen.Has("customer")) Add("customer", "is missing");
        if (!seen.Has("lines")) Add("lines", "is missing");
    }

    private void ReadChannel(ref JsonFields json)
    {
        if (json.Text("channel", 1, 10) is not { } text) return;
        channel = text switch
        {
            "tv" => Channel.Tv,
            "web" => Channel.Web,
            "app" => Channel.App,
            "phone" => Channel.Phone,
            _ => default,
        };
        if (channel == default) Add("channel", "must be tv, web, app or phone");
    }

    private void ReadLanguage(ref JsonFields json)
    {
        if (json.Text("language", 1, 10) is not { } text) return;
        if (text is not ("ko" or "en")) Add("language", "must be ko or en");
        isEnglish = text == "en";
    }

    private void ReadCustomer(ref JsonFields json)
    {
        if (!json.EnterObject("customer")) return;
        var seen = new SeenFields();
        while (json.Next(ref seen, "customer.", out var field))
        {
            switch (field)
            {
                case "name": name = json.Text("customer.name", 1, 100); break;
                case "phone": phone = CustomerFields.Phone(json.Text("customer.phone", 1, 30), errors); break;
                case "email": email = CustomerFields.Email(json.OptionalText("customer.email", 254), errors); break;
                default: json.Unknown("customer." + field); break;
            }
        }

        if (!seen.Has("name")) Add("customer.name", "is missing");
        if (!seen.Has("phone")) Add("customer.phone", "is missing");
    }

    private void ReadLines(ref JsonFields json)
    {
        if (!json.EnterArray("lines")) return;
        lines = new List<PlaceOrderLine>(1);
        HashSet<string>? skus = null;
        while (json.NextItem())
        {
            if (lines.Count == OrdersOptions.LinesMax)
            {
                Add("lines", $"has more than {OrdersOptions.LinesMax} lines");
                json.SkipRest();
                return;
            }

            var path = LinePath.Of(lines.Count);
            var line = ReadLine(ref json, path);
            // The usual order has one line, and nothing to compare it with.
            if (lines.Count == 1) skus = new HashSet<string>(StringComparer.Ordinal) { lines[0].Sku };
            if (skus is not null && !skus.Add(line.Sku) && line.Sku.Length > 0)
                Add(path.Sku, "stands in an earlier line already");
            lines.Add(line);
        }

        if (lines.Count == 0) Add("lines", "is empty: at least one line");
    }

    private PlaceOrderLine ReadLine(ref JsonFields json, LinePath path)
    {
        if (!json.EnterObject(path.Line)) return new PlaceOrderLine("", 0, 0);
        var seen = new SeenFields();
        string? sku = null;
        long quantity = 0;
        long unitPrice = 0;
        Guid? offer = null;
        while (json.Next(ref seen, path.Prefix, out var field))
        {
            switch (field)
            {
                case "sku": sku = CustomerFields.Sku(json.Text(path.Sku, 1, 64), path.Sku, errors); break;
                case "quantity": quantity = json.Integer(path.Quantity, 1, OrdersOptions.QuantityMax); break;
                case "unitPrice": unitPrice = json.Integer(path.UnitPrice, 0, OrdersOptions.UnitPriceMax); break;
                case "offer": offer = ReadOffer(ref json, path.Offer); break;
                default: json.Unknown(path.Prefix + field); break;
            }
        }

        if (!seen.Has("sku")) Add(path.Sku, "is missing");
        if (!seen.Has("quantity")) Add(path.Quantity, "is missing");
        if (!seen.Has("unitPrice")) Add(path.UnitPrice, "is missing: the price the shopper saw");
        return new PlaceOrderLine(sku ?? "", (int)quantity, unitPrice, offer);
    }

    private Guid? ReadOffer(ref JsonFields json, string field)
    {
        if (json.OptionalText(field, 36) is not { } text) return null;
        if (Guid.TryParse(text, out var offer)) return offer;
        Add(field, "must be the id of an offer");
        return null;
    }

    private void Add(string field, string message) => errors.Add(new FieldError(field, message));

    /// <summary>What errors call the fields of a line; the first few are made once.</summary>
    private sealed record LinePath(string Line)
    {
        private static readonly LinePath[] first = [.. Enumerable.Range(0, 8).Select(New)];

        public string Prefix { get; } = Line + ".";

        public string Sku { get; } = Line + ".sku";

        public string Quantity { get; } = Line + ".quantity";

        public string UnitPrice { get; } = Line + ".unitPrice";

        public string Offer { get; } = Line + ".offer";

        public static LinePath Of(int index) => index < first.Length ? first[index] : New(index);

        private static LinePath New(int index) => new($"lines[{index}]");
    }
}
