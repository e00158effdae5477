using Onair.Orders;

namespace Onair.Host.Storefront.Contracts;

/// <summary>All texts of the document about an order. A language that lacks one does not compile.</summary>
internal sealed record ContractWords
{
    private static readonly ContractWords korean = new()
    {
        Title = "거래 내역서",
        Open = "거래 내역서 보기",
        Save = "파일로 저장",
        SaveNote = "파일로 저장하거나 브라우저의 인쇄 기능으로 인쇄할 수 있어요. 5년 동안 다시 볼 수 있어요.",
        AsOf = "기준 시각",
        Order = "주문",
        Number = "주문 번호",
        PlacedAt = "주문한 때",
        State = "상태",
        Goods = "상품",
        LineFormat = "{0:N0}개 × {1} = {2}",
        EndedFormat = "{0} (취소·반품 {1:N0}개)",
        MoreLinesFormat = "그 밖의 상품 {0:N0}가지는 주문 화면의 거래 내역서에서 볼 수 있어요.",
        Money = "금액",
        Total = "합계 (부가세 포함)",
        Vat = "그 가운데 부가세",
        Shipping = "배송비",
        Free = "무료",
        PayMethod = "결제 방법",
        PaidAt = "결제한 때",
        Paid = "결제한 금액",
        Refunded = "돌려드린 금액",
        PayBefore = "결제 기한",
        Delivery = "배송",
        Recipient = "받는 분",
        Phone = "연락처",
        Address = "받는 곳",
        Memo = "배송 메모",
        ShipBefore = "보내는 기한",
        ShipText = "결제하신 날부터 영업일 3일 안에 보내기 위한 조치를 해요.",
        Withdrawal = "취소·반품·환불",
        WithdrawalText =
        [
            "배송 전에는 주문 화면에서 바로 취소할 수 있고, 결제하신 금액을 모두 돌려드려요.",
            "마음이 바뀌면 받은 날부터 7일 안에 반품할 수 있어요. 돌려보내는 비용은 주문하신 분이 내요.",
            "설명과 다르거나 고장이 났으면 받은 날부터 3개월 안, 안 날부터 30일 안에 반품할 수 있어요. 비용은 판매자가 내요.",
            "상품이 돌아온 날부터 영업일 3일 안에, 결제하신 방법으로 돌려드려요. 늦어지면 법이 정한 이자를 더해요.",
            "쓰거나 훼손해 가치가 많이 줄어든 경우처럼 상품 화면에 적어 둔 경우에는 반품이 어려울 수 있어요.",
        ],
        WithdrawBefore = "마음이 바뀌었을 때 반품 기한",
        FormTitle = "청약철회 서식",
        FormText =
        [
            "아래 내용을 적어 판매자의 주소나 이메일로 보내시거나, 주문 화면에서 신청해 주세요.",
            "주문 번호 / 주문한 날 / 받은 날 / 돌려보낼 상품과 수량 / 이유 / 이름과 연락처 / 환불받을 계좌(가상계좌로 입금하신 경우)",
        ],
        More = "자세한 안내",
        Seller = "판매자",
        Practice = "연습용 상점이에요. 실제로 판매하거나 배송하지 않아요.",
        Complaints = "불만과 분쟁",
        ComplaintsText =
            "위 연락처로 알려 주시면 처리해 드려요. 해결되지 않으면 한국소비자원이나 전자거래분쟁조정위원회에 조정을 신청할 수 있어요.",
        MinorsText = "만 19세 미만인 분의 주문은 법정대리인이 동의하지 않으면 본인이나 법정대리인이 취소할 수 있어요.",
        Terms = "이용약관",
        BackToOrder = "주문으로 돌아가기",
        StateOf = new()
        {
            [OrderStatus.Placed] = "결제 대기",
            [OrderStatus.Paid] = "결제 완료",
            [OrderStatus.Preparing] = "상품 준비 중",
            [OrderStatus.Shipped] = "배송 중",
            [OrderStatus.Delivered] = "배송 완료",
            [OrderStatus.Expired] = "결제 기한 지남",
            [OrderStatus.Cancelled] = "취소",
            [OrderStatus.Returned] = "반품",
        },
    };

