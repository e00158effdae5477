using Onair.Orders;
using Onair.Orders.Shipments;
using Onair.Payments;
using Onair.Staff.Views;

namespace Onair.Host.StaffConsole;

public sealed partial class ConsoleWords
{
    // Tables.
    public string Columns => Say("열 고르기", "Columns");
    public string SavedViews => Say("저장한 보기", "Saved views");
    public string ViewName => Say("보기 이름", "Name of the view");
    public string SaveView => Say("지금 보기 저장", "Save this view");
    public string ClearFilters => Say("조건 지우기", "Clear");
    public string NextPage => Say("다음", "Next");
    public string FirstPage => Say("처음으로", "First page");
    public string Pages => Say("쪽", "Pages");
    public string TableKeys => Say(
        "표 안에서: j·k 위아래, Enter 열기, n 다음, / 찾기", "In the table: j and k move, Enter opens, n next page, / find");
    public string FromDay => Say("이날부터", "From day");
    public string ToDay => Say("이날까지", "To day");

    // Orders.
    public string FindOrders => Say("무엇으로든 찾기", "Find by anything");
    public string FindOrdersHint => Say(
        "주문 번호, 송장 번호, 결제 키, SKU, 고객의 이름·전화(뒤 4자리도)·이메일로 찾아요. 적은 글자는 주소에 남지 않아요.",
        "By number, tracking number, payment key, SKU, or the customer's name, phone (also its last four digits) or "
        + "e-mail. What you type stays out of the address.");
    public string PlacedAt => Say("주문 시각 (KST)", "Placed (KST)");
    public string ChangedAt => Say("바뀐 시각 (KST)", "Changed (KST)");
    public string Remaining => Say("남은 금액", "Remaining");
    public string ShipBefore => Say("발송 기한", "Ship before");
    public string WithdrawBefore => Say("청약철회 기한", "May be given back until");
    public string Refunds => Say("환급", "Refunds");
    public string RequestedAt => Say("접수 시각", "Asked for");
    public string DueAt => Say("법정 기한", "Due by law");
    public string WaitsForAccount => Say("환급 계좌를 기다려요", "waits for the customer's account");
    public string PiecesHint => Say(
        "수량을 비워 두면 남은 전부예요. 결제한 금액은 같은 거래로 환급돼요.",
        "Left empty: all that is left. What was paid is refunded with it.");
    public string CauseTitle => Say("원인", "Cause");
    public string TakeBack => Say("반품 처리하고 환급", "Take back and refund");

    // Parcels.
    public string Shipments => Say("배송", "Shipments");
    public string Parcels => Say("송장", "Parcels");
    public string AddParcel => Say("송장 등록", "Add a parcel");
    public string CarrierTitle => Say("택배사", "Carrier");
    public string Tracking => Say("송장 번호", "Tracking number");
    public string ParcelFile => Say("송장 파일 (CSV)", "File of parcels (CSV)");
    public string ParcelFileHint => Say(
        "첫 줄은 order,carrier,tracking. 5,000줄, 1 MB까지. 한 줄이라도 틀리면 아무것도 등록하지 않아요.",
        "First line: order,carrier,tracking. Up to 5,000 lines and 1 MB. One wrong line, and nothing is shipped.");
    public string FileLabel => Say("파일 고르기", "Choose a file");
    public string NothingShipped => Say("파일을 고쳐 주세요. 등록한 송장이 없어요.", "Please mend the file: nothing was shipped.");
    public string Result => Say("결과", "Result");

    // Returns.
    public string Returns => Say("반품", "Returns");
    public string ReturnsEmpty => Say("반품 접수가 없어요.", "Nothing is coming back.");
    public string ReturnsHint => Say(
        "상품이 돌아오면 주문에서 입고를 눌러 주세요. 그때부터 3영업일 안에 환급해야 해요.",
        "When the goods are here, receive them at the order: the refund is due within three working days from then.");
    public string ReceivedAt => Say("입고 시각", "Received");
    public string OpenReturn => Say("접수된 반품", "A return is open");
    public string ReceiveReturn => Say("반품 입고하고 환급", "Goods are here: refund");
    public string ReceiveHint => Say(
        "상품을 확인한 뒤 눌러 주세요. 재고에 더하고 환급을 시작해요.",
        "After looking at the goods: they go back into stock, and the refund starts.");
    public string TakeWord => Say("반품 접수", "Take a return");
    public string TakeWordHint => Say(
        "고객이 전화로 반품을 알렸을 때 남은 상품 전부를 접수해요.",
        "When a customer calls to give back all that is left.");

    // Letters.
    public string Letters => Say("보낸 안내", "Letters sent");
    public string Resend => Say("다시 보내기", "Send again");

    // Stock and audit.
    public string Received => Say("입고", "received");
    public string ReturnedPieces => Say("반환", "returned");
    public string MemberId => Say("직원 번호", "Member");
    public string Digest => Say("사슬값", "Digest");
    public string AuditSubject => Say(
        "무엇을 (order:..., sku:..., staff:...)", "What (order:..., sku:..., staff:...)");

