namespace Onair.Host.Storefront.Deliveries;

/// <summary>All texts of where an order goes. A language that lacks one does not compile.</summary>
public sealed record DeliveryWords
{
    private static readonly DeliveryWords korean = new()
    {
        Where = "받는 곳",
        Address = "주소",
        ChooseSaved = "저장한 배송지",
        NewAddress = "새 배송지 입력",
        Default = "기본",
        Postcode = "우편번호",
        PostcodeHint = "숫자 5자리",
        Line1 = "도로명 주소",
        Line1Hint = "예: 서울특별시 강남구 테헤란로 1",
        Line2 = "상세 주소 (선택)",
        Line2Hint = "동, 호수, 층",
        Recipient = "받는 분 (선택)",
        RecipientHint = "비워 두면 주문하시는 분이 받아요.",
        RecipientPhone = "받는 분 연락처 (선택)",
        RecipientPhoneHint = "비워 두면 주문하시는 분의 번호를 써요.",
        RecipientOnly = "받는 분",
        RecipientPhoneOnly = "받는 분 연락처",
        MemoChoice = "배송 메모",
        NoMemo = "선택 안 함",
        Memo = "기사님께 전할 말 (선택)",
        MemoHint = "예: 공동현관 비밀번호, 놓을 곳",
        SaveAddress = "이 배송지를 내 배송지에 저장",
        WrongSaved = "배송지를 다시 골라 주세요.",
        WrongPostcode = "우편번호를 숫자 5자리로 입력해 주세요.",
        WrongLine1 = "도로명 주소를 200자까지 입력해 주세요.",
        WrongLine2 = "상세 주소는 200자까지 쓸 수 있어요.",
        WrongRecipient = "받는 분 이름을 100자까지 입력해 주세요.",
        WrongRecipientPhone = "받는 분 연락처를 숫자 7~15자리로 입력해 주세요.",
        WrongMemo = "배송 메모는 모두 200자까지 쓸 수 있어요.",
        TooManySaved = "배송지는 20곳까지 저장할 수 있어요. 저장하지 않고 주문하거나 내 배송지를 정리해 주세요.",
        Change = "배송지 바꾸기",
        ChangeText = "상품을 준비하기 전까지 바꿀 수 있어요.",
        Add = "배송지 입력하기",
        SaveChange = "이 배송지로 바꾸기",
        TooLate = "상품을 준비하고 있거나 주문이 끝나서 배송지를 바꿀 수 없어요. 고객센터에 문의해 주세요.",
        VatFormat = "부가세 {0} 포함, 배송비 무료",
        Terms = "결제하기를 누르면 주문 내용과 아래 약관을 확인하고 구매하는 데 동의하게 돼요.",
        Minors = "만 19세 미만이면 법정대리인의 동의가 필요해요. 동의가 없으면 본인이나 법정대리인이 취소할 수 있어요.",
        FormOld = "로그인 상태가 바뀌었어요. 내용을 확인하고 다시 눌러 주세요.",
    };

    private static readonly DeliveryWords english = new()
    {
        Where = "Where to",
        Address = "Address",
        ChooseSaved = "Saved addresses",
        NewAddress = "Another address",
        Default = "default",
        Postcode = "Postcode",
        PostcodeHint = "5 digits",
        Line1 = "Road address",
        Line1Hint = "For example 1 Teheran-ro, Gangnam-gu, Seoul",
        Line2 = "Detail (optional)",
        Line2Hint = "Building, floor, door",
        Recipient = "Recipient (optional)",
        RecipientHint = "Empty: who orders receives it.",
        RecipientPhone = "Recipient's phone (optional)",
        RecipientPhoneHint = "Empty: the number of who orders.",
        RecipientOnly = "Recipient",
        RecipientPhoneOnly = "Recipient's phone",
        MemoChoice = "Delivery note",
        NoMemo = "None",
        Memo = "For the courier (optional)",
        MemoHint = "For example the code of the front door",
        SaveAddress = "Save this address in my account",
        WrongSaved = "Please choose the address again.",
        WrongPostcode = "Please enter a postcode of 5 digits.",
        WrongLine1 = "Please enter a road address, up to 200 characters.",
        WrongLine2 = "The detail has up to 200 characters.",
        WrongRecipient = "Please enter the recipient's name, up to 100 characters.",
        WrongRecipientPhone = "Please enter the recipient's number of 7 to 15 digits.",
        WrongMemo = "The delivery note has up to 200 characters in all.",
        TooManySaved = "You can save 20 addresses. Order without saving it, or tidy up your addresses.",
        Change = "Change the address",
        ChangeText = "Until we begin to prepare it.",
        Add = "Enter an address",
        SaveChange = "Send it there",
        TooLate = "It is being prepared or has ended: the address cannot be changed. Please write to us.",
        VatFormat = "VAT of {0} included, free shipping",
        Terms = "By pressing the button you confirm this order and agree to buy under the terms below.",
        Minors = "Under 19 you need the consent of your legal representative; without it you or they can cancel.",
        FormOld = "You signed in or out meanwhile. Please check and press again.",
    };

    public required string Where { get; init; }
    public required string Address { get; init; }
    public required string ChooseSaved { get; init; }
    public required string NewAddress { get; init; }
    public required string Default { get; init; }
    public required string Postcode { get; init; }
    public required string PostcodeHint { get; init; }
    public required string Line1 { get; init; }
    public required string Line1Hint { get; init; }
    public required string Line2 { get; init; }
    public required string Line2Hint { get; init; }
    public required string Recipient { get; init; }
    public required string RecipientHint { get; init; }
    public required string RecipientPhone { get; init; }
    public required string RecipientPhoneHint { get; init; }
    public required string RecipientOnly { get; init; }
    public required string RecipientPhoneOnly { get; init; }
    public required string MemoChoice { get; init; }
    public required string NoMemo { get; init; }
    public required string Memo { get; init; }
    public required string MemoHint { get; init; }
    public required string SaveAddress { get; init; }
    public required string WrongSaved { get; init; }
    public required string WrongPostcode { get; init; }
    public required string WrongLine1 { get; init; }
    public required string WrongLine2 { get; init; }
    public required string WrongRecipient { get; init; }
    public required string WrongRecipientPhone { get; init; }
    public required string WrongMemo { get; init; }
    public required string TooManySaved { get; init; }
    public required string Change { get; init; }
    public required string ChangeText { get; init; }
    public required string Add { get; init; }
    public required string SaveChange { get; init; }
    public required string TooLate { get; init; }
    public required string VatFormat { get; init; }
    public required string Terms { get; init; }
    public required string Minors { get; init; }
    public required string FormOld { get; init; }

    public static DeliveryWords Of(Visit visit) => visit.IsEnglish ? english : korean;
}