    private static readonly ContractWords english = new()
    {
        Title = "Record of the transaction",
        Open = "See the record of this transaction",
        Save = "Save as a file",
        SaveNote = "Save it as a file, or print it with your browser. It can be seen again for five years.",
        AsOf = "As of",
        Order = "Order",
        Number = "Order number",
        PlacedAt = "Ordered at",
        State = "State",
        Goods = "Goods",
        LineFormat = "{0:N0} × {1} = {2}",
        EndedFormat = "{0} ({1:N0} cancelled or returned)",
        MoreLinesFormat = "{0:N0} more products are in the record on the order's page.",
        Money = "Amounts",
        Total = "Total, VAT included",
        Vat = "VAT within",
        Shipping = "Shipping",
        Free = "free",
        PayMethod = "Paid by",
        PaidAt = "Paid at",
        Paid = "Paid",
        Refunded = "Paid back",
        PayBefore = "Pay before",
        Delivery = "Delivery",
        Recipient = "Recipient",
        Phone = "Phone",
        Address = "Address",
        Memo = "Note for the courier",
        ShipBefore = "On its way before",
        ShipText = "Within 3 business days of your payment we take the steps to send it.",
        Withdrawal = "Cancelling, returning, refunds",
        WithdrawalText =
        [
            "Before it is shipped you can cancel on the order's page at once; all that was paid goes back.",
            "If you change your mind, return it within 7 days of receipt. You pay the way back.",
            "If it is not as described or broken, return it within 3 months of receipt and 30 days of knowing. The "
                + "seller pays the way back.",
            "Within 3 business days of the goods' return the money goes back by the way you paid. If it takes longer, "
                + "the interest of the law is added.",
            "Cases that the product's page states, such as goods whose value fell much by use, cannot be returned.",
        ],
        WithdrawBefore = "Return after a change of mind before",
        FormTitle = "Form of withdrawal",
        FormText =
        [
            "Write the following to the seller's address or e-mail, or ask on the order's page.",
            "Order number / day of the order / day of receipt / products and quantities / reason / name and contact / "
                + "account for the refund (if you paid into an account)",
        ],
        More = "More about it",
        Seller = "Seller",
        Practice = "This is a shop for practice. Nothing is sold or sent.",
        Complaints = "Complaints and disputes",
        ComplaintsText = "Tell us by the contacts above. If that does not help, the Korea Consumer Agency and the "
            + "Electronic Commerce Mediation Committee can mediate.",
        MinorsText = "An order by somebody under 19 can be cancelled by them or their legal representative, unless the "
            + "representative agreed.",
        Terms = "Terms of use",
        BackToOrder = "Back to the order",
        StateOf = new()
        {
            [OrderStatus.Placed] = "waiting for payment",
            [OrderStatus.Paid] = "paid",
            [OrderStatus.Preparing] = "being prepared",
            [OrderStatus.Shipped] = "on its way",
            [OrderStatus.Delivered] = "delivered",
            [OrderStatus.Expired] = "not paid in time",
            [OrderStatus.Cancelled] = "cancelled",
            [OrderStatus.Returned] = "returned",
        },
    };

    public required string Title { get; init; }
    public required string Open { get; init; }
    public required string Save { get; init; }
    public required string SaveNote { get; init; }
    public required string AsOf { get; init; }
    public required string Order { get; init; }
    public required string Number { get; init; }
    public required string PlacedAt { get; init; }
    public required string State { get; init; }
    public required string Goods { get; init; }
    public required string LineFormat { get; init; }
    public required string EndedFormat { get; init; }
    public required string MoreLinesFormat { get; init; }
    public required string Money { get; init; }
    public required string Total { get; init; }
    public required string Vat { get; init; }
    public required string Shipping { get; init; }
    public required string Free { get; init; }
    public required string PayMethod { get; init; }
    public required string PaidAt { get; init; }
    public required string Paid { get; init; }
    public required string Refunded { get; init; }
    public required string PayBefore { get; init; }
    public required string Delivery { get; init; }
    public required string Recipient { get; init; }
    public required string Phone { get; init; }
    public required string Address { get; init; }
    public required string Memo { get; init; }
    public required string ShipBefore { get; init; }
    public required string ShipText { get; init; }
    public required string Withdrawal { get; init; }
    public required IReadOnlyList<string> WithdrawalText { get; init; }
    public required string WithdrawBefore { get; init; }
    public required string FormTitle { get; init; }
    public required IReadOnlyList<string> FormText { get; init; }
    public required string More { get; init; }
    public required string Seller { get; init; }
    public required string Practice { get; init; }
    public required string Complaints { get; init; }
    public required string ComplaintsText { get; init; }
    public required string MinorsText { get; init; }
    public required string Terms { get; init; }
    public required string BackToOrder { get; init; }
    public required Dictionary<OrderStatus, string> StateOf { get; init; }

    public static ContractWords Of(Visit visit) => visit.IsEnglish ? english : korean;
}
