using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Onair.Catalog;
using Onair.Host.Storefront.Cart;
using Onair.Host.Storefront.Checkout;
using Onair.Host.Storefront.Listing;
using Onair.Host.Storefront.Ratings;
using Onair.Host.Storefront.Returns;
using Onair.Orders;

namespace Onair.Host.Storefront;

/// <summary>Who looks, in which language, and how links and amounts are written for them.</summary>
/// <param name="Path">The page, without its query.</param>
/// <param name="Query">The page's query without the language.</param>
/// <param name="Origin">Where the shop is: as it is configured, or else as the visitor wrote it.</param>
public sealed record Visit(bool IsEnglish, string Path, IReadOnlyDictionary<string, string?> Query, string Origin)
{
    private const string languageField = "lang";

    /// <summary>Korea keeps one offset all year.</summary>
    private static readonly TimeSpan korea = TimeSpan.FromHours(9);

    /// <summary>Below this many pieces the number is said.</summary>
    private const long fewMax = 1000;

    public CheckoutWords CheckoutWords => IsEnglish ? CheckoutWords.English : CheckoutWords.Korean;

    public MoneyWords MoneyWords => IsEnglish ? MoneyWords.English : MoneyWords.Korean;

    public ReturnWords ReturnWords => IsEnglish ? ReturnWords.English : ReturnWords.Korean;

    public ListingWords ListingWords => IsEnglish ? ListingWords.English : ListingWords.Korean;

    public CartWords CartWords => IsEnglish ? CartWords.English : CartWords.Korean;

    public RatingWords RatingWords => IsEnglish ? RatingWords.English : RatingWords.Korean;

    public Words Words => IsEnglish ? Words.English : Words.Korean;

    public static Visit Of(HttpRequest request) => new(
        request.Query[languageField] == "en",
        request.Path,
        request.Query.Where(q => q.Key != languageField).ToDictionary(q => q.Key, q => (string?)q.Value.ToString()),
        request.HttpContext.RequestServices.GetRequiredService<IOptions<OrdersOptions>>().Value.PublicUrl
            ?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}");

    public string Say(LocalText text) => IsEnglish ? text.En : text.Ko;

    public string Link(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in query)
        {
            if (!string.IsNullOrEmpty(value)) fields[name] = value;
        }

        if (IsEnglish) fields[languageField] = "en";
        return QueryHelpers.AddQueryString(path, fields);
    }

    /// <summary>An address of this shop, or of a picture elsewhere, as others need it.</summary>
    public string Whole(string address) => address.StartsWith('/') ? Origin + address : address;

    /// <summary>A page in this language as others need it.</summary>
    public string Absolute(string path) => Whole(Link(path));

    public string Fill(string format, object value) => string.Format(CultureInfo.InvariantCulture, format, value);

    /// <summary>The same page in the other language.</summary>
    public string OtherLanguageLink()
    {
        var fields = new Dictionary<string, string?>(Query, StringComparer.Ordinal);
        if (!IsEnglish) fields[languageField] = "en";
        return QueryHelpers.AddQueryString(Path, fields);
    }

    /// <summary>In Korea's time, as the shop's clocks show it.</summary>
    public string Time(DateTimeOffset at) =>
        at.ToOffset(korea).ToString(IsEnglish ? "MMM d, HH:mm" : "M월 d일 HH:mm", CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Time"/>, with the year: for what may be long ago.</summary>
    public string Day(DateTimeOffset at) =>
        at.ToOffset(korea).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Hours and minutes alone, where the day is said beside it.</summary>
    public string Clock(DateTimeOffset at) => at.ToOffset(korea).ToString("HH:mm", CultureInfo.InvariantCulture);

    public string Won(long amount) => string.Format(CultureInfo.InvariantCulture, Words.PriceFormat, amount);

    /// <summary>The price of the cheapest variant; "from" when there are dearer ones.</summary>
    public string Won(IReadOnlyList<Variant> variants)
    {
        var low = variants.Min(v => v.Price.Amount);
        return variants.All(v => v.Price.Amount == low)
            ? Won(low)
            : string.Format(CultureInfo.InvariantCulture, Words.FromFormat, low);
    }

    public string Left(long available) => available switch
    {
        <= 0 => Words.SoldOut,
        > fewMax => Words.Available,
        _ => string.Format(CultureInfo.InvariantCulture, Words.LeftFormat, available),
    };

    public string Limit(int pieces) => string.Format(CultureInfo.InvariantCulture, Words.LimitFormat, pieces);
}
