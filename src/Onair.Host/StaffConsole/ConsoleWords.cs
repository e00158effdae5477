using System.Globalization;
using Onair.Broadcasts;
using Onair.Host.Storefront.Account;
using Onair.Inventory;
using Onair.Jobs;
using Onair.Orders;
using Onair.Payments.Routing;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole;

/// <summary>All texts of the console. Both languages stand side by side: one that lacks a text does not compile.
/// </summary>
public sealed partial class ConsoleWords(bool isEnglish)
{
    private static readonly ConsoleWords korean = new(isEnglish: false);
    private static readonly ConsoleWords english = new(isEnglish: true);

    /// <summary>Korea keeps one offset all year.</summary>
    private static readonly TimeSpan korea = TimeSpan.FromHours(9);

    public static ConsoleWords Of(bool isEnglish) => isEnglish ? english : korean;

    public bool IsEnglish => isEnglish;

    public AccountWords Account { get; } = new(isEnglish);

    public string Language => Say("ko", "en");
    public string OtherLanguage => Say("en", "ko");
    public string OtherLanguageName => Say("English", "한국어");
    public string Console => Say("Onair 콘솔", "Onair console");
    public string Loading => Say("불러오는 중이에요.", "Loading.");
    public string Menu => Say("메뉴", "Menu");
    public string SkipToContent => Say("본문으로 건너뛰기", "Skip to content");
    public string Yes => Say("네", "Yes");
    public string Cancel => Say("그만두기", "Cancel");
    public string Save => Say("저장", "Save");
    public string Search => Say("찾기", "Find");
    public string More => Say("더 보기", "More");
    public string Table => Say("표로 보기", "As a table");
    public string Time => Say("시각 (KST)", "Time (KST)");
    public string Reason => Say("사유", "Reason");
    public string ReasonNeeded => Say("사유를 적어 주세요.", "Please say why.");

    // The door.
    public string SignIn => Say("로그인", "Sign in");
    public string SignOut => Say("로그아웃", "Sign out");
    public string WrongSignIn => Say(
        "이메일, 비밀번호 또는 인증 코드가 맞지 않아요.", "E-mail, password or code is not right.");
    public string NoSecondFactor => Say(
        "계정의 인증 앱이 꺼져 있어요. 쇼핑몰의 내 계정에서 다시 켜 주세요.",
        "The authenticator app of this account is off. Turn it on again in the shop, under your account.");
    public string CodeTitle => Say("인증 코드 확인", "One more step");
    public string Code => Say("인증 앱의 코드 6자리", "Six digits of your app");
    public string CodeHint => Say("30초마다 바뀌는 숫자예요.", "The number that changes every 30 seconds.");
    public string FromTheStart => Say("처음부터 다시 하기", "From the start");
    public string JoinTitle => Say("콘솔에 오신 것을 환영해요", "Welcome to the console");
    public string JoinKnown => Say(
        "쇼핑몰 계정이 이미 있어요. 그 비밀번호로 이어 주세요.", "You have an account of the shop: use its password.");
    public string JoinNew => Say(
        "이름과 비밀번호를 정하고 인증 앱을 연결해 주세요.",
        "Choose a name and a password, and connect an authenticator app.");
    public string AppTitle => Say("인증 앱", "Authenticator app");
    public string AppText => Say(
        "앱으로 그림을 찍거나 아래 글자를 넣으면 코드가 나와요.",
        "Read the picture with your app, or type the letters; the app then shows a code.");
    public string AppPicture => Say("인증 앱이 읽는 QR 코드", "QR code for the authenticator app");
    public string JoinButton => Say("시작하기", "Start");
    public string DeadLinkTitle => Say("쓸 수 없는 링크예요", "This link does not work");
    public string DeadLinkText => Say(
        "이미 썼거나 시간이 지났어요. 초대한 분에게 새 링크를 부탁해 주세요.",
        "It was used, or is too old. Ask who invited you for a new one.");

