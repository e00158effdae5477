using Onair.Alarms;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>
/// Takes what Prometheus' Alertmanager tells (its webhook, version 4). An alert that was made of one of our own rules
/// (<c>alarms export --prometheus</c>) is that rule's incident, and not a second one.
/// </summary>
public sealed class HearAlertmanager(OpenIncident incidents, TimeProvider time)
{
    /// <summary>Alerts of one message.</summary>
    public const int AlertsMax = 500;

    private const string actor = "alertmanager";
    private const string unnamed = "alert";

    internal async Task<AlertmanagerAnswer> RunAsync(
        Transaction open, AlertmanagerMessage message, CancellationToken cancel)
    {
        var (opened, known, ended) = (0, 0, 0);
        foreach (var alert in message.Alerts!)
        {
            var key = KeyOf(alert);
            if (alert.Status == "firing")
            {
                var answer = await incidents.RunAsync(open, DraftOf(alert, key), cancel);
                if (answer.Status == OpenIncidentStatus.Opened) opened++;
                else known++;
                continue;
            }

            var incident = await open.FirstAsync<Incident>(IncidentsStore.LockOpen, new { key }, cancel);
            // Our own alarm says itself when it is over.
            if (incident is null || incident.Source == IncidentSource.Alarm) continue;
            await open.ExecuteAsync(IncidentsStore.SetFires, new { id = incident.Id, fires = 0 }, cancel);
            await Timeline.AddAsync(
                open, incident,
                [new EventDraft(IncidentEventKind.AlarmChanged, actor, "알람이 끝났어요", "The alert is over")],
                time.GetUtcNow().ToStored(), cancel);
            ended++;
        }

        return new AlertmanagerAnswer(opened, known, ended);
    }

    /// <summary>Pure: every severity by its name. What is not known is taken for the worst: nothing fails open.
    /// </summary>
    internal static AlarmLevel SeverityOf(string? word) => word?.ToLowerInvariant() switch
    {
        "warning" or "warn" or "minor" or "info" or "informational" or "low" or "none" => AlarmLevel.Warning,
        _ => AlarmLevel.Critical,
    };

    private static string KeyOf(AlertmanagerAlert alert)
    {
        var key = Label(alert, "onair_rule") is { } rule
            ? "alarm:" + AlarmState.KeyOf(rule, Label(alert, "provider") ?? "")
            : $"alertmanager:{alert.Fingerprint}";
        return key.Length <= OpenIncident.KeyCharsMax ? key : key[..OpenIncident.KeyCharsMax];
    }

    private static IncidentDraft DraftOf(AlertmanagerAlert alert, string key)
    {
        var name = Label(alert, "alertname") ?? unnamed;
        var en = alert.Annotations?.GetValueOrDefault("summary") ?? name;
        var ko = alert.Annotations?.GetValueOrDefault("summary_ko") ?? en;
        return new IncidentDraft(
            key, IncidentSource.Alertmanager,
            Enum.TryParse<AlarmArea>(Label(alert, "area"), ignoreCase: true, out var area) && Enum.IsDefined(area)
                ? area
                : AlarmArea.Other,
            SeverityOf(Label(alert, "severity")), ko, en, alert.Annotations?.GetValueOrDefault("runbook") ?? "", true,
            $"{name} since {alert.StartsAt:O}, severity '{Label(alert, "severity")}', {alert.GeneratorUrl}", actor);
    }

    private static string? Label(AlertmanagerAlert alert, string name) => alert.Labels?.GetValueOrDefault(name);
}
