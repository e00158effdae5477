namespace Onair.Sandbox.Faults;

/// <summary>What can go wrong between a shop and a gateway, at the gateway's end of the wire.</summary>
public enum FaultKind
{
    None = 0,

    /// <summary>The connection is cut before the request is read: nothing happened.</summary>
    Refuse = 1,

    /// <summary>The request is read, then the connection is cut: nothing happened.</summary>
    CloseBefore = 2,

    /// <summary>It happened, and the connection is cut instead of an answer. This one tells shops apart.</summary>
    LoseAnswer = 3,

    /// <summary>A wait beyond the caller's patience, and then it happens all the same.</summary>
    DelayBefore = 4,

    /// <summary>It happens at once, and the answer waits.</summary>
    DelayAfter = 5,

    /// <summary>5xx, and nothing happened.</summary>
    ErrorBefore = 6,

    /// <summary>5xx, and it happened.</summary>
    ErrorAfter = 7,

    /// <summary>It happened; half of the answer arrives, then the connection is cut.</summary>
    Truncate = 8,

    /// <summary>The request is carried out twice, as when a proxy sends it again; the second answer arrives.</summary>
    ProcessTwice = 9,

    /// <summary>It happened once; the body of the answer stands there twice.</summary>
    AnswerTwice = 10,

    /// <summary>It happened; the answer comes a byte at a time.</summary>
    SlowAnswer = 11,

    /// <summary>It happened; the answer's times are those of a clock that is wrong.</summary>
    SkewClock = 12,

    /// <summary>The work itself takes long: a second request meets the first one at work.</summary>
    SlowProcess = 13,

    /// <summary>The gateway answers with an error code of its own; nothing happened.</summary>
    AnswerCode = 14,
}
