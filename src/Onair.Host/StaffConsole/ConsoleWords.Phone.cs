using Onair.Orders.Intake;
using Onair.Payments;
using Onair.Primitives;

namespace Onair.Host.StaffConsole;

public sealed partial class ConsoleWords
{
    public string PhoneOrders => Say("전화 주문", "Telephone orders");
    public string PhoneHint => Say(
        "고객이 말하는 대로 받아 적고, 결제는 고객이 링크에서 해요. 카드 번호를 묻거나 적지 마세요.",
        "Write what the caller says; they pay at the link themselves. Never ask for or write a card number.");
    public string PayLink => Say("결제 링크", "Link to pay");
    public string LinkLetter => Say("메일로 보냄", "Sent by mail");
    public string NextCall => Say("다음 전화", "Next call");
    public string AddLine => Say("상품 더하기", "Add a line");
    public string EmailForLink => Say("이메일 (결제 링크를 보내요)", "E-mail (gets the link)");
    public string RecipientIfOther => Say("받는 분 (다를 때)", "Recipient, if another");
    public string Postcode => Say("우편번호", "Postcode");
    public string Street => Say("주소", "Road and number");
    public string Rest => Say("나머지 주소", "Building, floor, door");
    public string Memo => Say("배송 메모", "Note for the driver");
    public string InEnglish => Say("영어로 안내", "in English");
    public string TakeOrder => Say("주문 넣기", "Place the order");
    public string NoShopAddress => Say(
        "쇼핑몰 주소가 설정되지 않았어요 (Orders:PublicUrl).", "The shop's address is not set (Orders:PublicUrl).");

    // Payments.
    public string AllAttempts => Say("모든 결제 시도", "All payments");
    public string AttemptsEmpty => Say("결제가 없어요.", "There are no payments.");
    public string Captured => Say("받은 금액", "Captured");
    public string RefundedWon => Say("환급한 금액", "Refunded");
    public string Method => Say("수단", "Method");
    public string Reference => Say("결제 키", "Payment key");
    public string FailureCode => Say("거절 코드", "Refusal");

    /// <summary>The rules say it in English; Korean is said by field.</summary>
    public string PhoneFault(FieldError error)
    {
        var name = error.Field[(error.Field.LastIndexOf('.') + 1)..];
        var label = name switch
        {
            "name" => Account.Name,
            "phone" => Account.Phone,
            "email" => Account.Email,
            "sku" => Sku,
            "quantity" => Quantity,
            "recipient" => RecipientIfOther,
            "postcode" => Postcode,
            "line1" => Street,
            "line2" => Rest,
            "memo" => Memo,
            _ => name,
        };
        return Say($"{label}: 값을 확인해 주세요.", $"{label}: {error.Message}");
    }

    public string StateOf(AttemptState state) => state switch
    {
        AttemptState.Prepared => Say("준비", "prepared"),
        AttemptState.Authenticated => Say("인증됨", "authenticated"),
        AttemptState.Approving => Say("승인 중", "approving"),
        AttemptState.Approved => Say("승인", "approved"),
        AttemptState.Declined => Say("거절", "declined"),
        AttemptState.Unknown => Say("결과 모름", "unknown"),
        AttemptState.NetCancelPending => Say("망취소 중", "being net-cancelled"),
        AttemptState.AwaitingDeposit => Say("입금 대기", "awaits the deposit"),
        AttemptState.Canceled => Say("취소됨", "cancelled"),
        AttemptState.RefundPending => Say("환급 중", "being refunded"),
        AttemptState.Refunded => Say("환급됨", "refunded"),
    };

    public Told Of(PlaceOrderAnswer answer) => answer.Status switch
    {
        PlaceOrderStatus.Placed or PlaceOrderStatus.AlreadyPlaced => new(Done, false),
        PlaceOrderStatus.SoldOut => new(Say("남은 수량이 모자라요.", "Fewer are left than that."), true),
        PlaceOrderStatus.PriceChanged => new(
            Say("가격이 바뀌었어요. 다시 안내해 주세요.", "The price has changed: tell them."), true),
        PlaceOrderStatus.OverLimit => new(Say("1인 한도를 넘어요.", "That is more than one customer may have."), true),
        PlaceOrderStatus.OfferEnded => new(OfferEnded, true),
        PlaceOrderStatus.UnknownVariant => new(NotOnSale, true),
        PlaceOrderStatus.Busy => new(Busy, true),
        PlaceOrderStatus.KeyReused or PlaceOrderStatus.Invalid => new(MendBelow, true),
    };
}
