using Onair.Payments;
using Onair.Payments.Receipts;

namespace Onair.Host.Storefront.Checkout;

/// <summary>The fields of a receipt of cash as a customer typed them.</summary>
/// <param name="Purpose"><c>none</c> or nothing, <c>income-deduction</c>, <c>expense-proof</c>.</param>
/// <param name="Number">As typed.</param>
public sealed record ReceiptForm(string Purpose, string Number)
{
    public const string PurposeField = "receipt";
    public const string NumberField = "receipt-number";
    public const string None = "none";
    public const string Income = "income-deduction";
    public const string Expense = "expense-proof";

    public static readonly ReceiptForm Empty = new("", "");

    /// <summary>True when the customer wants one.</summary>
    public bool IsAsked => Purpose is not ("" or None);

    public static ReceiptForm Of(IFormCollection form) =>
        new(CheckoutForm.One(form[PurposeField]), CheckoutForm.One(form[NumberField]));

    /// <summary>What is asked for; null when nothing is, or when something is wrong, which is then named.</summary>
    /// <param name="method">How it is paid; null when that is wrong itself.</param>
    public (CashReceiptPurpose Purpose, string Digits)? Read(
        PaymentMethod? method, MoneyWords words, List<CheckoutError> errors)
    {
        if (!IsAsked) return null;
        if (method is { } paid && !ReceiptRules.IsCash(paid))
        {
            errors.Add(new CheckoutError(NumberField, words.WrongMethod));
            return null;
        }

        CashReceiptPurpose? purpose = Purpose switch
        {
            Income => CashReceiptPurpose.IncomeDeduction,
            Expense => CashReceiptPurpose.ExpenseProof,
            _ => null,
        };
        if (purpose is not { } what)
        {
            errors.Add(new CheckoutError(NumberField, words.WrongPurpose));
            return null;
        }

        if (ReceiptNumbers.Digits(what, Number) is { } digits) return (what, digits);
        errors.Add(new CheckoutError(
            NumberField, what == CashReceiptPurpose.IncomeDeduction ? words.WrongMobile : words.WrongBusiness));
        return null;
    }

    public override string ToString() => "(receipt form)";
}
