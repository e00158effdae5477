using Microsoft.AspNetCore.Http;
using Onair.Broadcasts.Talk;

namespace Onair.Broadcasts;

/// <summary>Why something was not done, in the same words by HTTP and on a terminal.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Code">The stable word.</param>
/// <param name="Title">A sentence for people.</param>
internal readonly record struct Refusal(int Status, string Code, string Title)
{
    public IResult Problem() => Primitives.Problem.Of(Status, Code, Title);
}

/// <summary>
/// Statuses of this room's verbs as refusals; null for what was done, or was so already. What is invalid is told field
/// by field, by the verb's errors.
/// </summary>
internal static class BroadcastRefusals
{
    public static readonly Refusal UnknownBroadcast = Unknown("broadcast");

    private static readonly Refusal ended =
        new(StatusCodes.Status409Conflict, "broadcast-ended", "The show has ended.");

    private static readonly Refusal invalid =
        new(StatusCodes.Status400BadRequest, "invalid", "The request has wrong fields.");

    public static Refusal? Of(ScheduleBroadcastStatus status) => status switch
    {
        ScheduleBroadcastStatus.Scheduled or ScheduleBroadcastStatus.AlreadyScheduled => null,
        ScheduleBroadcastStatus.Invalid => invalid,
        ScheduleBroadcastStatus.FeedTaken =>
            Conflict("feed-taken", "Another show is on this feed at that time."),
    };

    public static Refusal? Of(PutOfferOnAirStatus status) => status switch
    {
        PutOfferOnAirStatus.OnAir or PutOfferOnAirStatus.AlreadyOnAir => null,
        PutOfferOnAirStatus.UnknownOffer => Unknown("offer in this broadcast"),
        PutOfferOnAirStatus.Ended => ended,
    };

    public static Refusal? Of(EndBroadcastStatus status) => status switch
    {
        EndBroadcastStatus.Ended or EndBroadcastStatus.AlreadyEnded => null,
        EndBroadcastStatus.UnknownBroadcast => UnknownBroadcast,
    };

    public static Refusal? Of(ChangeOfferStatus status) => status switch
    {
        ChangeOfferStatus.Changed => null,
        ChangeOfferStatus.UnknownOffer => Unknown("offer"),
        ChangeOfferStatus.Ended => Conflict("offer-ended", "The offer is closed."),
        ChangeOfferStatus.BelowOrdered => Conflict("below-ordered", "More than that is ordered already."),
        ChangeOfferStatus.Invalid => invalid,
        ChangeOfferStatus.ChangedMeanwhile => Conflict("changed-meanwhile", "Somebody else changed it: look again."),
    };

    public static Refusal? Of(AnnounceStatus status) => status switch
    {
        AnnounceStatus.Announced or AnnounceStatus.AlreadySo => null,
        AnnounceStatus.UnknownBroadcast => UnknownBroadcast,
        AnnounceStatus.Ended => ended,
        AnnounceStatus.Invalid => invalid,
        AnnounceStatus.Full => Conflict(
            "announcements-full", $"A show keeps {TalkOptions.AnnouncementsMax} announcements."),
    };

    public static Refusal? Of(ModerateQuestionStatus status) => status switch
    {
        ModerateQuestionStatus.Moderated or ModerateQuestionStatus.AlreadySo => null,
        ModerateQuestionStatus.UnknownQuestion => Unknown("question"),
        ModerateQuestionStatus.Invalid => invalid,
    };

    public static Refusal? Of(AskQuestionStatus status) => status switch
    {
        AskQuestionStatus.Asked or AskQuestionStatus.AlreadyAsked => null,
        AskQuestionStatus.UnknownBroadcast => UnknownBroadcast,
        AskQuestionStatus.NotOnAir => Conflict("not-on-air", "Questions are taken while the show is on the air."),
        AskQuestionStatus.Invalid => invalid,
        AskQuestionStatus.TooFast => TooMany("too-fast", "Wait a minute before the next question."),
        AskQuestionStatus.Crowded => TooMany("crowded", "So many ask in this minute that none more is taken."),
        AskQuestionStatus.Full => Conflict("questions-full", "The show takes no more questions from you."),
    };

    private static Refusal Unknown(string what) =>
        new(StatusCodes.Status404NotFound, "not-found", $"There is no such {what}.");

    private static Refusal Conflict(string code, string title) => new(StatusCodes.Status409Conflict, code, title);

    private static Refusal TooMany(string code, string title) =>
        new(StatusCodes.Status429TooManyRequests, code, title);
}
