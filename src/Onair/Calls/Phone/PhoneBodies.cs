using System.Buffers;
using Onair.Primitives;

namespace Onair.Calls.Phone;

/// <summary>Readers of the small bodies of the desk; each names everything that is wrong.</summary>
internal static class PhoneBodies
{
    /// <summary>Bytes of a question about an order.</summary>
    public const int LookUpBytesMax = 1024;

    private const int numberLengthMax = 40;
    private const int phoneLengthMax = 30;

    public static ((string Number, string Phone)? Asked, List<FieldError> Errors) LookUp(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var seen = new SeenFields();
        string? number = null, phone = null;
        while (json.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "orderNumber": number = json.Text("orderNumber", 1, numberLengthMax); break;
                case "phone": phone = Phone(json.Text("phone", 1, phoneLengthMax), errors); break;
                default: json.Unknown(field); break;
            }
        }

        foreach (var name in new[] { "orderNumber", "phone" })
            if (!seen.Has(name)) errors.Add(new FieldError(name, "is missing"));
        return json.Close() && errors.Count == 0 ? ((number!, phone!), errors) : (null, errors);
    }

    private static string? Phone(string? text, List<FieldError> errors)
    {
        if (text is null) return null;
        if (Contact.Phone(text) is { } digits) return digits;
        errors.Add(new FieldError("phone", "must have 7-15 digits; +, -, spaces and brackets may stand between"));
        return null;
    }
}
