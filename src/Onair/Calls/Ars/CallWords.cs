using System.Globalization;
using Onair.Orders;

namespace Onair.Calls.Ars;

/// <summary>All that a caller hears. A language that lacks a text does not compile.</summary>
internal sealed record CallWords
{
    /// <summary>Of an order number, as a caller can write them down.</summary>
    private const int tailLength = 4;

    public static readonly CallWords Korean = new()
    {
        Greeting = "주문 전화입니다. For English, press 9.",
        MenuFormat = "{0}번, {1}, {2}원.",
        MenuGoneFormat = "{0}번, {1}, 매진되었습니다.",
        Choose = "주문하실 상품의 번호를 눌러 주세요. 다시 들으시려면 별표, 상담원 연결은 0번입니다.",
        HowManyFormat = "{0}, 한 개에 {1}원입니다. 몇 개를 주문하시겠어요? 최대 {2}개까지 주문하실 수 있습니다. "
            + "수량을 누르신 뒤 우물 정자를 눌러 주세요.",
        TotalFormat = "{0} {1}개, 부가세를 포함한 총 결제 금액은 {2}원입니다. "
            + "주문하시려면 1번, 다시 고르시려면 2번, 상담원 연결은 0번을 눌러 주세요.",
        OrderedFormat = "주문되었습니다. 주문번호 끝 네 자리는 {0}입니다. 총 {1}원을 {2}분 안에 결제해 주세요. "
            + "결제 안내는 지금 거신 번호로 보내드립니다. 고맙습니다.",
        NothingHeard = "입력이 없습니다.",
        NotThere = "잘못 누르셨습니다.",
        SoldOut = "죄송합니다. 이 상품은 매진되었습니다.",
        FewerLeft = "죄송합니다. 그사이 남은 수량이 줄었습니다.",
        OverLimit = "죄송합니다. 한 분이 주문하실 수 있는 수량을 이미 모두 주문하셨습니다.",
        FewerAllowed = "한 분이 주문하실 수 있는 수량을 넘었습니다.",
        OfferOver = "죄송합니다. 이 상품의 방송 판매가 끝났습니다.",
        PriceChanged = "가격이 바뀌었습니다.",
        NothingOpen = "지금 주문하실 수 있는 방송 상품이 없습니다. 상담원에게 연결해 드리겠습니다.",
        AllSoldOut = "방송 상품이 모두 매진되었습니다. 상담원에게 연결해 드리겠습니다.",
        Busy = "지금 주문이 몰리고 있습니다. 잠시 뒤 1번을 다시 눌러 주세요.",
        ToAgent = "상담원에게 연결해 드리겠습니다.",
        Mistaken = "입력을 확인하지 못했습니다. 상담원에게 연결해 드리겠습니다.",
        TooLong = "통화가 길어져 상담원에게 연결해 드리겠습니다.",
        NoNumber = "휴대전화 번호를 확인할 수 없어 상담원에게 연결해 드리겠습니다.",
        TooMany = "지금 주문 전화가 몰리고 있습니다. 상담원에게 연결해 드리겠습니다.",
        Trouble = "주문을 확인하지 못했습니다. 상담원에게 연결해 드리겠습니다.",
        Goodbye = "이용해 주셔서 고맙습니다.",
    };

    public static readonly CallWords English = new()
    {
        Greeting = "This is the order line. 한국어는 9번을 눌러 주세요.",
        MenuFormat = "{0}: {1}, {2} won.",
        MenuGoneFormat = "{0}: {1}, sold out.",
        Choose = "Press the number of what you want. Press star to hear this again, or 0 for an agent.",
        HowManyFormat = "{0}, {1} won each. How many do you want? At most {2}. "
            + "Press the quantity, then the pound key.",
        TotalFormat = "{1} of {0}: the total is {2} won, VAT included. "
            + "Press 1 to confirm, 2 to choose again, or 0 for an agent.",
        OrderedFormat = "Your order is placed. Its number ends with {0}. Please pay {1} won within {2} minutes. "
            + "How to pay is sent to the number you are calling from. Thank you.",
        NothingHeard = "We did not hear anything.",
        NotThere = "That is not one of the choices.",
        SoldOut = "Sorry, this is sold out.",
        FewerLeft = "Sorry, fewer are left now.",
        OverLimit = "Sorry, you have ordered all that one person may have.",
        FewerAllowed = "One person may not have so many.",
        OfferOver = "Sorry, this offer is over.",
        PriceChanged = "The price has changed.",
        NothingOpen = "There is nothing on the air to order now. We connect you to an agent.",
        AllSoldOut = "Everything in this show is sold out. We connect you to an agent.",
        Busy = "Many people are ordering. Please press 1 again in a moment.",
        ToAgent = "We connect you to an agent.",
        Mistaken = "We could not understand your choice. We connect you to an agent.",
        TooLong = "This call has taken long. We connect you to an agent.",
        NoNumber = "We do not see a mobile number. We connect you to an agent.",
        TooMany = "Many people are calling. We connect you to an agent.",
        Trouble = "We could not confirm your order. We connect you to an agent.",
        Goodbye = "Thank you for calling.",
    };

    public required string Greeting { get; init; }
    public required string MenuFormat { get; init; }
    public required string MenuGoneFormat { get; init; }
    public required string Choose { get; init; }
    public required string HowManyFormat { get; init; }
    public required string TotalFormat { get; init; }
    public required string OrderedFormat { get; init; }
    public required string NothingHeard { get; init; }
    public required string NotThere { get; init; }
    public required string SoldOut { get; init; }
    public required string FewerLeft { get; init; }
    public required string OverLimit { get; init; }
    public required string FewerAllowed { get; init; }
    public required string OfferOver { get; init; }
    public required string PriceChanged { get; init; }
    public required string NothingOpen { get; init; }
    public required string AllSoldOut { get; init; }
    public required string Busy { get; init; }
    public required string ToAgent { get; init; }
    public required string Mistaken { get; init; }
    public required string TooLong { get; init; }
    public required string NoNumber { get; init; }
    public required string TooMany { get; init; }
    public required string Trouble { get; init; }
    public required string Goodbye { get; init; }

    public static CallWords Of(bool isEnglish) => isEnglish ? English : Korean;

    public string Menu(IReadOnlyList<OpenOffer> offers) => string.Join(
        ' ',
        offers.Select((open, i) => Fill(
            CallWorld.MostOf(open) > 0 ? MenuFormat : MenuGoneFormat, i + 1, NameOf(open), Won(open.Price))));

    public string HowMany(OpenOffer open, int most) =>
        Fill(HowManyFormat, NameOf(open), Won(open.Price), most);

    public string Total(OpenOffer open, int pieces) =>
        Fill(TotalFormat, NameOf(open), pieces, Won(open.Price * pieces));

    public string Ordered(Order order, DateTimeOffset now) => Fill(
        OrderedFormat,
        string.Join(' ', order.Number[^tailLength..].ToCharArray()),
        Won(order.Total),
        // Rounded down: never more than there is.
        Math.Max(1, (int)(order.PayBefore - now).TotalMinutes));

    private string NameOf(OpenOffer open) => ReferenceEquals(this, English) ? open.NameEn : open.NameKo;

    private static string Won(long amount) => amount.ToString("N0", CultureInfo.InvariantCulture);

    private static string Fill(string format, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, format, values);
}
