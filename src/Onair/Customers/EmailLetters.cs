using Onair.Mail;

namespace Onair.Customers;

/// <summary>
/// The letters of a change of mailbox. As the others of this room they repeat nothing that was typed: the new address
/// may be anybody's.
/// </summary>
internal static class EmailLetters
{
    /// <summary>To the new mailbox.</summary>
    public static Letter Confirm(Customer of, string email, string link) => CustomerLetters.Of(
        of,
        "[Onair] 새 이메일 주소를 확인해 주세요",
        $"이 주소를 계정의 이메일로 쓰려면 아래 주소를 열어 주세요. 24시간 동안 쓸 수 있어요.\n\n{link}\n\n"
        + "확인하기 전에는 아무것도 바뀌지 않아요. 요청한 적이 없다면 이 메일을 지우시면 됩니다.",
        "[Onair] Please confirm your new e-mail address",
        $"To use this address for your account, open this link. It works for 24 hours.\n\n{link}\n\n"
        + "Nothing changes before that. If it was not you, delete this mail.") with { To = email };

    /// <summary>To a new mailbox that has an account of its own.</summary>
    public static Letter Taken(Customer owner, string signIn, string forgot) => CustomerLetters.Of(
        owner,
        "[Onair] 이미 계정이 있는 이메일이에요",
        "다른 계정의 이메일을 이 주소로 바꾸려는 요청이 있었지만, 이 주소에는 이미 계정이 있어 바꾸지 않았어요.\n\n"
        + $"로그인: {signIn}\n비밀번호 재설정: {forgot}\n\n요청한 적이 없다면 아무것도 하지 않으셔도 됩니다.",
        "[Onair] This address has an account already",
        "Somebody asked to move another account to this address. It has an account, so nothing was changed.\n\n"
        + $"Sign in: {signIn}\nNew password: {forgot}\n\nIf it was not you, there is nothing to do.");

    /// <summary>To the old mailbox, while nothing has changed yet.</summary>
    public static Letter Asked(Customer to, DateTimeOffset at, string back) => CustomerLetters.Of(
        to,
        "[Onair] 이메일 변경 요청이 있었어요",
        $"{CustomerLetters.Time(at)}에 계정의 이메일을 다른 주소로 바꾸려는 요청이 있었어요. "
        + "새 주소에서 확인하면 바뀌어요.\n\n본인이 아니라면 아래 주소에서 바로 막아 주세요.\n\n"
        + back + "\n\n본인이 요청했다면 아무것도 하지 않으셔도 됩니다.",
        "[Onair] A change of your e-mail address was asked for",
        $"At {CustomerLetters.Time(at)} (KST) somebody asked to move your account to another address. It changes when "
        + $"that address is confirmed.\n\nIf it was not you, stop it here at once:\n\n{back}\n\n"
        + "If it was you, there is nothing to do.");

    /// <summary>To the old mailbox, when it is the account's no longer.</summary>
    public static Letter Changed(Customer to, DateTimeOffset at, string back) => CustomerLetters.Of(
        to,
        "[Onair] 계정의 이메일이 바뀌었어요",
        $"{CustomerLetters.Time(at)}에 계정의 이메일이 다른 주소로 바뀌었어요. 이 주소로는 더 이상 로그인할 수 없어요.\n\n"
        + $"본인이 아니라면 아래 주소에서 되돌려 주세요. 7일 동안 쓸 수 있어요.\n\n{back}\n\n"
        + "본인이 바꿨다면 아무것도 하지 않으셔도 됩니다.",
        "[Onair] Your account has a new e-mail address",
        $"At {CustomerLetters.Time(at)} (KST) your account was moved to another address. This one signs in no longer."
        + "\n\n"
        + $"If it was not you, take it back here. The link works for 7 days.\n\n{back}\n\n"
        + "If it was you, there is nothing to do.");
}
