namespace Onair.Host.Storefront.Contracts;

/// <summary>All texts of letters about orders. A language that lacks one does not compile.</summary>
internal sealed record LetterWords
{
    private static readonly LetterWords korean = new()
    {
        Received = ("주문을 접수했어요", "주문을 접수했고 상품을 확보해 뒀어요. 아래 기한까지 결제해 주세요. 지나면 주문이 취소돼요."),
        Paid = ("결제가 끝났어요", "주문해 주셔서 고맙습니다. 결제를 확인했고, 상품을 준비해 보내 드릴게요."),
        Shipped = ("상품을 보냈어요", "주문하신 상품이 가고 있어요."),
        Expired = ("결제 기한이 지나 주문이 취소됐어요", "기한까지 결제되지 않아 주문이 취소됐어요. 결제된 금액이 있으면 모두 돌려드려요."),
        Cancelled = ("주문을 취소했어요", "주문이 취소됐어요."),
        Returned = ("반품이 끝났어요", "보내 주신 상품을 받았어요."),
        PartlyEnded = ("일부 상품을 취소·반품했어요", "주문의 일부가 취소되거나 반품됐어요. 나머지는 그대로예요."),
        Refunded = ("환불했어요", "결제하신 방법으로 돌려드렸어요. 카드사나 은행에 따라 며칠 뒤에 보일 수 있어요."),
        RefundFormat = "돌려드릴 금액: {0} (기한: {1})",
        RefundedFormat = "돌려드린 금액: {0}",
        KeptFormat = "돌려보내는 비용으로 뺀 금액: {0}",
        AccountNeeded = "돌려드릴 계좌를 주문 화면에서 알려 주세요.",
        Page = "주문 화면",
        Document = "거래 내역서",
        NumberFormat = "주문 번호: {0}",
        WithdrawNote = "마음이 바뀌면 받은 날부터 7일 안에 주문 화면에서 반품을 신청할 수 있어요.",
        Foot = "이 메일은 주문하신 분께 거래 내용을 알려 드리는 메일이에요. 광고가 아니에요.",
    };

    private static readonly LetterWords english = new()
    {
        Received = ("We have your order", "Your order is here and its goods are set aside. Please pay before the "
            + "time below; after it the order is cancelled."),
        Paid = ("Your payment is through", "Thank you for your order. We have your payment, and get the goods ready."),
        Shipped = ("Your order is on its way", "The goods that you ordered are on their way."),
        Expired = ("Your order was cancelled: it was not paid in time", "It was not paid in time and is cancelled. "
            + "Anything that was paid goes back to you."),
        Cancelled = ("Your order is cancelled", "Your order is cancelled."),
        Returned = ("Your return is complete", "The goods that you sent back are here."),
        PartlyEnded = ("Part of your order was cancelled or returned", "Part of your order was cancelled or "
            + "returned. The rest stays as it is."),
        Refunded = ("We have paid you back", "It went back by the way you paid. Banks may show it some days later."),
        RefundFormat = "Going back to you: {0} (before {1})",
        RefundedFormat = "Paid back: {0}",
        KeptFormat = "Kept for the way back: {0}",
        AccountNeeded = "Please tell us on the order's page which account it goes back to.",
        Page = "Your order",
        Document = "Record of the transaction",
        NumberFormat = "Order number: {0}",
        WithdrawNote = "If you change your mind, ask for a return on the order's page within 7 days of receipt.",
        Foot = "This letter tells you about your own order. It is no advertisement.",
    };

    public required (string Subject, string Text) Received { get; init; }
    public required (string Subject, string Text) Paid { get; init; }
    public required (string Subject, string Text) Shipped { get; init; }
    public required (string Subject, string Text) Expired { get; init; }
    public required (string Subject, string Text) Cancelled { get; init; }
    public required (string Subject, string Text) Returned { get; init; }
    public required (string Subject, string Text) PartlyEnded { get; init; }
    public required (string Subject, string Text) Refunded { get; init; }
    public required string RefundFormat { get; init; }
    public required string RefundedFormat { get; init; }
    public required string KeptFormat { get; init; }
    public required string AccountNeeded { get; init; }
    public required string Page { get; init; }
    public required string Document { get; init; }
    public required string NumberFormat { get; init; }
    public required string WithdrawNote { get; init; }
    public required string Foot { get; init; }

    public static LetterWords Of(Visit visit) => visit.IsEnglish ? english : korean;
}
