using System.Globalization;
using Onair.Host.Storefront.Checkout;
using Onair.Orders;

namespace Onair.Host.Storefront.Returns;

/// <summary>What a customer typed into the form that gives goods back; kept as it is when something is wrong.</summary>
/// <param name="Pieces">By line of the order, as typed.</param>
/// <param name="Cause">A number of <see cref="EndCause"/>, as sent.</param>
/// <param name="Account">Where a deposit goes back to.</param>
public sealed record ReturnForm(IReadOnlyDictionary<int, string> Pieces, string Cause, RefundAccountForm Account)
{
    public const string CauseField = "cause";

    public static readonly ReturnForm Empty = new(new Dictionary<int, string>(), "", RefundAccountForm.Empty);

    /// <summary>Where it is said that nothing, or too much, was chosen: the first line of the form.</summary>
    public static string PiecesField(Order order) =>
        FieldOf(order.Lines.FirstOrDefault(line => line.Left > 0) ?? order.Lines[0]);

    public static string FieldOf(OrderLine line) => "pieces-" + line.Line.ToString(CultureInfo.InvariantCulture);

    public static ReturnForm Of(IFormCollection form, Order order) => new(
        order.Lines.ToDictionary(line => line.Line, line => CheckoutForm.One(form[FieldOf(line)])),
        CheckoutForm.One(form[CauseField]),
        RefundAccountForm.Of(form));

    public string PiecesOf(OrderLine line) => Pieces.GetValueOrDefault(line.Line) ?? "";

    /// <summary>Which pieces, and why; null when something is wrong, and all of it is named.</summary>
    public (EndCause Cause, List<(string Sku, int Pieces)> Pieces)? Read(
        Order order, ReturnWords words, List<CheckoutError> errors)
    {
        var pieces = new List<(string, int)>();
        var isWrong = false;
        foreach (var line in order.Lines)
        {
            var text = PiecesOf(line);
            if (text is "" or "0") continue;
            var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
            if (isNumber && count <= line.Left) pieces.Add((line.Sku, count));
            else isWrong = true;
        }

        if (isWrong || pieces.Count == 0) errors.Add(new CheckoutError(PiecesField(order), words.WrongPieces));
        var cause = words.Causes.Select(c => (EndCause?)c.Cause).FirstOrDefault(c => ValueOf(c!.Value) == Cause);
        if (cause is null) errors.Add(new CheckoutError(CauseField, words.WrongCause));
        return errors.Count == 0 ? (cause!.Value, pieces) : null;
    }

    public static string ValueOf(EndCause cause) => ((int)cause).ToString(CultureInfo.InvariantCulture);
}
