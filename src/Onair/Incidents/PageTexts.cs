using System.Globalization;
using System.Text.Json;
using Onair.Alarms;
using Onair.Mail;

namespace Onair.Incidents;

/// <summary>
/// Where a page leads: the address at which its reader takes the incident; null when nobody knows it.
/// </summary>
public delegate Uri? PageLink(string path);

/// <summary>Pure: what pages say, in both languages and for machines.</summary>
internal static class PageTexts
{
    public static string PathOf(Guid page, string token) => $"/watch/{page:N}/{token}";

    public static Letter Letter(string to, Incident incident, Rung rung, string topic, Uri? link)
    {
        var when = incident.OpenedAt.ToOffset(TimeSpan.FromHours(9))
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var drill = incident.IsDrill ? "[훈련 / DRILL] " : "";
        var way = link is null ? "" : $"\n맡기 / Take it: {link}\n";
        return new Letter(
            to,
            $"[{topic}] {drill}#{incident.Number} {incident.Severity}: {incident.TitleKo} / {incident.TitleEn}",
            $"#{incident.Number} {incident.TitleKo}\n심각도: {KoreanOf(incident.Severity)}, 단계: {rung.Level}\n"
            + $"시작: {when} (한국 시간)\n런북: {incident.Runbook}\n{AskKo(rung)}\n{way}\n"
            + $"#{incident.Number} {incident.TitleEn}\nSeverity: {incident.Severity}, level: {rung.Level}\n"
            + $"Since: {when} (Korea)\nRunbook: {incident.Runbook}\n{AskEn(rung)}\n");
    }

    /// <summary>The body of a call to a machine.</summary>
    public static string Body(PageChannel channel, Incident incident, Rung rung, string key, string topic, Uri? link) =>
        channel switch
        {
            PageChannel.Slack => JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["text"] = $"[{topic}] {(incident.IsDrill ? "DRILL " : "")}#{incident.Number} {incident.Severity}: "
                    + $"{incident.TitleEn} / {incident.TitleKo}{(link is null ? "" : $" <{link}|take it>")}",
            }),
            PageChannel.PagerDuty => JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["routing_key"] = key,
                ["event_action"] = "trigger",
                ["dedup_key"] = $"onair-{incident.Id:N}",
                ["payload"] = new Dictionary<string, object?>
                {
                    ["summary"] = $"#{incident.Number} {incident.TitleEn} / {incident.TitleKo}",
                    ["source"] = "onair",
                    ["severity"] = incident.Severity == AlarmLevel.Critical ? "critical" : "warning",
                    ["timestamp"] = incident.OpenedAt.ToString("O", CultureInfo.InvariantCulture),
                    ["component"] = incident.Area.ToString().ToLowerInvariant(),
                },
            }),
            PageChannel.GoAlert => JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["summary"] = $"#{incident.Number} {incident.TitleEn} / {incident.TitleKo}",
                ["details"] = $"runbook {incident.Runbook}{(link is null ? "" : $", {link}")}",
                ["dedup"] = $"onair-{incident.Id:N}",
            }),
            PageChannel.Webhook or PageChannel.Email => JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["topic"] = topic,
                ["incident"] = incident.Number,
                ["severity"] = incident.Severity.ToString().ToLowerInvariant(),
                ["area"] = incident.Area.ToString().ToLowerInvariant(),
                ["titleKo"] = incident.TitleKo,
                ["titleEn"] = incident.TitleEn,
                ["level"] = rung.Level,
                ["runbook"] = incident.Runbook,
                ["drill"] = incident.IsDrill,
                ["openedAt"] = incident.OpenedAt,
                ["link"] = link?.ToString(),
            }),
        };

    private static string KoreanOf(AlarmLevel severity) => severity == AlarmLevel.Critical ? "긴급" : "경고";

    private static string AskKo(Rung rung) => rung.Action switch
    {
        RungAction.Page => rung.Clock == RungClock.Acknowledge ? "5분 안에 아무도 맡지 않았어요." : "5분 안에 맡아 주세요.",
        RungAction.Notify => "고객에게 알려 주세요.",
        RungAction.Convene => "30분이 지났어요. 개발팀이 모여야 해요.",
        RungAction.Report => "1시간이 지났어요. CTO에게 서면 보고가 필요해요.",
    };

    private static string AskEn(Rung rung) => rung.Action switch
    {
        RungAction.Page =>
            rung.Clock == RungClock.Acknowledge ? "Nobody has taken it in 5 minutes." : "Take it within 5 minutes.",
        RungAction.Notify => "Customers are to be told.",
        RungAction.Convene => "30 minutes have passed: developers come together.",
        RungAction.Report => "An hour has passed: a written report to the CTO is due.",
    };
}
