namespace Onair.Ratings;

/// <summary>The life of a rating. Stored and sent; never renumber.</summary>
public enum RatingState
{
    /// <summary>Written; a moderator has not looked yet.</summary>
    Pending = 1,

    /// <summary>Everybody sees it, and its stars count.</summary>
    Published = 2,

    /// <summary>Not published, with a reason that its author is told.</summary>
    Rejected = 3,

    /// <summary>Was published and is no longer, with a reason.</summary>
    Hidden = 4,

    /// <summary>Taken back by its author: what it said is erased.</summary>
    Withdrawn = 5,
}

/// <summary>
/// Why a rating is not published. That it is negative is none of the reasons, and there is no word for "other": who may
/// hide what hurts will. Stored and sent; never renumber.
/// </summary>
public enum RefusalReason
{
    /// <summary>Names, numbers, addresses of people.</summary>
    PersonalData = 1,

    /// <summary>Insults or hatred of people.</summary>
    Abuse = 2,

    /// <summary>Against the law.</summary>
    Unlawful = 3,

    /// <summary>Praises something else for sale, or was paid for and does not say so.</summary>
    Advertising = 4,

    /// <summary>Says nothing about this product.</summary>
    OffTopic = 5,

    /// <summary>Somebody else's text or picture.</summary>
    OthersWork = 6,
}

/// <summary>What a buyer says of a product that they ordered.</summary>
public sealed record Rating
{
    public const int StarsMin = 1;

    public const int StarsMax = 5;

    public Guid Id { get; init; }

    public Guid ProductId { get; init; }

    public Guid OrderId { get; init; }

    /// <summary>The first line of the order that is this product.</summary>
    public string Sku { get; init; } = "";

    public RatingState State { get; init; }

    /// <summary>1 when written; every change adds one.</summary>
    public int Version { get; init; }

    /// <summary>1 to 5; null when it is withdrawn.</summary>
    public int? Stars { get; init; }

    /// <summary>What is said beside the stars; may be empty.</summary>
    public string Body { get; init; } = "";

    /// <summary>The masked name: 김**.</summary>
    public string Author { get; init; } = "";

    /// <summary><c>ko</c> or <c>en</c>: in which it was written.</summary>
    public string Language { get; init; } = "ko";

    /// <summary>Why it is rejected or hidden; null otherwise.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>When it was written as it stands.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>A step of a rating as the log keeps it.</summary>
public sealed class RatingStep
{
    public Guid RatingId { get; init; }

    public int Version { get; init; }

    /// <summary>Null: it was not there before.</summary>
    public RatingState? From { get; init; }

    public RatingState To { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary><c>buyer</c>, <c>operator</c> or <c>staff:name</c>.</summary>
    public string Actor { get; init; } = "";

    public RefusalReason? Reason { get; init; }

    /// <summary>For whoever looks next; the author does not see it.</summary>
    public string? Note { get; init; }
}
