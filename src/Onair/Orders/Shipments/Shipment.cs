namespace Onair.Orders.Shipments;

/// <summary>Who brings it. Stored; never renumber.</summary>
public enum Carrier
{
    /// <summary>CJ대한통운.</summary>
    Cj = 1,

    /// <summary>한진택배.</summary>
    Hanjin = 2,

    /// <summary>롯데택배.</summary>
    Lotte = 3,

    /// <summary>우체국택배.</summary>
    KoreaPost = 4,

    /// <summary>로젠택배.</summary>
    Logen = 5,

    /// <summary>경동택배.</summary>
    Kyungdong = 6,

    /// <summary>The shop's own drivers, or anybody else.</summary>
    Other = 9,
}

/// <summary>A parcel of an order.</summary>
public sealed class Shipment
{
    public Guid OrderId { get; init; }

    public Carrier Carrier { get; init; }

    /// <summary>As <see cref="Shipments.TrackingNumber.Of"/> writes it.</summary>
    public string TrackingNumber { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>Who gave it to the carrier.</summary>
    public string Actor { get; init; } = "";
}

/// <summary>Names of carriers.</summary>
public static class CarrierWords
{
    private static readonly (Carrier Carrier, string Word, string Ko, string En)[] names =
    [
        (Carrier.Cj, "cj", "CJ대한통운", "CJ Logistics"),
        (Carrier.Hanjin, "hanjin", "한진택배", "Hanjin"),
        (Carrier.Lotte, "lotte", "롯데택배", "Lotte Global Logistics"),
        (Carrier.KoreaPost, "koreapost", "우체국택배", "Korea Post"),
        (Carrier.Logen, "logen", "로젠택배", "Logen"),
        (Carrier.Kyungdong, "kyungdong", "경동택배", "Kyungdong"),
        (Carrier.Other, "other", "기타", "other"),
    ];

    public static IReadOnlyList<Carrier> All { get; } = [.. names.Select(name => name.Carrier)];

    /// <summary>As files and addresses say it.</summary>
    public static string Of(Carrier carrier) => Named(carrier).Word;

    public static string NameOf(Carrier carrier, bool isEnglish) =>
        isEnglish ? Named(carrier).En : Named(carrier).Ko;

    /// <summary>By any of its names; null when nobody is called so.</summary>
    public static Carrier? Read(string text)
    {
        var typed = text.Trim();
        foreach (var (carrier, word, ko, en) in names)
        {
            if (typed.Equals(word, StringComparison.OrdinalIgnoreCase) || typed == ko
                || typed.Equals(en, StringComparison.OrdinalIgnoreCase))
                return carrier;
        }

        return null;
    }

    private static (Carrier Carrier, string Word, string Ko, string En) Named(Carrier carrier) =>
        Array.Find(names, name => name.Carrier == carrier);
}
