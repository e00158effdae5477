using Onair.Payments;

namespace Onair.Host.Storefront.Checkout;

/// <summary>All texts of buying and paying. A language that lacks one does not compile.</summary>
public sealed record CheckoutWords
{
    public static readonly CheckoutWords Korean = new()
    {
        Buy = "바로 구매",
        Pieces = "수량",
        Checkout = "주문하기",
        YourOrder = "주문 상품",
        PieceFormat = "{0:N0}개",
        ToPay = "결제할 금액",
        VatWithin = "부가세 포함, 배송비 무료",
        WhoOrders = "주문하시는 분",
        Name = "이름",
        Phone = "휴대전화 번호",
        PhoneHint = "예: 010-1234-5678",
        Email = "이메일 (선택)",
        HowToPay = "결제 방법",
        Card = "카드",
        Transfer = "계좌이체",
        VirtualAccount = "가상계좌 (무통장입금)",
        PhoneBill = "휴대폰 결제",
        EasyPay = "간편결제",
        PayFormat = "{0} 결제하기",
        CheckBefore = "상품, 수량, 금액을 확인한 뒤 결제해 주세요. 결제 뒤에도 배송 전에는 바로 취소할 수 있어요.",
        WrongTitle = "다시 확인해 주세요",
        WrongName = "이름을 입력해 주세요.",
        WrongPhone = "휴대전화 번호를 숫자 7~15자리로 입력해 주세요.",
        WrongEmail = "이메일 주소를 다시 확인해 주세요.",
        WrongQuantity = "수량을 다시 확인해 주세요.",
        WrongPay = "결제 방법을 골라 주세요.",
        WrongOther = "주문을 읽지 못했어요. 상품 화면에서 다시 시작해 주세요.",
        SoldOutFormat = "남은 수량은 {0:N0}개예요.",
        PriceChangedFormat = "가격이 {0}(으)로 바뀌었어요. 확인한 뒤 다시 결제해 주세요.",
        OverLimitFormat = "한 분에 {0:N0}개까지 더 주문할 수 있어요.",
        NotOnSale = "지금은 판매하지 않는 상품이에요.",
        KeyReused = "이 주문서는 이미 다른 내용으로 쓰였어요. 상품 화면에서 다시 시작해 주세요.",
        BusyNow = "주문이 몰리고 있어요. 잠시 뒤 다시 눌러 주세요. 입력한 내용은 그대로예요.",
        OrderTitle = "주문 내역",
        OrderNumber = "주문 번호",
        Placed = "결제를 기다리고 있어요",
        PlacedText = "아래 시각까지 결제해 주세요. 지나면 주문이 취소되고 상품은 다른 분께 갑니다.",
        Processing = "결제를 확인하고 있어요",
        ProcessingText = "결제사의 답을 기다리는 중이에요. 다시 결제하지 마세요. 이 화면은 저절로 바뀝니다.",
        Deposit = "입금을 기다리고 있어요",
        DepositText = "아래 계좌로 정확한 금액을 입금해 주세요. 입금이 확인되면 이 화면이 바뀝니다.",
        Bank = "은행",
        Account = "계좌번호",
        Holder = "예금주",
        Until = "입금 기한",
        PayUntil = "결제 기한",
        Paid = "결제가 끝났어요",
        PaidText = "주문해 주셔서 고맙습니다. 상품을 준비할게요.",
        Preparing = "상품을 준비하고 있어요",
        Shipped = "상품이 가고 있어요",
        Delivered = "배송이 끝났어요",
        Expired = "결제 시간이 지났어요",
        ExpiredText = "이 주문은 취소됐어요. 결제된 금액이 있으면 모두 돌려드립니다.",
        Cancelled = "취소된 주문이에요",
        Returned = "반품된 주문이에요",
        EndedText = "결제한 금액이 있으면 모두 돌려드립니다.",
        LastTry = "마지막 결제가 되지 않았어요",
        DeclinedText = "카드사나 은행이 결제를 거절했어요. 돈은 나가지 않았어요. 다른 방법으로 다시 결제해 주세요.",
        GivenUpText = "결제창을 닫았어요. 돈은 나가지 않았어요.",
        NotReadText = "결제창에서 온 내용을 확인하지 못했어요. 돈은 나가지 않았어요.",
        PayAgain = "결제하기",
        CancelOrder = "주문 취소",
        CancelText = "취소하면 결제한 금액을 모두 돌려드립니다.",
        Refunded = "돌려받은 금액",
        Total = "합계",
        WindowTitle = "결제창 열기",
        WindowText = "결제창으로 이동하고 있어요.",
        WindowButton = "결제창 열기",
        WindowFailed = "결제창을 열지 못했어요. 다시 눌러 주세요.",
        WindowNoScript = "이 결제 방법은 브라우저의 자바스크립트가 필요해요.",
        BackToOrder = "주문으로 돌아가기",
    };

