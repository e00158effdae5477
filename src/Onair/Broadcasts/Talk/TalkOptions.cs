using System.ComponentModel.DataAnnotations;

namespace Onair.Broadcasts.Talk;

/// <summary>Questions and announcements, under <c>Broadcasts:Talk</c>: <c>ONAIR__BROADCASTS__TALK__ASKERMAX=5</c>.
/// </summary>
public sealed class TalkOptions
{
    /// <summary>Characters of a question: what a host reads in one breath.</summary>
    public const int QuestionMax = 200;

    /// <summary>Characters of an answer: two sentences under a question.</summary>
    public const int AnswerMax = 300;

    /// <summary>
    /// Characters of an announcement: two lines under the picture on a phone of 390 points, for which there is always
    /// room. A Korean letter is as wide as two others.
    /// </summary>
    public const int AnnouncementKoMax = 40;

    public const int AnnouncementEnMax = 80;

    /// <summary>
    /// Questions on a page and in an event. With the longest texts they are 13 KB, with usual ones 2 KB; a page of the
    /// sample has room for both within its 40 KB.
    /// </summary>
    public const int SeenMax = 8;

    /// <summary>Questions of one answer to a producer.</summary>
    public const int PageMax = 200;

    /// <summary>Announcements of one show: every minute of a day-long one has less than half.</summary>
    public const int AnnouncementsMax = 500;

    /// <summary>Rows that a purge deletes per transaction: some 5 ms of the single writer.</summary>
    public const int PurgeMax = 500;

    /// <summary>Over which <c>PerMinute</c> counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Questions of one asker in a minute: as fast as somebody types who means them.</summary>
    [Range(1, 1000)]
    public int AskerPerMinuteMax { get; set; } = 3;

    /// <summary>Questions of one asker in one show.</summary>
    [Range(1, 1000)]
    public int AskerMax { get; set; } = 20;

    /// <summary>
    /// Questions of one network in a minute, as each node counts: who throws their token away is not a new visitor. A
    /// school or a carrier has one address for many people.
    /// </summary>
    [Range(1, 100_000)]
    public int NetworkPerMinuteMax { get; set; } = 20;

    /// <summary>Questions of one show in a minute: two people who sort them read one each two seconds.</summary>
    [Range(1, 100_000)]
    public int ShowPerMinuteMax { get; set; } = 60;

    /// <summary>Questions of one show; the counts that bound the rest read so many rows at most.</summary>
    [Range(1, 100_000)]
    public int ShowMax { get; set; } = 2000;

    /// <summary>
    /// How long what everybody saw is kept: what a shop says about its goods counts as advertising, whose records stay
    /// six months (E-Commerce Act, article 6; decree, article 6).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan SeenKept { get; set; } = TimeSpan.FromDays(184);

    /// <summary>
    /// How long what nobody saw is kept. It may hold what people should not have written, and has no purpose once the
    /// show was looked back upon: a week.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan UnseenKept { get; set; } = TimeSpan.FromDays(7);
}
