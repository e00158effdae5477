namespace Onair.Host.Storefront.Tv;

/// <summary>All texts of the television picture. A language that lacks one does not compile.</summary>
public sealed record TvWords
{
    public static readonly TvWords Korean = new()
    {
        OnAir = "방송 중",
        Title = "방송 화면 자막",
        LeftFormat = "남은 수량 {0}",
        SoldOut = "매진",
        Scan = "휴대폰 카메라로 비춰 주문하세요",
        Or = "인터넷 주소",
        Phone = "주문 전화",
    };

    public static readonly TvWords English = new()
    {
        OnAir = "On air",
        Title = "Graphics of the TV picture",
        LeftFormat = "{0} left",
        SoldOut = "Sold out",
        Scan = "Scan with your phone to order",
        Or = "On the web",
        Phone = "By phone",
    };

    public required string OnAir { get; init; }
    public required string Title { get; init; }
    public required string LeftFormat { get; init; }
    public required string SoldOut { get; init; }
    public required string Scan { get; init; }
    public required string Or { get; init; }
    public required string Phone { get; init; }

    public static TvWords Of(Visit visit) => visit.IsEnglish ? English : Korean;
}
