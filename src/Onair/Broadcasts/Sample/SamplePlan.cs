using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Broadcasts.Sample;

/// <summary>
/// The sample shop's programme: a show of an hour, around the clock, on one feed. The same hour of the same day is
/// always the same show, so that nodes that plan together plan the same.
/// </summary>
internal static class SamplePlan
{
    public const string Feed = "onair";

    private const int offersPerShow = 3;
    private const int minutesPerOffer = 20;

    private static readonly Theme[] themes =
    [
        new("주방의 온도", "Kitchen hour", ["MUG-001", "PAN-028", "POT-024-CREAM", "KNF-003", "GLS-012", "KET-120"]),
        new("오늘의 식탁", "Today's table", ["GAL-160", "KIM-05", "MAN-05", "RIC-010", "DUM-MEAT", "NUT-060"]),
        new("반짝 뷰티", "Beauty flash", ["CUS-21", "SER-050", "SUN-050", "LIP-CORAL", "SHA-200", "DRY-100"]),
        new("옷장 공개", "Open wardrobe", ["SCF-WINE", "PNT-M", "BAG-A4-TAN", "SGL-001", "KNT-IVORY-66", "DWN-M"]),
        new("집이라는 곳", "At home", ["DUV-Q", "PIL-002", "LMP-005", "MON-001", "GLS-012", "COF-BEAN"]),
        new("디지털 연구소", "Digital lab", ["EAR-WHITE", "TAB-128", "PUR-066", "AIR-055", "ROB-900", "TVS-065"]),
        new("건강한 하루", "A healthy day", ["GIN-240", "VIT-180", "FIT-003", "NUT-060", "MSG-032", "BLD-150"]),
        new("떠나는 시간", "Time to leave", ["JEJ-WD", "TNT-004", "SUI-20", "SNK-240", "SGL-001", "SUN-050"]),
    ];

    /// <summary>Every SKU that a show may offer.</summary>
    public static IEnumerable<string> Skus => themes.SelectMany(theme => theme.Skus).Distinct(StringComparer.Ordinal);

    /// <summary>The hour that an instant is in.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    /// <summary>The show of an hour; null when the shop sells none of its things any more.</summary>
    /// <param name="hour">A full hour.</param>
    /// <param name="sold">What is on sale, by SKU.</param>
    public static BroadcastDraft? Of(DateTimeOffset hour, IReadOnlyDictionary<string, SellableVariant> sold)
    {
        var number = hour.ToUnixTimeSeconds() / 3600;
        // Five and eight have no common part: eight hours show all themes, and the next day begins with another.
        var theme = themes[(int)((((number * 5) + (number / 24)) % themes.Length))];
        var turn = (int)(number / themes.Length % theme.Skus.Length);
        var skus = Enumerable.Range(0, theme.Skus.Length)
            .Select(i => theme.Skus[(turn + i) % theme.Skus.Length])
            .Where(sku => sold.TryGetValue(sku, out var variant) && variant.OnSale)
            .Take(offersPerShow)
            .ToList();
        if (skus.Count == 0) return null;
        return new BroadcastDraft
        {
            Id = Digest.Of("sample broadcast", $"{number}"),
            Feed = Feed,
            Title = theme.Title,
            StreamUrl = SampleStreamApi.MainPath,
            PosterUrl = SampleStreamApi.PosterPath,
            StartsAt = hour,
            EndsAt = hour.AddHours(1),
            RunsItself = true,
            Offers = [.. skus.Select((sku, i) => Offer(sold[sku], number + i, hour.AddMinutes(i * minutesPerOffer)))],
        };
    }

    private static OfferDraft Offer(SellableVariant variant, long seed, DateTimeOffset plannedAt)
    {
        // 5, 10, 15 or 20 % off, to whole hundreds of won.
        var percent = 80 + (seed % 4 * 5);
        var price = variant.Price * percent / 10_000 * 100;
        // Dear things are few, and what everybody wants is limited.
        var allotment = variant.Price switch { >= 500_000 => 20, >= 100_000 => 60, >= 40_000 => 200, _ => 500 };
        int? limit = seed % 3 == 0 ? 2 : null;
        return new OfferDraft(variant.Sku, price, allotment, limit, plannedAt);
    }

    private sealed record Theme(string Ko, string En, string[] Skus)
    {
        public LocalText Title { get; } = new(Ko, En);
    }
}