    // Everywhere.
    public string NotAllowedTitle => Say("이 화면은 맡은 역할에 없어요", "Your roles do not include this page");
    public string NotAllowed => Say(
        "필요하다면 관리자에게 역할을 부탁해 주세요.", "If you need it, ask an administrator for a role.");
    public string NotFoundTitle => Say("없는 화면이에요", "There is no such page");
    public string TroubleTitle => Say("문제가 생겼어요", "Something went wrong");
    public string TroubleText => Say(
        "한 번 더 해 보고, 계속되면 아래 번호와 함께 운영 담당자에게 알려 주세요.",
        "Try once more; if it stays, tell the operators this number.");
    public string Again => Say("다시 하기", "Try again");
    public string Lost => Say("서버와 연결이 끊겼어요. 다시 잇고 있어요.", "The connection is lost. Trying again.");

    // Pages.
    public string Overview => Say("한눈에", "Overview");
    public string Orders => Say("주문", "Orders");
    public string Stock => Say("재고", "Stock");
    public string Jobs => Say("작업", "Jobs");
    public string StaffTitle => Say("직원", "Staff");
    public string Audit => Say("감사 기록", "Audit log");

    public string Won(long amount) => isEnglish ? $"₩{Count(amount)}" : $"{Count(amount)}원";

    public string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public string Rate(double perSecond) => perSecond.ToString("N1", CultureInfo.InvariantCulture);

    public string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>In Korea's time, to the second.</summary>
    public string Moment(DateTimeOffset at) =>
        at.ToOffset(korea).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public string Clock(DateTimeOffset at) => at.ToOffset(korea).ToString("HH:mm", CultureInfo.InvariantCulture);

    public string ClockSeconds(DateTimeOffset at) =>
        at.ToOffset(korea).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>How long, in the two largest units.</summary>
    public string Span(TimeSpan span)
    {
        var (d, h, m, s) = (Say("일", "d"), Say("시간", "h"), Say("분", "min"), Say("초", "s"));
        return span.TotalSeconds < 60 ? $"{(long)span.TotalSeconds}{s}"
            : span.TotalMinutes < 60 ? $"{span.Minutes}{m} {span.Seconds}{s}"
            : span.TotalHours < 24 ? $"{span.Hours}{h} {span.Minutes}{m}"
            : $"{(long)span.TotalDays}{d} {span.Hours}{h}";
    }

    public string Say(Catalog.LocalText text) => isEnglish ? text.En : text.Ko;

    public string RolesOf(StaffRoles roles) => roles == StaffRoles.None
        ? Say("일하지 않음", "does not work here")
        : string.Join(", ", StaffRoleWords.All.Where(role => roles.HasFlag(role)).Select(RoleOf));

    public string RoleOf(StaffRoles role) => role switch
    {
        StaffRoles.Producer => Say("방송 PD", "producer"),
        StaffRoles.Merchandiser => Say("MD", "merchandiser"),
        StaffRoles.Warehouse => Say("물류", "warehouse"),
        StaffRoles.Care => Say("고객센터", "care"),
        StaffRoles.Operator => Say("운영", "operator"),
        StaffRoles.Finance => Say("재무", "finance"),
        StaffRoles.Admin => Say("관리자", "admin"),
        _ => role.ToString(),
    };

    public string StateOf(BroadcastState state) => state switch
    {
        BroadcastState.Scheduled => Say("예정", "scheduled"),
        BroadcastState.OnAir => Say("방송 중", "on air"),
        BroadcastState.Ended => Say("끝남", "ended"),
    };

    public string StateOf(OfferState state) => state switch
    {
        OfferState.Planned => Say("대기", "planned"),
        OfferState.Open => Say("판매 중", "open"),
        OfferState.Closed => Say("마감", "closed"),
    };

    public string StatusOf(OrderStatus status) => status switch
    {
        OrderStatus.Placed => Say("결제 대기", "placed"),
        OrderStatus.Paid => Say("결제 완료", "paid"),
        OrderStatus.Preparing => Say("배송 준비", "preparing"),
        OrderStatus.Shipped => Say("배송 중", "shipped"),
        OrderStatus.Delivered => Say("배송 완료", "delivered"),
        OrderStatus.Expired => Say("기한 지남", "expired"),
        OrderStatus.Cancelled => Say("취소", "cancelled"),
        OrderStatus.Returned => Say("반품", "returned"),
    };

    public string ChannelOf(Channel channel) => channel switch
    {
        Channel.Tv => "TV",
        Channel.Web => Say("웹", "web"),
        Channel.App => Say("앱", "app"),
        Channel.Phone => Say("전화", "phone"),
    };

