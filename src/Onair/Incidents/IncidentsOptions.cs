using System.ComponentModel.DataAnnotations;

namespace Onair.Incidents;

/// <summary>Incidents and who is called, under <c>Incidents</c>.</summary>
public sealed class IncidentsOptions
{
    /// <summary>Who is written to when nobody is on call: an address that somebody always reads. Empty: the members of
    /// staff who are operators.</summary>
    public string LastResort { get; set; } = "";

    /// <summary>The channel's name in messages (reference 68).</summary>
    [Required]
    public string Topic { get; set; } = "UOps-Critical-Alerts";

    /// <summary>The secret that Alertmanager sends as a bearer token, 24 characters or more; empty: that door does not
    /// exist.</summary>
    public string AlertmanagerToken { get; set; } = "";

    /// <summary>
    /// An address outside that is called every minute while escalation works, so that somebody else notices when it
    /// does not. Empty: nobody is.
    /// </summary>
    public string HeartbeatUrl { get; set; } = "";

    /// <summary>How long a receiver of pages may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan PageTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A rung that is so late is told by the auditor. Six seconds are the promise.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>Keys that seal contacts, 32 bytes in base64 each; the first seals, all open.</summary>
    public IList<string> SealKeys { get; } = [];

    internal const int AlertmanagerTokenMin = 24;

    internal static bool IsToken(IncidentsOptions options) =>
        options.AlertmanagerToken.Length is 0 or >= AlertmanagerTokenMin;

    internal static bool IsHeartbeat(IncidentsOptions options) => options.HeartbeatUrl.Length == 0
        || (Uri.TryCreate(options.HeartbeatUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https");
}
