using Onair.Mail;

namespace Onair.Webhooks;

/// <summary>The letter of this room, in both languages.</summary>
internal static class WebhookLetters
{
    public static Letter Disabled(string to, Webhook webhook) => new(
        to,
        $"[Onair] 웹훅을 멈췄어요 / A webhook is disabled: {webhook.Name}",
        $"웹훅 '{webhook.Name}' 이(가) 사흘 동안 아무것도 받지 않았거나 없어졌다고 답해서 멈췄어요.\n"
        + "콘솔의 웹훅에서 기록을 보고, 받는 쪽이 준비되면 다시 켜 주세요. 그동안의 메시지는 다시 보낼 수 있어요.\n\n"
        + $"The webhook '{webhook.Name}' took nothing for three days, or says that it is gone; it is told no more.\n"
        + "Its log is in the console under Webhooks. Turn it on again when its receiver is ready; messages can be sent "
        + "again.");
}
