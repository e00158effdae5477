using Onair.Mail;

namespace Onair.Staff;

/// <summary>The letter of this room, in both languages: nobody knows yet which one they read.</summary>
internal static class StaffLetters
{
    public static Letter Invited(Invitation to, string link) => new(
        to.Email,
        "[Onair] 콘솔에 초대받으셨어요 / You are invited to the console",
        $"{to.InvitedBy} 님이 Onair 콘솔에서 함께 일하자고 초대했어요. 아래 주소에서 계정과 인증 앱을 준비해 주세요.\n"
        + $"링크는 한 번만, {Hours(to)}시간 동안 쓸 수 있어요.\n\n{link}\n\n모르는 일이라면 이 메일을 지우시면 됩니다.\n\n"
        + $"{to.InvitedBy} invites you to work at the console of Onair. Open the address above to set up your account "
        + $"and an authenticator app. It works once, within {Hours(to)} hours.\n"
        + "If you do not know what this is about, delete this mail.");

    private static long Hours(Invitation of) => (long)Math.Ceiling((of.EndsAt - of.CreatedAt).TotalHours);
}
