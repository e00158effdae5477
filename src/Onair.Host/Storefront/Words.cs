using Onair.Host.Storefront.Legal;

namespace Onair.Host.Storefront;

/// <summary>All texts of the storefront. A language that lacks one does not compile.</summary>
public sealed record Words
{
    public static readonly Words Korean = new()
    {
        Language = "ko",
        OtherLanguage = "English",
        ShopTitle = "Onair 온에어 쇼핑",
        Tagline = "방송에서 본 그 상품, 지금 바로 만나 보세요.",
        SkipToContent = "본문으로 바로가기",
        Search = "상품 검색",
        SearchButton = "검색",
        AllShelves = "전체",
        Shelves = "카테고리",
        OnAirNow = "오늘의 방송 상품",
        SeeProduct = "상품 보기",
        Products = "상품",
        Found = "찾은 상품",
        Nothing = "찾는 상품이 없어요. 다른 말로 찾아보거나 전체 상품을 보세요.",
        NextPage = "다음 상품 보기",
        SoldOut = "품절",
        Available = "구매 가능",
        LeftFormat = "{0:N0}개 남음",
        PriceFormat = "{0:N0}원",
        FromFormat = "{0:N0}원부터",
        PriceBefore = "정가",
        Discount = "할인",
        Brand = "브랜드",
        Options = "옵션",
        Option = "옵션",
        Sku = "상품 번호",
        Price = "가격",
        Stock = "재고",
        OneKind = "단일 상품",
        VatIncluded = "부가세 포함",
        TaxFree = "면세",
        LimitFormat = "한 분에 {0:N0}개까지 주문할 수 있어요.",
        OrderByApi = "API로 주문하기",
        OrderByApiText = "주문은 JSON API로 받아요. 같은 멱등 키로 다시 보내도 주문은 한 번만 들어갑니다.",
        Pay = "결제하기",
        PayText = "주문 답에 있는 번호와 토큰으로 데모 결제를 시작해요. 금액 끝자리에 따라 결과가 달라집니다.",
        ApiReference = "API 문서",
        SampleCustomer = "김온에어",
        NotFoundTitle = "페이지를 찾을 수 없어요",
        NotFound = "주소가 바뀌었거나 판매가 끝난 상품이에요.",
        Home = "첫 화면으로",
        FooterText = "Onair는 방송 판매를 위한 오픈소스 쇼핑 플랫폼이에요. 지금 보이는 상품은 연습용이며 실제로 판매하지 않아요.",
        Legal = "약관과 안내",
        Terms = "이용약관",
        Privacy = "개인정보 처리방침",
        Withdrawal = "취소·반품 안내",
        TradeName = "상호",
        Representative = "대표자",
        Address = "주소",
        Telephone = "전화",
        EmailAddress = "이메일",
        BusinessNumber = "사업자등록번호",
        MailOrderNumber = "통신판매업 신고",
        PrivacyOfficer = "개인정보 보호책임자",
        Hosting = "호스팅 제공",
        TroubleTitle = "지금은 화면을 보여 드릴 수 없어요",
        Trouble = "저희 쪽 문제예요. 잠시 뒤 다시 열어 주세요. 결제하던 중이라면 주문 화면에서 결과를 확인해 주세요.",
        TroubleNumber = "문의하실 때 이 번호를 알려 주세요:",
        TryAgain = "다시 열기",
    };

