using Onair.Payments;

namespace Onair.Host.Storefront.Checkout;

/// <summary>The fields of a refund's account as a customer typed them.</summary>
public sealed record RefundAccountForm(string Bank, string Number, string Holder)
{
    public const string BankField = "account-bank";
    public const string NumberField = "account-number";
    public const string HolderField = "account-holder";

    public static readonly RefundAccountForm Empty = new("", "", "");

    public static RefundAccountForm Of(IFormCollection form) => new(
        CheckoutForm.One(form[BankField]), CheckoutForm.One(form[NumberField]), CheckoutForm.One(form[HolderField]));

    /// <summary>The account; null when something is wrong, and all of it is named.</summary>
    /// <param name="banks">Those to choose from; none: any code.</param>
    public RefundAccount? Read(IReadOnlyList<RefundBank> banks, MoneyWords words, List<CheckoutError> errors)
    {
        var digits = Number.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var isBank = RefundAccounts.IsBank(Bank) && (banks.Count == 0 || banks.Any(bank => bank.Code == Bank));
        if (!isBank) errors.Add(new CheckoutError(BankField, words.WrongBank));
        if (!RefundAccounts.IsNumber(digits)) errors.Add(new CheckoutError(NumberField, words.WrongAccountNumber));
        if (Holder.Length is 0 or > RefundAccounts.HolderLengthMax || Holder.Any(char.IsControl))
            errors.Add(new CheckoutError(HolderField, words.WrongHolder));
        return errors.Count == 0 ? new RefundAccount(Bank, digits, Holder) : null;
    }

    public override string ToString() => "(refund account form)";
}
