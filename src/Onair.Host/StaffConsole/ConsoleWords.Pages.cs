namespace Onair.Host.StaffConsole;

public sealed partial class ConsoleWords
{
    // Overview.
    public string OnAirNow => Say("지금 방송", "On the air");
    public string NextShows => Say("다음 방송", "Next shows");
    public string NothingOnAir => Say("지금은 방송이 없어요.", "Nothing is on the air.");
    public string NothingPlanned => Say("24시간 안에 잡힌 방송이 없어요.", "No show is planned within 24 hours.");
    public string OpenControl => Say("컨트롤 룸 열기", "Open the control room");
    public string Viewers => Say("시청자", "viewers");
    public string DeadJobs => Say("중단된 작업", "dead jobs");
    public string Behind => Say("가장 늦은 작업", "furthest behind");
    public string YourRoles => Say("맡은 역할", "Your roles");

    // Control room.
    public string ControlRoom => Say("컨트롤 룸", "Control room");
    public string HostView => Say("진행자 화면", "Host view");
    public string Rundown => Say("순서", "Rundown");
    public string Air => Say("방송하기", "On air");
    public string NextKey => Say("다음 상품 (N)", "Next offer (N)");
    public string ShownNow => Say("방송 중", "on air");
    public string OrdersPerSecond => Say("초당 주문 (최근 10분)", "Orders per second (last 10 minutes)");
    public string OrdersPerMinute => Say("분당 주문", "Orders per minute");
    public string Sold => Say("결제됨", "sold");
    public string Held => Say("결제 대기", "held");
    public string Available => Say("남음", "left");
    public string SellOut => Say("소진까지", "sold out in");
    public string Revenue => Say("주문 금액", "ordered");
    public string OrderCount => Say("주문", "orders");
    public string Conversion => Say("전환율", "conversion");
    public string Price => Say("가격 (원)", "Price (won)");
    public string Allotment => Say("배정 수량", "allotment");
    public string Limit => Say("1인 한도 (없으면 0)", "limit per person (0: none)");
    public string Payments => Say("결제", "Payments");
    public string WaitingPayments => Say("승인 대기 작업", "approvals waiting");
    public string JobLag => Say("작업 지연", "job lag");
    public string Change => Say("조건 바꾸기", "Change");
    public string Preview => Say("바뀌는 내용", "What changes");
    public string NothingChanges => Say("바뀌는 것이 없어요.", "Nothing changes.");
    public string LastCall => Say("마감 임박 (60초)", "Last call (60 s)");
    public string EndShow => Say("방송 끝내기", "End the show");
    public string EndSure => Say(
        "방송을 끝내면 모든 상품의 판매가 닫히고 되돌릴 수 없어요.",
        "Ending the show closes all its offers, and cannot be undone.");
    public string Undo => Say("되돌리기", "Undo");
    public string Undone => Say("되돌렸어요.", "Undone.");
    public string Aired => Say("방송 상품을 바꿨어요.", "Switched.");
    public string Changed => Say("조건을 바꿨어요.", "Changed.");
    public string LastCalled => Say("60초 뒤에 마감돼요.", "It closes in 60 seconds.");
    public string ShowIsOver => Say("끝난 방송이에요.", "This show is over.");
    public string ChangedMeanwhile => Say(
        "그 사이에 다른 분이 바꿨어요. 새 값을 확인해 주세요.", "Somebody else changed it meanwhile: look at the new values.");
    public string BelowOrdered => Say(
        "이미 주문된 수량보다 적게 배정할 수 없어요.", "The allotment cannot be below what is ordered already.");
    public string OfferEnded => Say("마감된 상품이에요.", "The offer is closed.");
    public string NotANumber => Say("숫자를 다시 확인해 주세요.", "Please check the numbers.");
    public string Stale => Say("마지막으로 읽은 값", "last read");
    public string Closes => Say("마감까지", "closes in");
    public string NoSuchShow => Say("없는 방송이에요.", "There is no such show.");
    public string Clock12 => Say("지금", "now");

