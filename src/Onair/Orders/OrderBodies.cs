using System.Buffers;
using Onair.Payments;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Readers of the small bodies of this room's API; each names everything that is wrong.</summary>
internal static class OrderBodies
{
    /// <summary>Bytes of a cancellation: 500 lines with the longest SKUs.</summary>
    public const int CancelBytesMax = OrdersOptions.BodyBytesMax;

    /// <summary>Bytes of a payment's start.</summary>
    public const int PaymentBytesMax = 4 * 1024;

    internal sealed record Cancellation(string? Reason, List<(string Sku, int Pieces)>? Pieces);

    /// <summary>An empty body cancels everything.</summary>
    public static (Cancellation? Asked, List<FieldError> Errors) Cancel(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        if (body.IsEmpty) return (new Cancellation(null, null), errors);
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var seen = new SeenFields();
        string? reason = null;
        List<(string, int)>? pieces = null;
        while (json.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "reason": reason = json.OptionalText("reason", 200); break;
                case "lines": pieces = Lines(ref json, errors); break;
                default: json.Unknown(field); break;
            }
        }

        return json.Close() && errors.Count == 0 ? (new Cancellation(reason, pieces), errors) : (null, errors);
    }

    internal sealed record PaymentAsked(string? Provider, PaymentMethod Method, bool IsMobile, bool IsEnglish)
    {
        public ReceiptAsked? Receipt { get; init; }
    }

    /// <summary>An empty body pays by card, wherever the shop sends it.</summary>
    public static (PaymentAsked? Asked, List<FieldError> Errors) Payment(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        if (body.IsEmpty) return (new PaymentAsked(null, PaymentMethod.Card, false, false), errors);
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var seen = new SeenFields();
        string? provider = null;
        string? language = null;
        var isMobile = false;
        PaymentMethod? method = PaymentMethod.Card;
        ReceiptAsked? receipt = null;
        while (json.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "provider": provider = json.Text("provider", 1, 32); break;
                case "method": method = Method(json.Text("method", 1, 32), errors); break;
                case "cashReceipt": receipt = ReceiptBodies.Part(ref json, errors); break;
                case "mobile": isMobile = json.Flag("mobile"); break;
                case "language": language = json.Text("language", 2, 2); break;
                default: json.Unknown(field); break;
            }
        }

        if (language is not (null or "ko" or "en")) errors.Add(new FieldError("language", "must be ko or en"));
        return json.Close() && errors.Count == 0
            ? (new PaymentAsked(provider, method!.Value, isMobile, language == "en") { Receipt = receipt }, errors)
            : (null, errors);
    }

    private static PaymentMethod? Method(string? word, List<FieldError> errors)
    {
        if (word is null) return null;
        var method = PaymentMethods.Find(word);
        if (method is null)
        {
            var words = string.Join(", ", PaymentMethods.All.Select(PaymentMethods.Word));
            errors.Add(new FieldError("method", "must be one of " + words));
        }

        return method;
    }

    internal static List<(string Sku, int Pieces)>? Lines(ref JsonFields json, List<FieldError> errors)
    {
        if (!json.EnterArray("lines")) return null;
        var lines = new List<(string Sku, int Pieces)>();
        while (json.NextItem())
        {
            var path = $"lines[{lines.Count}]";
            if (lines.Count == OrdersOptions.LinesMax)
            {
                errors.Add(new FieldError("lines", $"has more than {OrdersOptions.LinesMax} lines"));
                json.SkipRest();
                return null;
            }

            lines.Add(Line(ref json, path, errors));
            var sku = lines[^1].Sku;
            if (sku.Length > 0 && lines.Count(line => line.Sku == sku) > 1)
            {
                errors.Add(new FieldError(path + ".sku", "stands in an earlier line already"));
            }
        }

        if (lines.Count == 0) errors.Add(new FieldError("lines", "is empty: leave it out to cancel everything"));
        return lines;
    }

    private static (string Sku, int Pieces) Line(ref JsonFields json, string path, List<FieldError> errors)
    {
        if (!json.EnterObject(path)) return ("", 0);
        var seen = new SeenFields();
        string? sku = null;
        long quantity = 0;
        while (json.Next(ref seen, path + ".", out var field))
        {
            switch (field)
            {
                case "sku": sku = CustomerFields.Sku(json.Text(path + ".sku", 1, 64), path + ".sku", errors); break;
                case "quantity": quantity = json.Integer(path + ".quantity", 1, OrdersOptions.QuantityMax); break;
                default: json.Unknown(path + "." + field); break;
            }
        }

        if (!seen.Has("sku")) errors.Add(new FieldError(path + ".sku", "is missing"));
        if (!seen.Has("quantity")) errors.Add(new FieldError(path + ".quantity", "is missing"));
        return (sku ?? "", (int)quantity);
    }
}
