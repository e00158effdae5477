using Onair.Catalog;

namespace Onair.Broadcasts.Talk;

/// <summary>One line of the host above a show, or that it was taken down. Rows are only added.</summary>
/// <param name="BroadcastId">The show.</param>
/// <param name="Number">1, 2, ... in it.</param>
/// <param name="Text">In both languages; empty where the one before was taken down.</param>
/// <param name="SaidAt">When.</param>
/// <param name="Actor">Who.</param>
public sealed record Announcement(
    Guid BroadcastId, int Number, LocalText Text, DateTimeOffset SaidAt, string Actor)
{
    public bool IsDown => Text.Ko.Length == 0;
}

/// <summary>What everybody who watches a show reads beside it.</summary>
/// <param name="Announcement">Null while there is none.</param>
/// <param name="Questions">The newest that everybody sees, the oldest of them first; at most
/// <see cref="TalkOptions.SeenMax"/>.</param>
public sealed record ShowTalk(LocalText? Announcement, IReadOnlyList<Question> Questions)
{
    public static readonly ShowTalk Silence = new(null, []);
}