    public string KindOf(MovementKind kind) => kind switch
    {
        MovementKind.Receive => Say("입고", "received"),
        MovementKind.Adjust => Say("조정", "adjusted"),
        MovementKind.Hold => Say("점유", "held"),
        MovementKind.Release => Say("점유 해제", "released"),
        MovementKind.Sell => Say("판매", "sold"),
        MovementKind.Return => Say("반환", "returned"),
    };

    public string StateOf(BreakerState state) => state switch
    {
        BreakerState.Closed => Say("정상", "well"),
        BreakerState.Open => Say("차단", "resting"),
        BreakerState.Probing => Say("시험 중", "being tried"),
    };

    public string StateOf(JobState state) => state switch
    {
        JobState.Waiting => Say("대기", "waiting"),
        JobState.Leased => Say("처리 중", "running"),
        JobState.Done => Say("끝", "done"),
        JobState.Dead => Say("중단", "dead"),
    };

    public string DeedOf(Deed deed) => deed switch
    {
        Deed.IncidentOpened => Say("인시던트 알림", "reported an incident"),
        Deed.IncidentChanged => Say("인시던트 처리", "handled an incident"),
        Deed.AlarmSilenced => Say("알람 조용히", "silenced an alarm"),
        Deed.OnCallChanged => Say("당번 변경", "changed who is on call"),
        Deed.StaffInvited => Say("직원 초대", "invited staff"),
        Deed.StaffJoined => Say("직원 합류", "joined"),
        Deed.RolesChanged => Say("역할 변경", "changed roles"),
        Deed.SignedIn => Say("로그인", "signed in"),
        Deed.SignedOut => Say("로그아웃", "signed out"),
        Deed.CodeRefused => Say("인증 코드 틀림", "wrong code"),
        Deed.AuditRead => Say("감사 기록 열람", "read the audit log"),
        Deed.AuditExported => Say("감사 기록 내보내기", "exported the audit log"),
        Deed.OfferAired => Say("상품 전환", "switched the offer"),
        Deed.OfferChanged => Say("조건 변경", "changed an offer"),
        Deed.LastCalled => Say("마감 임박 선언", "last call"),
        Deed.ShowEnded => Say("방송 종료", "ended a show"),
        Deed.ShowPlanned => Say("방송 편성", "planned a show"),
        Deed.ShowMoved => Say("편성 이동", "moved a show"),
        Deed.StockChanged => Say("재고 변경", "changed stock"),
        Deed.OrderRead => Say("주문 열람", "read an order"),
        Deed.PersonSeen => Say("고객 정보 열람", "saw whom it is for"),
        Deed.OrderCancelled => Say("주문 취소", "cancelled an order"),
        Deed.OrderMoved => Say("주문 진행", "moved an order"),
        Deed.OrdersSearched => Say("주문 검색", "searched the orders"),
        Deed.ParcelSent => Say("송장 등록", "sent a parcel"),
        Deed.ParcelDropped => Say("송장 삭제", "removed a parcel"),
        Deed.ReturnAsked => Say("반품 접수", "took a return"),
        Deed.GoodsReturned => Say("반품 입고", "received goods back"),
        Deed.LetterResent => Say("안내 메일 다시 보내기", "sent a letter again"),
        Deed.PhoneOrderTaken => Say("전화 주문", "took a telephone order"),
        Deed.TableExported => Say("표 내보내기", "exported a table"),
        Deed.JobsRedriven => Say("작업 재시도", "redrove jobs"),
        Deed.CustomersSearched => Say("고객 검색", "searched the customers"),
        Deed.CustomerSeen => Say("고객 계정 열람", "opened an account"),
        Deed.RatingModerated => Say("후기 검토", "moderated a rating"),
        Deed.ProductChanged => Say("상품 변경", "changed a product"),
        Deed.PriceChanged => Say("가격 변경", "changed a price"),
        Deed.PictureAdded => Say("사진 올리기", "added a picture"),
        Deed.WebhookChanged => Say("웹훅 변경", "changed a webhook"),
        Deed.MessageResent => Say("웹훅 다시 보내기", "sent a webhook message again"),
        Deed.CaseResolved => Say("대사 차이 해결", "resolved a case"),
    };

    /// <summary>A text in this language, for what is said in one place only.</summary>
    public string Say(string korean, string english) => isEnglish ? english : korean;
}