    // Orders.
    public string OrderNumberLabel => Say("주문 번호", "Order number");
    public string NoSuchOrder => Say("이 번호의 주문이 없어요.", "No order has this number.");
    public string OrdersEmpty => Say("찾는 주문이 없어요.", "No order was found.");
    public string Timeline => Say("기록", "Timeline");
    public string Lines => Say("상품", "Lines");
    public string Person => Say("고객", "Customer");
    public string ShowPerson => Say("고객 정보 보기", "Show whom it is for");
    public string PersonHidden => Say(
        "가려져 있어요. 사유를 적으면 볼 수 있고, 열람이 기록돼요.", "Hidden. Say why to see it; that is written down.");
    public string Masked => Say("가림", "hidden");
    public string CancelOrder => Say("주문 취소", "Cancel the order");
    public string Prepare => Say("배송 준비로", "Prepare");
    public string Ship => Say("배송 시작으로", "Ship");
    public string Deliver => Say("배송 완료로", "Deliver");
    public string Done => Say("했어요.", "Done.");
    public string WrongState => Say("지금 상태에서는 할 수 없어요.", "Not possible in this state.");
    public string PaymentPending => Say(
        "결제 결과를 아직 몰라요. 정해진 뒤에 다시 해 주세요.", "A payment's outcome is not known yet: try again then.");
    public string Busy => Say("지금은 바빠요. 잠시 뒤에 다시 해 주세요.", "Busy: try again in a moment.");
    public string Status => Say("상태", "State");
    public string ChannelTitle => Say("경로", "Channel");
    public string Total => Say("합계", "Total");
    public string Who => Say("누가", "Who");
    public string What => Say("무엇을", "What");
    public string Quantity => Say("수량", "Pieces");
    public string Provider => Say("결제사", "Provider");
    public string Amount => Say("금액", "Amount");

    // Stock.
    public string Sku => "SKU";
    public string OnHand => Say("실물", "on hand");
    public string SkuFrom => Say("SKU가 이 글자 다음부터", "SKUs after");
    public string ChangeBy => Say("늘리거나 줄일 수량", "Pieces more or fewer");
    public string StockEmpty => Say("재고가 없어요. 상품을 들이면 여기에 나와요.", "No stock yet.");
    public string BelowHeld => Say("주문이 점유한 수량보다 적어질 수 없어요.", "Fewer would remain than are held for orders.");
    public string History => Say("이력", "History");

    // Jobs.
    public string Kind => Say("종류", "Kind");
    public string Waiting => Say("대기", "waiting");
    public string Running => Say("처리 중", "running");
    public string Dead => Say("중단", "dead");
    public string Redrive => Say("다시 시도", "Redrive");
    public string RedriveAll => Say("이 종류 모두 다시 시도", "Redrive all of this kind");
    public string JobsEmpty => Say("대기하거나 중단된 작업이 없어요.", "Nothing waits and nothing is dead.");
    public string Attempts => Say("시도", "tries");
    public string Redriven => Say("건을 다시 시도해요.", "wait again.");
    public string NotRedriven => Say("다시 시도할 것이 없었어요.", "There was nothing to redrive.");

    // Payments.
    public string Cases => Say("대사 차이", "Cases of reconciliation");
    public string CasesEmpty => Say("결제사와 장부가 모두 맞아요.", "Our books and the providers' agree.");
    public string Ours => Say("우리 장부", "ours");
    public string Theirs => Say("결제사 장부", "theirs");
    public string Resolve => Say("해결", "Resolve");
    public string UnknownAttempts => Say("결과를 모르는 결제", "Payments whose outcome is not known");
    public string UnknownEmpty => Say("모두 결과를 알아요.", "Every outcome is known.");
    public string LegalClocks => Say("법정 기한", "Clocks of the law");
    public string ClocksEmpty => Say("곧 닥치는 기한이 없어요.", "Nothing is due soon.");
    public string Overdue => Say("지남", "overdue");
    public string RefundClock => Say("환급", "refund");

    // Staff and audit.
    public string Invite => Say("초대하기", "Invite");
    public string Invitations => Say("보낸 초대", "Invitations");
    public string InvitedText => Say("초대 메일을 보냈어요.", "A letter is on its way.");
    public string InviteInvalid => Say("이메일과 역할을 확인해 주세요.", "Please check the address and the roles.");
    public string AlreadyMember => Say("이미 함께 일하고 있어요. 역할을 바꿔 주세요.", "They work here already: change their roles.");
    public string TooMany => Say("초대나 직원이 너무 많아요.", "There are too many invitations or members.");
    public string Roles => Say("역할", "Roles");
    public string ChangeRoles => Say("역할 바꾸기", "Change roles");
    public string Since => Say("부터", "since");
    public string Until => Say("까지", "until");
    public string LastAdmin => Say(
        "마지막 관리자의 역할은 뺄 수 없어요.", "The last administrator has to stay one.");
    public string RolesChanged => Say(
        "역할을 바꿨어요. 그분은 다시 로그인해야 해요.", "Changed. They have to sign in again.");
    public string From => Say("주소", "From");
    public string Detail => Say("내용", "Detail");
    public string Export => Say("CSV로 내보내기", "Export as CSV");
    public string AuditEmpty => Say("기록이 없어요.", "There are no entries.");
    public string AllOf => Say("전체", "All");
}
