using System.Buffers;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Reads where an order goes; names everything that is wrong with it.</summary>
internal static class DeliveryBodies
{
    /// <summary>Bytes of a body: six texts, three bytes a letter, and what JSON adds.</summary>
    public const int BytesMax = 8 * 1024;

    /// <summary>A body of its own: to change it.</summary>
    public static (OrderDelivery? Asked, List<FieldError> Errors) Delivery(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var asked = Fields(ref json, "", errors);
        return json.Close() && errors.Count == 0 ? (asked, errors) : (null, errors);
    }

    /// <summary>As a part of an order.</summary>
    public static OrderDelivery? Part(ref JsonFields json, List<FieldError> errors) =>
        json.EnterObject("delivery") ? Fields(ref json, "delivery.", errors) : null;

    private static OrderDelivery? Fields(ref JsonFields json, string prefix, List<FieldError> errors)
    {
        var seen = new SeenFields();
        string? recipient = null, phone = null, postcode = null, line1 = null, line2 = null, memo = null;
        while (json.Next(ref seen, prefix, out var field))
        {
            var path = prefix + field;
            switch (field)
            {
                case "recipient": recipient = json.Text(path, 1, OrderDelivery.RecipientCharsMax); break;
                case "phone": phone = CustomerFields.Phone(json.Text(path, 1, 30), path, errors); break;
                case "postcode": postcode = Postcode(json.Text(path, 1, 20), path, errors); break;
                case "line1": line1 = json.Text(path, 1, OrderDelivery.LineCharsMax); break;
                case "line2": line2 = json.OptionalText(path, OrderDelivery.LineCharsMax); break;
                case "memo": memo = json.OptionalText(path, OrderDelivery.MemoCharsMax); break;
                default: json.Unknown(path); break;
            }
        }

        foreach (var needed in (string[])["recipient", "phone", "postcode", "line1"])
        {
            if (!seen.Has(needed)) errors.Add(new FieldError(prefix + needed, "is missing"));
        }

        return recipient is null || phone is null || postcode is null || line1 is null
            ? null
            : new OrderDelivery(recipient, phone, postcode, line1, line2 ?? "", memo ?? "");
    }

    private static string? Postcode(string? text, string path, List<FieldError> errors)
    {
        if (text is null || OrderDelivery.IsPostcode(text)) return text;
        errors.Add(new FieldError(path, "must be five digits"));
        return null;
    }
}
