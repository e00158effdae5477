namespace Onair.Broadcasts.Talk;

/// <summary>What became of a question. Stored and sent; never renumber: from 3 on everybody sees it.</summary>
public enum QuestionState
{
    /// <summary>Only who asked and the producer see it.</summary>
    Waiting = 1,

    /// <summary>As before; the producer has put it aside.</summary>
    Hidden = 2,

    /// <summary>Everybody sees it; the host answers in the picture, or will write.</summary>
    Shown = 3,

    /// <summary>Everybody sees it with its answer.</summary>
    Answered = 4,
}

/// <summary>What a viewer asks during a show. It has nobody's name on it.</summary>
public sealed class Question
{
    /// <summary>Of the show, who asked and the text: asking twice is asking once.</summary>
    public required Guid Id { get; init; }

    public required Guid BroadcastId { get; init; }

    /// <summary>The fingerprint of the asker's token; see <see cref="AskerTokens"/>.</summary>
    public required Guid Asker { get; init; }

    /// <summary><c>ko</c> or <c>en</c>: the page on which it was asked.</summary>
    public required string Language { get; init; }

    /// <summary>1 to <see cref="TalkOptions.QuestionMax"/> characters, one line.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public QuestionState State { get; set; } = QuestionState.Waiting;

    /// <summary>Stays when the question is hidden, so that it can be shown again.</summary>
    public string? Answer { get; set; }

    /// <summary>When its state or answer last changed; pages show the newest.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who changed it last; null while nobody has.</summary>
    public string? Actor { get; set; }

    public bool IsSeen => State is QuestionState.Shown or QuestionState.Answered;
}
