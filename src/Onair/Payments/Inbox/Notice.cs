using System.Net;

namespace Onair.Payments.Inbox;

/// <summary>Where a stored notice stands. Stored; never renumber.</summary>
public enum NoticeState
{
    /// <summary>Not looked at yet, or to be looked at again.</summary>
    Waiting = 1,

    /// <summary>The provider was asked, or there was nothing to ask. Its body is gone.</summary>
    Done = 2,

    /// <summary>
    /// It does not agree with what it names; nothing changed. Its body is kept for who looks into it.
    /// </summary>
    Refused = 3,
}

/// <summary>A notice as it is stored: first as it came, then what became of it.</summary>
public sealed record Notice
{
    public required Guid Id { get; init; }

    /// <summary>The door it came in by, which anybody may use.</summary>
    public required string Provider { get; init; }

    /// <summary>Unique per provider; at most 200 characters.</summary>
    public required string DedupeKey { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>As it came. Null once it is done.</summary>
    public required ProviderNotice? Message { get; init; }

    public NoticeState State { get; init; } = NoticeState.Waiting;

    /// <summary>Looks at it so far that did not end it.</summary>
    public int Tries { get; init; }

    /// <summary>The attempt it is about; empty while none is known.</summary>
    public Guid AttemptId { get; init; }

    /// <summary>Why it waits or was refused: a word of ours.</summary>
    public string? Code { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Counts changes from 1; the guard of every update.</summary>
    public int Version { get; init; } = 1;

    internal string? HeaderLines => Message is null
        ? ""
        : string.Join('\n', Message.Headers.Select(header => $"{header.Key}:{header.Value}"));

    internal static ProviderNotice MessageOf(string? contentType, string headers, string body, string? sender) => new(
        contentType,
        Convert.FromBase64String(body),
        headers.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal),
        sender is null ? null : IPAddress.Parse(sender));
}
