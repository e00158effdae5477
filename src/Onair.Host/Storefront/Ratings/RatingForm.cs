using System.Globalization;
using Onair.Host.Storefront.Checkout;
using Onair.Ratings;

namespace Onair.Host.Storefront.Ratings;

/// <summary>What a buyer typed; kept as it is when something is wrong.</summary>
public sealed record RatingForm(string Stars, string Text)
{
    public const string StarsField = "stars";
    public const string TextField = "text";
    public const string PictureField = "picture";

    public static readonly RatingForm Empty = new("", "");

    public static RatingForm Of(IFormCollection form) =>
        new(CheckoutForm.One(form[StarsField]), CheckoutForm.One(form[TextField]));

    public static RatingForm Of(Rating? rating) => rating is null
        ? Empty
        : new RatingForm(ValueOf(rating.Stars ?? 0), rating.Body);

    public static string ValueOf(int stars) => stars.ToString(CultureInfo.InvariantCulture);

    /// <summary>0 for what no form of ours sends.</summary>
    public int Number => Stars.Length == 1 && Stars[0] is >= '1' and <= '5' ? Stars[0] - '0' : 0;
}
