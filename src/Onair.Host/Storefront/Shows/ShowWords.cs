namespace Onair.Host.Storefront.Shows;

/// <summary>All texts of shows and their schedule. A language that lacks one does not compile.</summary>
public sealed record ShowWords
{
    public static readonly ShowWords Korean = new()
    {
        OnAir = "방송 중",
        OnAirNow = "지금 방송 중",
        Next = "다음 방송",
        Coming = "다음 상품",
        Watch = "방송 보기",
        Schedule = "편성표",
        Live = "LIVE",
        Viewers = "명 시청 중",
        LeftFormat = "남은 수량 {0} / {1}",
        AlmostGone = "매진 임박",
        SoldOut = "매진",
        SoldOutText = "준비한 수량이 모두 나갔어요.",
        OrderedFormat = "{0}개 주문",
        Limit = "한 분에 {0}개까지",
        Until = "방송가 종료",
        UntilFormat = "{0}까지 이 가격",
        Before = "정가",
        Discount = "할인",
        FreeShipping = "부가세 포함, 무료배송",
        Quantity = "수량",
        Buy = "바로 구매",
        Rundown = "이 방송의 상품",
        NowShown = "지금 소개 중",
        CanOrder = "주문 가능",
        Planned = "소개 예정",
        Closed = "종료",
        Ended = "끝난 방송이에요.",
        EndedText = "이 방송의 특별가는 끝났어요. 지금 방송 중인 상품을 만나 보세요.",
        NotBegun = "아직 시작하지 않았어요.",
        NotBegunFormat = "{0}에 시작해요. 시작하면 이 화면이 저절로 바뀝니다.",
        Soon = "곧 첫 상품을 소개해요.",
        Details = "상품 정보 보기",
        NoSchedule = "이 날에는 편성된 방송이 없어요.",
        NothingOnAir = "지금은 방송이 없어요.",
        Today = "오늘",
        PreviousDay = "전날",
        NextDay = "다음 날",
        Captions = "자막",
        Uncaptioned = "이 방송은 자막이 없어요.",
        Stalled = "영상이 잠시 끊겼어요. 다시 연결하고 있어요.",
        OtherOptions = "다른 옵션",
        Fewer = "한 개 줄이기",
        More = "한 개 늘리기",
        NothingNext = "이번 주에 편성된 다음 방송이 없어요.",
        LostFormat = "연결이 끊겨 {0}초 전 정보를 보여드려요.",
        VideoText = "방송 영상",
        NoVideo = "이 브라우저에서는 영상을 재생할 수 없어요. 상품과 주문은 그대로 이용할 수 있어요.",
        DayFormat = "{0}월 {1}일 ({2})",
        Weekdays = ["일", "월", "화", "수", "목", "금", "토"],
    };

    public static readonly ShowWords English = new()
    {
        OnAir = "On air",
        OnAirNow = "On the air now",
        Next = "Next shows",
        Coming = "Next",
        Watch = "Watch",
        Schedule = "Schedule",
        Live = "LIVE",
        Viewers = " watching",
        LeftFormat = "{0} left of {1}",
        AlmostGone = "Almost gone",
        SoldOut = "Sold out",
        SoldOutText = "Everything that was set aside has been ordered.",
        OrderedFormat = "{0} ordered",
        Limit = "At most {0} per person",
        Until = "This price ends in",
        UntilFormat = "This price until {0}",
        Before = "Price before",
        Discount = "off",
        FreeShipping = "VAT included, free shipping",
        Quantity = "Quantity",
        Buy = "Buy now",
        Rundown = "In this show",
        NowShown = "Shown now",
        CanOrder = "Can be ordered",
        Planned = "Coming up",
        Closed = "Over",
        Ended = "This show is over.",
        EndedText = "Its prices have ended. See what is on the air now.",
        NotBegun = "This show has not begun.",
        NotBegunFormat = "It begins at {0}. This page changes by itself then.",
        Soon = "The first offer comes in a moment.",
        Details = "About the product",
        NoSchedule = "No show is planned for this day.",
        NothingOnAir = "Nothing is on the air now.",
        Today = "Today",
        PreviousDay = "Day before",
        NextDay = "Next day",
        Captions = "Captions",
        Uncaptioned = "This show has no captions.",
        Stalled = "The picture has stopped. Connecting again.",
        OtherOptions = "Other options",
        Fewer = "One fewer",
        More = "One more",
        NothingNext = "No other show is planned for this week.",
        LostFormat = "Connection lost: this is {0} seconds old.",
        VideoText = "The show",
        NoVideo = "This browser cannot play the video. Products and orders work as usual.",
        DayFormat = "{2}, {0}/{1}",
        Weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    };

    public required string OnAir { get; init; }
    public required string OnAirNow { get; init; }
    public required string Next { get; init; }
    public required string Coming { get; init; }
    public required string Watch { get; init; }
    public required string Schedule { get; init; }
    public required string Live { get; init; }
    public required string Viewers { get; init; }
    public required string LeftFormat { get; init; }
    public required string AlmostGone { get; init; }
    public required string SoldOut { get; init; }
    public required string SoldOutText { get; init; }
    public required string OrderedFormat { get; init; }
    public required string Limit { get; init; }
    public required string Until { get; init; }
    public required string UntilFormat { get; init; }
    public required string Before { get; init; }
    public required string Discount { get; init; }
    public required string FreeShipping { get; init; }
    public required string Quantity { get; init; }
    public required string Buy { get; init; }
    public required string Rundown { get; init; }
    public required string NowShown { get; init; }
    public required string CanOrder { get; init; }
    public required string Planned { get; init; }
    public required string Closed { get; init; }
    public required string Ended { get; init; }
    public required string EndedText { get; init; }
    public required string NotBegun { get; init; }
    public required string NotBegunFormat { get; init; }
    public required string Soon { get; init; }
    public required string Details { get; init; }
    public required string NoSchedule { get; init; }
    public required string NothingOnAir { get; init; }
    public required string Today { get; init; }
    public required string PreviousDay { get; init; }
    public required string NextDay { get; init; }
    public required string Captions { get; init; }
    public required string Uncaptioned { get; init; }
    public required string Stalled { get; init; }
    public required string OtherOptions { get; init; }
    public required string Fewer { get; init; }
    public required string More { get; init; }
    public required string NothingNext { get; init; }
    public required string LostFormat { get; init; }
    public required string VideoText { get; init; }
    public required string NoVideo { get; init; }
    public required string DayFormat { get; init; }
    public required IReadOnlyList<string> Weekdays { get; init; }

    public static ShowWords Of(Visit visit) => visit.IsEnglish ? English : Korean;
}
