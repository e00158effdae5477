namespace Onair.Host.Storefront.Cart;

/// <summary>All texts of the cart. A language that lacks one does not compile.</summary>
public sealed record CartWords
{
    public static readonly CartWords Korean = new()
    {
        Cart = "장바구니",
        Add = "장바구니에 담기",
        Empty = "장바구니가 비어 있어요",
        EmptyText = "마음에 드는 상품을 담아 보세요.",
        Browse = "상품 둘러보기",
        Pieces = "수량",
        PiecesOfFormat = "{0} 수량",
        Change = "변경",
        Remove = "빼기",
        RemoveOfFormat = "{0} 빼기",
        PriceChangedFormat = "가격이 {0}에서 {1}(으)로 바뀌었어요.",
        FewerLeftFormat = "남은 수량은 {0:N0}개예요. 수량을 줄여 주세요.",
        SoldOut = "품절됐어요. 빼고 주문해 주세요.",
        NotOnSale = "지금은 판매하지 않는 상품이에요. 빼고 주문해 주세요.",
        LimitFormat = "한 분에 {0:N0}개까지 주문할 수 있어요.",
        EachFormat = "개당 {0}",
        Agree = "바뀐 가격 확인했어요",
        Total = "주문 금액",
        TotalNote = "부가세 포함, 배송비 무료. 주문하기 전에는 재고가 확보되지 않아요.",
        Order = "주문하기",
        CannotOrder = "위 상품을 정리하면 주문할 수 있어요.",
        Full = "장바구니에는 상품을 50가지까지 담을 수 있어요. 빼고 다시 담아 주세요.",
        MergedInPart = "로그인하면서 담아 둔 상품을 합쳤는데, 50가지가 넘어 일부는 옮기지 못했어요.",
        TooMany = "한 상품은 999개까지 담을 수 있어요.",
        Wrong = "수량을 1부터 999 사이의 숫자로 입력해 주세요.",
        Gone = "지금은 판매하지 않는 상품이에요.",
        Problem = "다시 확인해 주세요",
        Back = "장바구니로 돌아가기",
        LineFormat = "{0}: {1}",
    };

    public static readonly CartWords English = new()
    {
        Cart = "Cart",
        Add = "Add to cart",
        Empty = "Your cart is empty",
        EmptyText = "Put in what you like.",
        Browse = "See products",
        Pieces = "Quantity",
        PiecesOfFormat = "Quantity of {0}",
        Change = "Change",
        Remove = "Remove",
        RemoveOfFormat = "Remove {0}",
        PriceChangedFormat = "The price was {0} and is {1} now.",
        FewerLeftFormat = "{0:N0} are left. Please take fewer.",
        SoldOut = "Sold out. Please remove it to order.",
        NotOnSale = "Not on sale now. Please remove it to order.",
        LimitFormat = "At most {0:N0} per customer.",
        EachFormat = "{0} each",
        Agree = "I have seen the new prices",
        Total = "Total",
        TotalNote = "VAT included, free shipping. Nothing is set aside before you order.",
        Order = "Check out",
        CannotOrder = "You can order once the products above are settled.",
        Full = "A cart holds 50 different products. Please remove one first.",
        MergedInPart = "Your carts were joined when you signed in, but only 50 products fit: some were left out.",
        TooMany = "A cart holds 999 pieces of a product.",
        Wrong = "Please enter a number from 1 to 999.",
        Gone = "This is not on sale now.",
        Problem = "Please check again",
        Back = "Back to the cart",
        LineFormat = "{0}: {1}",
    };

    public required string Cart { get; init; }
    public required string Add { get; init; }
    public required string Empty { get; init; }
    public required string EmptyText { get; init; }
    public required string Browse { get; init; }
    public required string Pieces { get; init; }
    public required string PiecesOfFormat { get; init; }
    public required string Change { get; init; }
    public required string Remove { get; init; }
    public required string RemoveOfFormat { get; init; }
    public required string PriceChangedFormat { get; init; }
    public required string FewerLeftFormat { get; init; }
    public required string SoldOut { get; init; }
    public required string NotOnSale { get; init; }
    public required string LimitFormat { get; init; }
    public required string EachFormat { get; init; }
    public required string Agree { get; init; }
    public required string Total { get; init; }
    public required string TotalNote { get; init; }
    public required string Order { get; init; }
    public required string CannotOrder { get; init; }
    public required string Full { get; init; }
    public required string MergedInPart { get; init; }
    public required string TooMany { get; init; }
    public required string Wrong { get; init; }
    public required string Gone { get; init; }
    public required string Problem { get; init; }
    public required string Back { get; init; }
    public required string LineFormat { get; init; }
}
