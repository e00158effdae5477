using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>What happened. Stored; never renumber.</summary>
public enum IncidentEventKind
{
    Opened = 1,
    AlarmChanged = 2,
    SeverityRaised = 3,
    RungFired = 4,
    RungNotNeeded = 5,
    NobodyOnCall = 6,
    PageQueued = 7,
    PageSent = 8,
    PageFailed = 9,
    Acknowledged = 10,
    Noted = 11,
    Communicated = 12,
    Mitigated = 13,
    Resolved = 14,

    /// <summary>Although what opened it was still so.</summary>
    ForcedResolved = 15,

    Closed = 16,
    Merged = 17,
    BreachedPromise = 18,

    /// <summary>A step of the runbook.</summary>
    Followed = 19,
}

/// <summary>An entry that is not written yet, in both languages.</summary>
public sealed record EventDraft(
    IncidentEventKind Kind, string Actor, string Ko, string En, string Evidence = "");

/// <summary>An entry of a timeline.</summary>
public sealed class IncidentEvent
{
    public const int TextCharsMax = 2000;

    public Guid IncidentId { get; init; }

    /// <summary>1, 2, 3 ... without a gap.</summary>
    public int Seq { get; init; }

    public DateTimeOffset At { get; init; }

    public IncidentEventKind Kind { get; init; }

    public string Actor { get; init; } = "";

    public string Ko { get; init; } = "";

    public string En { get; init; } = "";

    public string Evidence { get; init; } = "";

    /// <summary>SHA-256 over the one before and all of the above, in hexadecimal letters.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Pure: what the digest has to be.</summary>
    public string DigestAfter(string before)
    {
        var text = new StringBuilder(before);
        foreach (var part in new[]
        {
            IncidentId.ToString("N"), Seq.ToString(CultureInfo.InvariantCulture),
            At.ToMicroseconds().ToString(CultureInfo.InvariantCulture),
            ((int)Kind).ToString(CultureInfo.InvariantCulture), Actor, Ko, En, Evidence,
        })
        {
            // Lengths in front: no two entries read alike.
            text.Append(CultureInfo.InvariantCulture, $"|{part.Length}:{part}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>Adds to timelines, and proves that nothing was changed in them.</summary>
public static class Timeline
{
    /// <summary>In the caller's transaction, which holds the incident's row.</summary>
    internal static async Task AddAsync(
        Transaction open, Incident incident, IReadOnlyList<EventDraft> drafts, DateTimeOffset at,
        CancellationToken cancel)
    {
        if (drafts.Count == 0) return;
        var head = await open.FirstAsync<TimelineHead>(IncidentsStore.Head, new { id = incident.Id }, cancel)
            ?? throw new InvalidOperationException($"incident {incident.Id} is gone");
        var (seq, digest) = (head.Seq, head.Digest);
        var rows = new List<IncidentEvent>(drafts.Count);
        foreach (var draft in drafts)
        {
            var entry = new IncidentEvent
            {
                IncidentId = incident.Id, Seq = ++seq, At = at, Kind = draft.Kind, Actor = draft.Actor,
                Ko = Short(draft.Ko), En = Short(draft.En), Evidence = Short(draft.Evidence),
            };
            digest = entry.DigestAfter(digest);
            rows.Add(IncidentsStore.With(entry, digest));
        }

        var round = open.Round();
        round.Write(IncidentsStore.AddEvent, rows);
        await round.ExecuteAsync(cancel);
        await open.ExecuteAsync(IncidentsStore.MoveHead, new { id = incident.Id, seq, digest }, cancel);
    }

    /// <summary>Pure: the first entry that does not follow from the one before; null when all do.</summary>
    public static int? FirstBroken(IReadOnlyList<IncidentEvent> entries)
    {
        var digest = "";
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Seq != i + 1 || entries[i].Digest != entries[i].DigestAfter(digest)) return i + 1;
            digest = entries[i].Digest;
        }

        return null;
    }

    private static string Short(string text) =>
        text.Length <= IncidentEvent.TextCharsMax ? text : text[..IncidentEvent.TextCharsMax];
}

/// <summary>The end of a timeline.</summary>
internal sealed class TimelineHead
{
    public int Seq { get; init; }

    public string Digest { get; init; } = "";
}
