using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Checks of the texts that people type. Null in, null out: the reader has named the error already.</summary>
internal static class CustomerFields
{
    /// <summary>As <see cref="Contact.Phone"/>: one person, one key, however the number is typed.</summary>
    public static string? Phone(string? text, List<FieldError> errors) => Phone(text, "customer.phone", errors);

    public static string? Phone(string? text, string field, List<FieldError> errors)
    {
        if (text is null) return null;
        if (Contact.Phone(text) is { } number) return number;
        errors.Add(new FieldError(field, "must have 7-15 digits; +, -, spaces and brackets may stand between"));
        return null;
    }

    public static string? Email(string? text, List<FieldError> errors)
    {
        if (text is null || Contact.IsEmail(text)) return text;
        errors.Add(new FieldError("customer.email", "is not an e-mail address"));
        return null;
    }

    public static string? Sku(string? text, string field, List<FieldError> errors)
    {
        if (text is null) return null;
        if (Variant.IsSku(text)) return text;
        errors.Add(new FieldError(field, "is not a SKU: letters, digits and . _ : / # + - only"));
        return null;
    }
}
