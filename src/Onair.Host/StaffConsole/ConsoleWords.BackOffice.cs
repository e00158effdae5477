using Onair.Ratings;
using Onair.Webhooks;

namespace Onair.Host.StaffConsole;

public sealed partial class ConsoleWords
{
    /// <summary>Characters of a text in a table.</summary>
    private const int shortChars = 60;

    public string No => Say("아니요", "No");

    // Stock.
    public string How => Say("방법", "How");
    public string Adjusting => Say("조정 (늘리거나 줄이기)", "adjust by");
    public string Receiving => Say("입고", "receive");
    public string Counting => Say("실사 (센 수량으로)", "count");
    public string Counted => Say("센 수량", "Pieces counted");

    // Settings.
    public string Settings => Say("설정", "Settings");
    public string SettingsHint => Say(
        "값은 환경 변수나 설정 파일로 정하고, 쇼핑몰을 다시 시작하면 적용돼요. 비밀값은 보여 드리지 않아요.",
        "Set by environment variables or a file, and read when the shop starts. Secrets are shown to nobody.");
    public string SettingsEmpty => Say("찾는 설정이 없어요.", "No setting was found.");
    public string FindSettings => Say("이름이나 설명", "Name or description");
    public string SettingKey => Say("설정", "Setting");
    public string SettingNow => Say("지금 값", "Now");
    public string SettingDefault => Say("기본값", "Default");
    public string SettingRange => Say("범위", "Range");
    public string SettingText => Say("설명 (영어)", "Description");
    public string SettingVariable => Say("환경 변수", "Variable");
    public string SettingSet => Say("바꾼 것만", "Changed only");
    public string NotSet => Say("정하지 않음", "not set");

    // Jobs.
    public string CreatedAt => Say("만든 시각", "Made");
    public string RunsAt => Say("실행 시각", "Due");
    public string NoSuchJobs => Say("이런 작업이 없어요.", "There are no such jobs.");
    public string NotResolved => Say("해결 전", "not resolved");
    public string JobId => Say("작업 번호", "Job");

    // Customers.
    public string Customers => Say("고객", "Customers");
    public string CustomersHint => Say(
        "이름 전체, 전화번호, 이메일로 찾아요. 가려진 정보는 사유를 적으면 볼 수 있고 열람이 기록돼요.",
        "By a whole name, phone or e-mail. What is masked is shown to who says why, and that is written down.");
    public string CustomersEmpty => Say("찾는 고객이 없어요.", "No customer was found.");
    public string FindCustomers => Say("이름, 전화, 이메일", "Name, phone or e-mail");
    public string NoSuchCustomer => Say("없는 고객이에요.", "There is no such customer.");
    public string VerifiedMailbox => Say("이메일 확인", "Mailbox verified");
    public string SecondFactor => Say("2단계 인증", "Second factor");

    // Ratings.
    public string Ratings => Say("후기", "Ratings");
    public string Rating => Say("후기", "Rating");
    public string RatingsHint => Say(
        "기다린 순서예요. 부정적이라는 이유로는 거절할 수 없어요.",
        "Who has waited longest comes first. That one is negative is no reason to refuse it.");
    public string RatingsEmpty => Say("볼 후기가 없어요.", "No rating waits.");
    public string NoSuchRating => Say("없는 후기예요.", "There is no such rating.");
    public string WrittenAt => Say("쓴 시각", "Written");
    public string Stars => Say("별점", "Stars");
    public string Pictures => Say("사진", "Pictures");
    public string BuyersPicture => Say("구매자가 올린 사진", "A picture of the buyer's");
    public string Reports => Say("신고", "Reports");
    public string Reported => Say("신고된 것만", "Reported only");
    public string Moderate => Say("검토", "Moderate");
    public string RefusalTitle => Say("싣지 않을 이유", "Why not");
    public string NoRefusal => Say("없음 (게시)", "none: publish");
    public string Note => Say("메모 (작성자에게 보이지 않음)", "Note (not for the author)");
    public string Publish => Say("게시하기", "Publish");
    public string Reject => Say("거절하기", "Reject");
    public string Hide => Say("숨기기", "Hide");

