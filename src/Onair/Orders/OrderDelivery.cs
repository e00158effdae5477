namespace Onair.Orders;

/// <summary>Where an order goes, in the order of Korean addresses. Personal data: it never stands in a log.</summary>
/// <param name="Recipient">1-100 characters.</param>
/// <param name="Phone">Digits only, 7-15.</param>
/// <param name="Postcode">Five digits.</param>
/// <param name="Line1">Road and number, 1-200 characters.</param>
/// <param name="Line2">Building, floor, door; up to 200 characters, may be empty.</param>
/// <param name="Memo">For whoever brings it; up to 200 characters, may be empty.</param>
public sealed record OrderDelivery(
    string Recipient, string Phone, string Postcode, string Line1, string Line2, string Memo)
{
    /// <summary>Characters of a name, as orders take it.</summary>
    public const int RecipientCharsMax = 100;

    /// <summary>Characters of each line, as saved addresses have them.</summary>
    public const int LineCharsMax = 200;

    /// <summary>Characters of the memo: what fits on a parcel's label is shorter.</summary>
    public const int MemoCharsMax = 200;

    private const int postcodeDigits = 5;
    private const int placesShown = 2;

    public static bool IsPostcode(string text) => text.Length == postcodeDigits && text.All(char.IsAsciiDigit);

    /// <summary>The first letter.</summary>
    public string MaskedRecipient => Primitives.Masked.Name(Recipient);

    /// <summary>The end.</summary>
    public string MaskedPhone => Primitives.Masked.Phone(Phone);

    /// <summary>
    /// What staff may see without opening it: the first letter of the name, the end of the phone, city and district.
    /// </summary>
    public string Masked
    {
        get
        {
            var places = Line1.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // A single word may be a whole address.
            var place = places.Length > placesShown ? string.Join(' ', places[..placesShown]) + " ***" : "***";
            return $"{MaskedRecipient}, {MaskedPhone}, ({Postcode}) {place}";
        }
    }

    public override string ToString() => "(delivery)";
}