    public static readonly Words English = new()
    {
        Language = "en",
        OtherLanguage = "한국어",
        ShopTitle = "Onair live shopping",
        Tagline = "What you have just seen on the air, here and now.",
        SkipToContent = "Skip to content",
        Search = "Search products",
        SearchButton = "Search",
        AllShelves = "All",
        Shelves = "Categories",
        OnAirNow = "Today on the air",
        SeeProduct = "See the product",
        Products = "Products",
        Found = "Products found",
        Nothing = "Nothing matches. Try another word, or look at all products.",
        NextPage = "More products",
        SoldOut = "Sold out",
        Available = "Available",
        LeftFormat = "{0:N0} left",
        PriceFormat = "₩{0:N0}",
        FromFormat = "from ₩{0:N0}",
        PriceBefore = "Price before",
        Discount = "off",
        Brand = "Brand",
        Options = "Options",
        Option = "Option",
        Sku = "SKU",
        Price = "Price",
        Stock = "Stock",
        OneKind = "One kind",
        VatIncluded = "VAT included",
        TaxFree = "Free of VAT",
        LimitFormat = "At most {0:N0} per customer.",
        OrderByApi = "Order by the API",
        OrderByApiText =
            "Orders come by a JSON API. Sent again with the same idempotency key, an order is still one order.",
        Pay = "Pay",
        PayText = "Pay by the demo provider with the number and token of the answer; the total's last digit decides.",
        ApiReference = "API reference",
        SampleCustomer = "Onair Kim",
        NotFoundTitle = "This page is not here",
        NotFound = "The address has changed, or the product is no longer sold.",
        Home = "To the front page",
        FooterText = "Onair is an open-source platform for shops that sell on the air. Nothing here is for sale.",
        Legal = "Terms and notices",
        Terms = "Terms of sale",
        Privacy = "Privacy",
        Withdrawal = "Cancelling and returning",
        TradeName = "Trade name",
        Representative = "Representative",
        Address = "Address",
        Telephone = "Telephone",
        EmailAddress = "E-mail",
        BusinessNumber = "Business registration",
        MailOrderNumber = "Mail-order report",
        PrivacyOfficer = "Privacy officer",
        Hosting = "Hosted by",
        TroubleTitle = "We cannot show this page right now",
        Trouble = "The trouble is on our side. Please open it again in a moment. "
            + "If you were paying, the order's page tells how it went.",
        TroubleNumber = "When you ask us, please name this number:",
        TryAgain = "Open again",
    };

    public required string Language { get; init; }
    public required string OtherLanguage { get; init; }
    public required string ShopTitle { get; init; }
    public required string Tagline { get; init; }
    public required string SkipToContent { get; init; }
    public required string Search { get; init; }
    public required string SearchButton { get; init; }
    public required string AllShelves { get; init; }
    public required string Shelves { get; init; }
    public required string OnAirNow { get; init; }
    public required string SeeProduct { get; init; }
    public required string Products { get; init; }
    public required string Found { get; init; }
    public required string Nothing { get; init; }
    public required string NextPage { get; init; }
    public required string SoldOut { get; init; }
    public required string Available { get; init; }
    public required string LeftFormat { get; init; }
    public required string PriceFormat { get; init; }
    public required string FromFormat { get; init; }
    public required string PriceBefore { get; init; }
    public required string Discount { get; init; }
    public required string Brand { get; init; }
    public required string Options { get; init; }
    public required string Option { get; init; }
    public required string Sku { get; init; }
    public required string Price { get; init; }
    public required string Stock { get; init; }
    public required string OneKind { get; init; }
    public required string VatIncluded { get; init; }
    public required string TaxFree { get; init; }
    public required string LimitFormat { get; init; }
    public required string OrderByApi { get; init; }
    public required string OrderByApiText { get; init; }
    public required string Pay { get; init; }
    public required string PayText { get; init; }
    public required string ApiReference { get; init; }
    public required string SampleCustomer { get; init; }
    public required string NotFoundTitle { get; init; }
    public required string NotFound { get; init; }
    public required string Home { get; init; }
    public required string FooterText { get; init; }
    public required string Legal { get; init; }
    public required string Terms { get; init; }
    public required string Privacy { get; init; }
    public required string Withdrawal { get; init; }
    public required string TradeName { get; init; }
    public required string Representative { get; init; }
    public required string Address { get; init; }
    public required string Telephone { get; init; }
    public required string EmailAddress { get; init; }
    public required string BusinessNumber { get; init; }
    public required string MailOrderNumber { get; init; }
    public required string PrivacyOfficer { get; init; }
    public required string Hosting { get; init; }
    public required string TroubleTitle { get; init; }
    public required string Trouble { get; init; }
    public required string TroubleNumber { get; init; }
    public required string TryAgain { get; init; }

    internal string LegalName(LegalText text) => text switch
    {
        LegalText.Terms => Terms,
        LegalText.Privacy => Privacy,
        LegalText.Withdrawal => Withdrawal,
    };
}
