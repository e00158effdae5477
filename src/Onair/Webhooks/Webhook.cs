namespace Onair.Webhooks;

/// <summary>Stored; never renumber.</summary>
public enum WebhookState
{
    Active = 1,

    /// <summary>Somebody here stopped it: nothing is written for it until it goes on.</summary>
    Paused = 2,

    /// <summary>It took nothing for days, or said that it is gone.</summary>
    Disabled = 3,
}

/// <summary>Somebody outside who is told.</summary>
public sealed class Webhook
{
    public const int NameCharsMax = 60;

    public const int UrlCharsMax = 500;

    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public string Url { get; init; } = "";

    /// <summary>Types of events with spaces between.</summary>
    public string Events { get; init; } = "";

    public WebhookState State { get; init; }

    public string SealedSecret { get; init; } = "";

    public string? SealedBefore { get; init; }

    public DateTimeOffset? BeforeUntil { get; init; }

    /// <summary>The first try since which nothing was taken; null: the last one was.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string CreatedBy { get; init; } = "";

    public int Version { get; init; }

    public IReadOnlyList<string> EventList => Events.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Stored; never renumber.</summary>
public enum MessageState
{
    Waiting = 1,

    /// <summary>Answered with 2xx.</summary>
    Taken = 2,

    /// <summary>Not taken within three days, or its webhook was stopped.</summary>
    GivenUp = 3,
}

/// <summary>A message to one webhook.</summary>
public sealed class WebhookMessage
{
    public Guid Id { get; init; }

    public Guid WebhookId { get; init; }

    /// <summary>As <c>order.paid</c>.</summary>
    public string Event { get; init; } = "";

    /// <summary>JSON; the bytes that are signed.</summary>
    public string Body { get; init; } = "";

    public MessageState State { get; init; }

    public int Tries { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>One try of a message.</summary>
public sealed class WebhookTry
{
    public Guid MessageId { get; init; }

    public int Number { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>HTTP status; 0: nobody answered.</summary>
    public int Status { get; init; }

    /// <summary>What went wrong, in a word; empty when it was taken.</summary>
    public string Note { get; init; } = "";

    public int TookMs { get; init; }
}
