using Onair.Orders;

namespace Onair.Host.Storefront.Returns;

/// <summary>All texts of giving goods back. A language that lacks one does not compile.</summary>
public sealed record ReturnWords
{
    public static readonly ReturnWords Korean = new()
    {
        GiveBack = "반품 신청",
        Title = "반품 신청",
        Text = "돌려보낼 상품과 이유를 골라 주세요. 위약금은 없어요.",
        UntilFormat = "마음이 바뀐 경우에는 {0} 전까지 신청할 수 있어요.",
        Which = "돌려보낼 상품",
        LeftFormat = "{0:N0}개까지",
        Why = "이유",
        ChangeOfMind = "마음이 바뀌었어요",
        Defect = "고장이 났거나 흠이 있어요",
        Mismatch = "설명과 다르거나 다른 상품이 왔어요",
        FeeFormat = "돌려보내는 비용 {0}은 환불 금액에서 빼요.",
        FeeNone = "돌려보내는 비용은 저희가 내요.",
        Where = "환불받을 계좌",
        Send = "신청하기",
        Requested = "반품을 접수했어요",
        RequestedText = "상품이 저희에게 돌아온 뒤 영업일 3일 안에 환불해 드려요.",
        WrongTitle = "다시 확인해 주세요",
        WrongPieces = "돌려보낼 상품을 하나 이상 골라 주세요. 남은 수량까지만 고를 수 있어요.",
        WrongCause = "이유를 골라 주세요.",
        WrongState = "지금은 반품을 신청할 수 없는 주문이에요. 배송 전이라면 주문 화면에서 취소해 주세요.",
        TooLate = "이 이유로 반품할 수 있는 기간이 지났어요.",
        Back = "주문으로 돌아가기",
    };

    public static readonly ReturnWords English = new()
    {
        GiveBack = "Give back",
        Title = "Give back",
        Text = "Choose what goes back and why. There is no penalty.",
        UntilFormat = "You can change your mind until {0}.",
        Which = "What goes back",
        LeftFormat = "Up to {0:N0}",
        Why = "Why",
        ChangeOfMind = "I changed my mind",
        Defect = "It is broken or flawed",
        Mismatch = "It is not as described, or something else came",
        FeeFormat = "The way back, {0}, is taken off the refund.",
        FeeNone = "We pay the way back.",
        Where = "Account for the refund",
        Send = "Send",
        Requested = "We have your return",
        RequestedText = "The refund follows within 3 business days after the goods are back with us.",
        WrongTitle = "Please check again",
        WrongPieces = "Please choose at least one piece, and no more than are left.",
        WrongCause = "Please choose why.",
        WrongState = "This order cannot be given back now. Before shipping, cancel it on its page.",
        TooLate = "The time to give it back for this reason is over.",
        Back = "Back to the order",
    };

    public required string GiveBack { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public required string UntilFormat { get; init; }
    public required string Which { get; init; }
    public required string LeftFormat { get; init; }
    public required string Why { get; init; }
    public required string ChangeOfMind { get; init; }
    public required string Defect { get; init; }
    public required string Mismatch { get; init; }
    public required string FeeFormat { get; init; }
    public required string FeeNone { get; init; }
    public required string Where { get; init; }
    public required string Send { get; init; }
    public required string Requested { get; init; }
    public required string RequestedText { get; init; }
    public required string WrongTitle { get; init; }
    public required string WrongPieces { get; init; }
    public required string WrongCause { get; init; }
    public required string WrongState { get; init; }
    public required string TooLate { get; init; }
    public required string Back { get; init; }

    /// <summary>The causes that a customer can give, in the order of the form.</summary>
    public IEnumerable<(EndCause Cause, string Text)> Causes =>
        [(EndCause.ChangeOfMind, ChangeOfMind), (EndCause.Defect, Defect), (EndCause.Mismatch, Mismatch)];
}