    public string LookedTo(DateTimeOffset at) => Say(
        $"{Moment(at)}까지 찾아봤어요. 다음을 누르면 이어서 찾아요.",
        $"Looked through everything back to {Moment(at)}. Next goes on from there.");

    public string AndMore(string name, int lines) => lines <= 1 ? name
        : Say($"{name} 외 {lines - 1}", $"{name} and {lines - 1} more");

    public string FileTooLarge(long bytes) => Say(
        $"파일은 {bytes / 1024:N0} KB까지예요.", $"A file has at most {bytes / 1024:N0} KB.");

    public string Say(ParcelFault fault) => fault.IsUnknown
        ? Say($"{fault.Line}번째 줄: {fault.Field} 값을 모르겠어요.", $"Line {fault.Line}: {fault.Field} is not known.")
        : Say(
            $"{fault.Line}번째 줄: 형식이 맞지 않거나 너무 길어요.",
            $"Line {fault.Line} is not as it has to be, or the file is too long.");

    public Told Sent(IReadOnlyList<ShipOrderStatus> statuses)
    {
        var sent = statuses.Count(status => status is ShipOrderStatus.Shipped or ShipOrderStatus.AlreadyShipped);
        var text = Say(
            $"{statuses.Count}건 가운데 {sent}건을 등록했어요.", $"{sent} of {statuses.Count} parcels are on their way.");
        return new Told(text, sent < statuses.Count);
    }

    public string CauseOf(EndCause cause) => cause switch
    {
        EndCause.ChangeOfMind => Say("단순 변심", "changed their mind"),
        EndCause.Defect => Say("불량", "defect"),
        EndCause.Mismatch => Say("표시·광고와 다름", "not as promised"),
        EndCause.SupplyFailure => Say("공급 불가", "cannot be supplied"),
    };

    public string StateOf(WithdrawalState state) => state switch
    {
        WithdrawalState.Open => Say("상품을 기다림", "waits for the goods"),
        WithdrawalState.Done => Say("입고됨", "received"),
    };

    public string StateOf(RefundState state) => state switch
    {
        RefundState.Pending => Say("환급 중", "on its way"),
        RefundState.Done => Say("환급됨", "refunded"),
        RefundState.Failed => Say("거절됨", "refused"),
    };

    public string StageOf(OrderLetterStage stage) => stage switch
    {
        OrderLetterStage.Received => Say("주문 접수", "order received"),
        OrderLetterStage.Paid => Say("결제 완료", "paid"),
        OrderLetterStage.Shipped => Say("발송", "shipped"),
        OrderLetterStage.Expired => Say("기한 지남", "expired"),
        OrderLetterStage.Cancelled => Say("취소", "cancelled"),
        OrderLetterStage.Returned => Say("반품", "returned"),
        OrderLetterStage.PartlyEnded => Say("일부 취소·반품", "partly ended"),
        OrderLetterStage.Refunded => Say("환급", "refunded"),
    };

    public Told Of(SaveViewStatus status) => status switch
    {
        SaveViewStatus.Saved => new(Done, false),
        SaveViewStatus.Invalid => new(Say("보기 이름을 적어 주세요.", "Please name the view."), true),
        SaveViewStatus.TooMany => new(Say("저장한 보기가 너무 많아요.", "There are too many saved views."), true),
    };

    public Told Of(ShipOrderStatus status) => status switch
    {
        ShipOrderStatus.Shipped => new(Done, false),
        ShipOrderStatus.AlreadyShipped => new(Say("이미 등록한 송장이에요.", "This parcel was there already."), false),
        ShipOrderStatus.UnknownOrder => new(NoSuchOrder, true),
        ShipOrderStatus.WrongState => new(WrongState, true),
        ShipOrderStatus.Invalid => new(Say("송장 번호가 아니에요.", "That is no tracking number."), true),
        ShipOrderStatus.TooMany => new(Say("한 주문에 송장이 너무 많아요.", "Too many parcels for one order."), true),
    };

    public Told Of(RequestWithdrawalStatus status) => status switch
    {
        RequestWithdrawalStatus.Requested or RequestWithdrawalStatus.AlreadyRequested => new(Done, false),
        RequestWithdrawalStatus.UnknownOrder => new(NoSuchOrder, true),
        RequestWithdrawalStatus.WrongState or RequestWithdrawalStatus.NotInOrder => new(WrongState, true),
        RequestWithdrawalStatus.TooLate => new(Say("청약철회 기한이 지났어요.", "The time for it is over."), true),
        RequestWithdrawalStatus.AccountNeeded => new(
            Say(
                "무통장 입금 주문이에요. 고객이 주문 화면에서 환급 계좌와 함께 접수해야 해요.",
                "It was paid into an account: the customer has to ask at their order, with an account for the refund."),
            true),
    };

    public Told Of(ResendLetterStatus? status) => status switch
    {
        ResendLetterStatus.Asked => new(Say("곧 다시 보내요.", "It is on its way again."), false),
        ResendLetterStatus.UnknownOrder => new(NoSuchOrder, true),
        ResendLetterStatus.NotSent or ResendLetterStatus.NotWorth => new(WrongState, true),
        null => Refused,
    };
}