    public static readonly CheckoutWords English = new()
    {
        Buy = "Buy now",
        Pieces = "Quantity",
        Checkout = "Checkout",
        YourOrder = "Your order",
        PieceFormat = "{0:N0} pcs",
        ToPay = "To pay",
        VatWithin = "VAT included, free shipping",
        WhoOrders = "Who orders",
        Name = "Name",
        Phone = "Mobile number",
        PhoneHint = "For example 010-1234-5678",
        Email = "E-mail (optional)",
        HowToPay = "How to pay",
        Card = "Card",
        Transfer = "Bank transfer",
        VirtualAccount = "Virtual account (deposit)",
        PhoneBill = "Phone bill",
        EasyPay = "Wallet",
        PayFormat = "Pay {0}",
        CheckBefore = "Please check product, quantity and amount. Until it is shipped you can cancel at once.",
        WrongTitle = "Please check again",
        WrongName = "Please enter a name.",
        WrongPhone = "Please enter a number of 7 to 15 digits.",
        WrongEmail = "Please check the e-mail address.",
        WrongQuantity = "Please check the quantity.",
        WrongPay = "Please choose how to pay.",
        WrongOther = "This order could not be read. Please start again from the product.",
        SoldOutFormat = "{0:N0} are left.",
        PriceChangedFormat = "The price is {0} now. Please check it and pay again.",
        OverLimitFormat = "You may order {0:N0} more.",
        NotOnSale = "This is not on sale now.",
        KeyReused = "This form was used for another order. Please start again from the product.",
        BusyNow = "Many orders are coming in. Please press again in a moment; your entries are kept.",
        OrderTitle = "Your order",
        OrderNumber = "Order number",
        Placed = "Waiting for your payment",
        PlacedText = "Please pay before the time below. After it the order is cancelled and others can buy.",
        Processing = "We are checking your payment",
        ProcessingText = "We wait for the provider's answer. Please do not pay again. This page changes by itself.",
        Deposit = "Waiting for your deposit",
        DepositText = "Please pay the exact amount into this account. This page changes when it has arrived.",
        Bank = "Bank",
        Account = "Account",
        Holder = "Holder",
        Until = "Deposit before",
        PayUntil = "Pay before",
        Paid = "Paid",
        PaidText = "Thank you. We are getting it ready.",
        Preparing = "Getting ready",
        Shipped = "On its way",
        Delivered = "Delivered",
        Expired = "The time to pay is over",
        ExpiredText = "This order was cancelled. Anything that was paid goes back to you.",
        Cancelled = "This order was cancelled",
        Returned = "This order was returned",
        EndedText = "Anything that was paid goes back to you.",
        LastTry = "The last payment did not go through",
        DeclinedText = "The bank declined. No money moved. Please try another way to pay.",
        GivenUpText = "The payment window was closed. No money moved.",
        NotReadText = "What came back from the payment window did not fit. No money moved.",
        PayAgain = "Pay",
        CancelOrder = "Cancel the order",
        CancelText = "All that was paid goes back to you.",
        Refunded = "Paid back",
        Total = "Total",
        WindowTitle = "Payment window",
        WindowText = "Taking you to the payment window.",
        WindowButton = "Open the payment window",
        WindowFailed = "The payment window did not open. Please press again.",
        WindowNoScript = "This way to pay needs JavaScript in the browser.",
        BackToOrder = "Back to the order",
    };

    public required string Buy { get; init; }
    public required string Pieces { get; init; }
    public required string Checkout { get; init; }
    public required string YourOrder { get; init; }
    public required string PieceFormat { get; init; }
    public required string ToPay { get; init; }
    public required string VatWithin { get; init; }
    public required string WhoOrders { get; init; }
    public required string Name { get; init; }
    public required string Phone { get; init; }
    public required string PhoneHint { get; init; }
    public required string Email { get; init; }
    public required string HowToPay { get; init; }
    public required string Card { get; init; }
    public required string Transfer { get; init; }
    public required string VirtualAccount { get; init; }
    public required string PhoneBill { get; init; }
    public required string EasyPay { get; init; }
    public required string PayFormat { get; init; }
    public required string CheckBefore { get; init; }
    public required string WrongTitle { get; init; }
    public required string WrongName { get; init; }
    public required string WrongPhone { get; init; }
    public required string WrongEmail { get; init; }
    public required string WrongQuantity { get; init; }
    public required string WrongPay { get; init; }
    public required string WrongOther { get; init; }
    public required string SoldOutFormat { get; init; }
    public required string PriceChangedFormat { get; init; }
    public required string OverLimitFormat { get; init; }
    public required string NotOnSale { get; init; }
    public required string KeyReused { get; init; }
    public required string BusyNow { get; init; }
    public required string OrderTitle { get; init; }
    public required string OrderNumber { get; init; }
    public required string Placed { get; init; }
    public required string PlacedText { get; init; }
    public required string Processing { get; init; }
    public required string ProcessingText { get; init; }
    public required string Deposit { get; init; }
    public required string DepositText { get; init; }
    public required string Bank { get; init; }
    public required string Account { get; init; }
    public required string Holder { get; init; }
    public required string Until { get; init; }
    public required string PayUntil { get; init; }
    public required string Paid { get; init; }
    public required string PaidText { get; init; }
    public required string Preparing { get; init; }
    public required string Shipped { get; init; }
    public required string Delivered { get; init; }
    public required string Expired { get; init; }
    public required string ExpiredText { get; init; }
    public required string Cancelled { get; init; }
    public required string Returned { get; init; }
    public required string EndedText { get; init; }
    public required string LastTry { get; init; }
    public required string DeclinedText { get; init; }
    public required string GivenUpText { get; init; }
    public required string NotReadText { get; init; }
    public required string PayAgain { get; init; }
    public required string CancelOrder { get; init; }
    public required string CancelText { get; init; }
    public required string Refunded { get; init; }
    public required string Total { get; init; }
    public required string WindowTitle { get; init; }
    public required string WindowText { get; init; }
    public required string WindowButton { get; init; }
    public required string WindowFailed { get; init; }
    public required string WindowNoScript { get; init; }
    public required string BackToOrder { get; init; }

    public string NameOf(PaymentMethod method) => method switch
    {
        PaymentMethod.Card => Card,
        PaymentMethod.Transfer => Transfer,
        PaymentMethod.VirtualAccount => VirtualAccount,
        PaymentMethod.Phone => PhoneBill,
        PaymentMethod.EasyPay => EasyPay,
    };
}
