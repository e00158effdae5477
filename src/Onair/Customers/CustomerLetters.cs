using System.Globalization;
using Onair.Mail;

namespace Onair.Customers;

/// <summary>
/// The letters of this room. None of them advertises anything, and none repeats what somebody typed into a form: they
/// go to addresses that anybody may have typed.
/// </summary>
internal static class CustomerLetters
{
    private static readonly TimeSpan korea = TimeSpan.FromHours(9);

    public static Letter Verify(Customer to, string link) => Of(
        to,
        "[Onair] 이메일 주소를 확인해 주세요",
        $"가입해 주셔서 고맙습니다. 아래 주소를 열어 이메일 확인을 마쳐 주세요. 24시간 동안 쓸 수 있어요.\n\n{link}\n\n"
        + "가입한 적이 없다면 이 메일을 지우시면 됩니다. 확인하지 않은 계정은 7일 뒤에 사라져요.",
        "[Onair] Please confirm your e-mail address",
        $"Open this address to confirm your e-mail. It works for 24 hours.\n\n{link}\n\n"
        + "If you did not sign up, delete this mail: an account that is not confirmed goes after 7 days.");

    public static Letter AlreadyThere(Customer to, string signIn, string forgot) => Of(
        to,
        "[Onair] 이미 가입된 이메일이에요",
        $"이 주소로 가입하려는 요청이 있었지만 이미 계정이 있어요.\n\n로그인: {signIn}\n비밀번호 재설정: {forgot}\n\n"
        + "요청한 적이 없다면 아무것도 하지 않으셔도 됩니다.",
        "[Onair] You have an account already",
        $"Somebody asked to sign up with this address, which has an account.\n\nSign in: {signIn}\n"
        + $"New password: {forgot}\n\nIf it was not you, there is nothing to do.");

    public static Letter Reset(Customer to, string link) => Of(
        to,
        "[Onair] 비밀번호를 다시 정해 주세요",
        $"아래 주소에서 새 비밀번호를 정할 수 있어요. 1시간 동안 한 번 쓸 수 있어요.\n\n{link}\n\n"
        + "요청한 적이 없다면 이 메일을 지우시면 됩니다. 비밀번호는 그대로예요.",
        "[Onair] Choose a new password",
        $"Open this address to choose a new password. It works once, within an hour.\n\n{link}\n\n"
        + "If it was not you, delete this mail: your password stays as it is.");

    public static Letter SecurityChanged(Customer to, string what, string whatEnglish, DateTimeOffset at) => Of(
        to,
        "[Onair] 계정 보안 설정이 바뀌었어요",
        $"{Time(at)}에 바뀐 내용: {what}\n\n본인이 아니라면 바로 비밀번호를 다시 정하고 고객센터에 알려 주세요.",
        "[Onair] A security setting has changed",
        $"At {Time(at)} (KST): {whatEnglish}\n\nIf it was not you, choose a new password at once and tell us.");

    /// <summary>The result of a consent or of taking it back is told, with its day (정보통신망법 art. 50(7)).</summary>
    public static Letter ConsentsChanged(Customer to, IReadOnlySet<ConsentPurpose> active, DateTimeOffset at) => Of(
        to,
        "[Onair] 광고 수신 동의 처리 결과를 알려드려요",
        $"처리 일시: {Time(at)} (Onair)\n\n"
        + ListOf(active, isEnglish: false)
        + "\n\n내 계정의 동의 관리에서 언제든지 바꿀 수 있어요.",
        "[Onair] Your choices about advertising",
        $"Recorded at {Time(at)} (KST, by Onair)\n\n"
        + ListOf(active, isEnglish: true)
        + "\n\nYou can change them at any time in your account.");

    public static Letter AskAgain(Customer to, DateTimeOffset grantedAt) => Of(
        to,
        "[Onair] 광고 수신 동의를 확인해 주세요",
        $"{Time(grantedAt)}에 광고 수신에 동의하셨어요. 동의한 지 2년이 되면 더 보내지 않습니다.\n\n"
        + "계속 받으시려면 내 계정의 동의 관리에서 다시 저장해 주세요. 받지 않으시려면 아무것도 하지 않으셔도 됩니다.",
        "[Onair] Do you still want our advertisements?",
        $"On {Time(grantedAt)} (KST) you agreed to receive advertisements. After two years we stop.\n\n"
        + "To go on, save your choices again in your account. To stop, do nothing.");

    public static Letter Goodbye(Customer to, DateTimeOffset at) => Of(
        to,
        "[Onair] 탈퇴가 끝났어요",
        $"{Time(at)}에 계정과 개인정보를 지웠습니다. 주문과 결제 기록만 전자상거래법에 따라 5년 동안 따로 보관합니다.\n\n그동안 고맙습니다.",
        "[Onair] Your account is gone",
        $"At {Time(at)} (KST) your account and its personal data were erased. Orders and payments alone are kept "
        + "apart for five years, as the law asks.\n\nThank you.");

    private static string ListOf(IReadOnlySet<ConsentPurpose> active, bool isEnglish)
    {
        var (yes, no) = isEnglish ? ("yes", "no") : ("동의", "동의하지 않음");
        return string.Join('\n', ConsentRules.Optional.Select(p =>
            $"- {NameOf(p, isEnglish)}: {(active.Contains(p) ? yes : no)}"));
    }

    private static string NameOf(ConsentPurpose purpose, bool isEnglish) => (purpose, isEnglish) switch
    {
        (ConsentPurpose.MarketingEmail, false) => "이메일 광고",
        (ConsentPurpose.MarketingEmail, true) => "by e-mail",
        (ConsentPurpose.MarketingSms, false) => "문자 광고",
        (ConsentPurpose.MarketingSms, true) => "by text message",
        (ConsentPurpose.MarketingNight, false) => "야간(21시~8시) 광고",
        (ConsentPurpose.MarketingNight, true) => "at night (21:00-08:00)",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "is no consent to marketing"),
    };

    internal static string Time(DateTimeOffset at) =>
        at.ToOffset(korea).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    internal static Letter Of(Customer to, string subject, string text, string subjectEnglish, string textEnglish) =>
        to.IsEnglish == 1 ? new(to.Email, subjectEnglish, textEnglish) : new(to.Email, subject, text);
}
