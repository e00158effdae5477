using System.Buffers;
using Onair.Payments;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Readers of the bodies about giving goods back; each names everything that is wrong.</summary>
internal static class ReturnBodies
{
    /// <summary>Bytes of a refund account.</summary>
    public const int AccountBytesMax = 4 * 1024;

    internal sealed record Withdrawing(EndCause Cause, List<(string Sku, int Pieces)>? Pieces, RefundAccount? Account);

    public static (Withdrawing? Asked, List<FieldError> Errors) Withdrawal(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var seen = new SeenFields();
        EndCause? cause = null;
        List<(string, int)>? pieces = null;
        RefundAccount? account = null;
        while (json.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "cause": cause = Cause(json.Text("cause", 1, 32), errors); break;
                case "lines": pieces = OrderBodies.Lines(ref json, errors); break;
                case "refundAccount": account = Account(ref json, errors); break;
                default: json.Unknown(field); break;
            }
        }

        if (!seen.Has("cause")) errors.Add(new FieldError("cause", "is missing: change-of-mind, defect or mismatch"));
        return json.Close() && errors.Count == 0 ? (new Withdrawing(cause!.Value, pieces, account), errors)
            : (null, errors);
    }

    public static (RefundAccount? Account, List<FieldError> Errors) Account(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var account = Fields(ref json, "", errors);
        return json.Close() && errors.Count == 0 ? (account, errors) : (null, errors);
    }

    private static EndCause? Cause(string? word, List<FieldError> errors)
    {
        if (word is null) return null;
        if (EndCauses.Find(word) is { } cause and not EndCause.SupplyFailure) return cause;
        errors.Add(new FieldError("cause", "must be change-of-mind, defect or mismatch"));
        return null;
    }

    private static RefundAccount? Account(ref JsonFields json, List<FieldError> errors) =>
        json.EnterObject("refundAccount") ? Fields(ref json, "refundAccount.", errors) : null;

    private static RefundAccount? Fields(ref JsonFields json, string prefix, List<FieldError> errors)
    {
        var seen = new SeenFields();
        string? bank = null;
        string? number = null;
        string? holder = null;
        while (json.Next(ref seen, prefix, out var field))
        {
            switch (field)
            {
                case "bank": bank = Bank(json.Text(prefix + field, 1, RefundAccounts.BankLengthMax), errors); break;
                case "number": number = Number(json.Text(prefix + field, 1, 40), errors); break;
                case "holder": holder = json.Text(prefix + field, 1, RefundAccounts.HolderLengthMax); break;
                default: json.Unknown(prefix + field); break;
            }
        }

        foreach (var name in (string[])["bank", "number", "holder"])
        {
            if (!seen.Has(name)) errors.Add(new FieldError(prefix + name, "is missing"));
        }

        return bank is null || number is null || holder is null ? null : new RefundAccount(bank, number, holder);

        string? Bank(string? text, List<FieldError> wrong)
        {
            if (text is null || RefundAccounts.IsBank(text)) return text;
            wrong.Add(new FieldError(prefix + "bank", "must be a bank's code: letters, digits, - and _"));
            return null;
        }

        // People type hyphens and spaces between the digits.
        string? Number(string? text, List<FieldError> wrong)
        {
            if (text is null) return null;
            var digits = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
            if (RefundAccounts.IsNumber(digits)) return digits;
            wrong.Add(new FieldError(prefix + "number", $"must have 1-{RefundAccounts.NumberLengthMax} digits"));
            return null;
        }
    }
}
