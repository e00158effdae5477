using System.Buffers;
using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>A receipt of cash as it is asked for. Personal data: sealed before it comes near the database.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Digits">Checked.</param>
internal sealed record ReceiptAsked(CashReceiptPurpose Purpose, string Digits)
{
    public override string ToString() => "(cash receipt)";
}

/// <summary>The reader of the bodies about receipts of cash; it names everything that is wrong.</summary>
internal static class ReceiptBodies
{
    /// <summary>Bytes of a body that asks for a receipt.</summary>
    public const int BytesMax = 4 * 1024;

    public static (ReceiptAsked? Asked, List<FieldError> Errors) Receipt(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var asked = Fields(ref json, "", errors);
        return json.Close() && errors.Count == 0 ? (asked, errors) : (null, errors);
    }

    /// <summary>As a part of another body.</summary>
    public static ReceiptAsked? Part(ref JsonFields json, List<FieldError> errors) =>
        json.EnterObject("cashReceipt") ? Fields(ref json, "cashReceipt.", errors) : null;

    private static ReceiptAsked? Fields(ref JsonFields json, string prefix, List<FieldError> errors)
    {
        var seen = new SeenFields();
        CashReceiptPurpose? purpose = null;
        string? number = null;
        while (json.Next(ref seen, prefix, out var field))
        {
            switch (field)
            {
                case "purpose": purpose = Purpose(json.Text(prefix + field, 1, 32), prefix, errors); break;
                case "number": number = json.Text(prefix + field, 1, ReceiptNumbers.TextLengthMax); break;
                default: json.Unknown(prefix + field); break;
            }
        }

        foreach (var name in (string[])["purpose", "number"])
            if (!seen.Has(name)) errors.Add(new FieldError(prefix + name, "is missing"));
        if (purpose is not { } what || number is null) return null;
        if (ReceiptNumbers.Digits(what, number) is { } digits) return new ReceiptAsked(what, digits);
        errors.Add(new FieldError(prefix + "number", what switch
        {
            CashReceiptPurpose.IncomeDeduction => "must be a Korean mobile number",
            CashReceiptPurpose.ExpenseProof => "must be a business registration number of 10 digits",
        }));
        return null;
    }

    private static CashReceiptPurpose? Purpose(string? word, string prefix, List<FieldError> errors)
    {
        if (word is null) return null;
        foreach (var purpose in Enum.GetValues<CashReceiptPurpose>())
            if (OrderWords.Of(purpose) == word) return purpose;
        errors.Add(new FieldError(prefix + "purpose", "must be income-deduction or expense-proof"));
        return null;
    }
}