    // Webhooks.
    public string Webhooks => Say("웹훅", "Webhooks");
    public string WebhooksHint => Say(
        "주문에 일어난 일을 다른 서비스에 알려요. Standard Webhooks 서명을 붙이고, 받지 못하면 사흘 동안 다시 보내요.",
        "Tells other services what happened to orders: signed as Standard Webhooks, and sent again for three days.");
    public string WebhooksEmpty => Say("웹훅이 없어요.", "There are no webhooks.");
    public string WebhookLog => Say("보낸 기록", "Log");
    public string WebhookLogEmpty => Say("보낸 메시지가 없어요.", "Nothing was sent.");
    public string HookName => Say("이름", "Name");
    public string HookUrl => Say("받는 주소", "Address");
    public string HookEvents => Say("알릴 일", "Events");
    public string HookId => Say("웹훅 번호", "Webhook");
    public string AddHook => Say("웹훅 더하기", "Add a webhook");
    public string NoSuchHook => Say("없는 웹훅이에요.", "There is no such webhook.");
    public string SecretOnce => Say(
        "서명 비밀값이에요. 지금 한 번만 보여 드려요.", "The secret that messages are signed with. It is shown this once.");
    public string NewSecret => Say("비밀값 바꾸기", "New secret");
    public string Pause => Say("멈추기", "Pause");
    public string Resume => Say("다시 켜기", "Turn on again");
    public string FailingSince => Say("실패 시작", "Failing since");
    public string EndedAt => Say("끝난 시각", "Ended");
    public string Body => Say("본문", "Body");
    public string NoTries => Say("아직 보내지 않았어요.", "Not sent yet.");

    public string Short(string text) => text.Length <= shortChars ? text : text[..shortChars] + "…";

    public string StarsOf(int? stars) => stars is { } many ? Count(many) : "-";

    public string HookFault(string field) => field switch
    {
        "name" => Say("이름을 적어 주세요.", "Please give it a name."),
        "url" => Say(
            "https로 시작하는 공개 주소여야 해요. 내부 주소는 부를 수 없어요.",
            "The address must be https and public: nothing inside is called."),
        _ => Say("알릴 일을 하나 이상 골라 주세요.", "Please choose at least one event."),
    };

    public string StateOf(RatingState state) => state switch
    {
        RatingState.Pending => Say("검토 대기", "waits"),
        RatingState.Published => Say("게시됨", "published"),
        RatingState.Rejected => Say("거절됨", "rejected"),
        RatingState.Hidden => Say("숨김", "hidden"),
        RatingState.Withdrawn => Say("작성자가 지움", "withdrawn"),
    };

    public string ReasonOf(RefusalReason reason) => reason switch
    {
        RefusalReason.PersonalData => Say("개인정보", "personal data"),
        RefusalReason.Abuse => Say("욕설·혐오", "abuse"),
        RefusalReason.Unlawful => Say("불법", "unlawful"),
        RefusalReason.Advertising => Say("광고", "advertising"),
        RefusalReason.OffTopic => Say("상품과 무관", "off topic"),
        RefusalReason.OthersWork => Say("타인의 저작물", "somebody else's work"),
    };

    public string StateOf(WebhookState state) => state switch
    {
        WebhookState.Active => Say("켜짐", "on"),
        WebhookState.Paused => Say("멈춤", "paused"),
        WebhookState.Disabled => Say("실패로 꺼짐", "disabled after failures"),
    };

    public string StateOf(MessageState state) => state switch
    {
        MessageState.Waiting => Say("보내는 중", "on its way"),
        MessageState.Taken => Say("받음", "taken"),
        MessageState.GivenUp => Say("포기함", "given up"),
    };

    public Told Of(ModerateRatingStatus status) => status switch
    {
        ModerateRatingStatus.Moderated or ModerateRatingStatus.AlreadySo => new(Done, false),
        ModerateRatingStatus.UnknownRating => new(NoSuchRating, true),
        ModerateRatingStatus.WrongState => new(WrongState, true),
        ModerateRatingStatus.OtherVersion => new(ChangedMeanwhile, true),
    };

    public Told Of(AddWebhookStatus status) => status switch
    {
        AddWebhookStatus.Added => new(Done, false),
        AddWebhookStatus.Invalid => new(Say("아래 항목을 고쳐 주세요.", "Please mend what is named below."), true),
        AddWebhookStatus.TooMany => new(Say("웹훅이 너무 많아요.", "There are too many webhooks."), true),
    };

    public Told Of(ChangeWebhookStatus status) => status switch
    {
        ChangeWebhookStatus.Changed => new(Done, false),
        ChangeWebhookStatus.Invalid => Of(AddWebhookStatus.Invalid),
        ChangeWebhookStatus.UnknownWebhook => new(NoSuchHook, true),
        ChangeWebhookStatus.OtherVersion => new(ChangedMeanwhile, true),
    };

    public Told Of(ResendMessageStatus? status) => status switch
    {
        ResendMessageStatus.Asked => new(Done, false),
        ResendMessageStatus.UnknownMessage => new(WebhookLogEmpty, true),
        ResendMessageStatus.StillWaiting => new(Say("이미 보내는 중이에요.", "It is on its way already."), true),
        ResendMessageStatus.NotActive => new(Say("웹훅이 꺼져 있어요.", "The webhook is not on."), true),
        null => Refused,
    };
}
