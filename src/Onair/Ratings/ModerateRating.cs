using Onair.Storage;

namespace Onair.Ratings;

/// <summary>What a moderator does to a rating.</summary>
/// <param name="Id">The rating.</param>
/// <param name="Step">Publish, reject or hide.</param>
/// <param name="Version">What was looked at: a text that changed since is not published unseen.</param>
/// <param name="Actor"><c>operator</c>, or <c>staff:name</c>.</param>
/// <param name="Reason">Why it is rejected or hidden, which its author is told; null when it is published.</param>
/// <param name="Note">For whoever looks next, at most <see cref="RatingsOptions.NoteLengthMax"/> characters; or
/// null.</param>
public sealed record ModerateRequest(
    Guid Id, Moderation Step, int Version, string Actor, RefusalReason? Reason, string? Note);

/// <summary>Sent as problem codes; never renumber.</summary>
public enum ModerateRatingStatus
{
    Moderated = 1,

    /// <summary>It is so already. Readers' reports of a published one are forgotten: somebody has looked.</summary>
    AlreadySo = 2,

    UnknownRating = 3,

    /// <summary>The diagram has no such arrow from its state.</summary>
    WrongState = 4,

    /// <summary>It changed since the moderator looked.</summary>
    OtherVersion = 5,
}

/// <summary>The rating as it stands after the verb; null when it is not known.</summary>
public readonly record struct ModeratedRating(ModerateRatingStatus Status, Rating? Rating);

/// <summary>Publishes, rejects and hides ratings, with who, when and why in the log.</summary>
public sealed class ModerateRating(Database database, TimeProvider time)
{
    public Task<ModeratedRating> RunAsync(ModerateRequest request, CancellationToken cancel)
    {
        if (request.Step == Moderation.Publish != (request.Reason is null))
            throw new ArgumentException("Who is refused is told why, and nobody else.", nameof(request));
        return database.WriteAsync(open => RunAsync(open, request, cancel), cancel);
    }

    private async Task<ModeratedRating> RunAsync(
        Transaction open, ModerateRequest request, CancellationToken cancel)
    {
        var before = await open.FirstAsync<Rating>(RatingsStore.LockById, new { id = request.Id }, cancel);
        if (before is null) return new ModeratedRating(ModerateRatingStatus.UnknownRating, null);
        if (before.Version != request.Version)
            return new ModeratedRating(ModerateRatingStatus.OtherVersion, before);
        if (RatingRules.AfterModeration(before.State, request.Step) is not { } to)
            return new ModeratedRating(ModerateRatingStatus.WrongState, before);
        await open.ExecuteAsync(RatingsStore.ForgetReports, new { id = before.Id }, cancel);
        if (before.State == to && before.Reason == request.Reason)
            return new ModeratedRating(ModerateRatingStatus.AlreadySo, before);
        var after = before with
        {
            State = to,
            Version = before.Version + 1,
            Reason = request.Reason,
            ChangedAt = time.GetUtcNow().ToStored(),
        };
        await OpenRating.ChangeAsync(open, before, after, request.Actor, request.Note, cancel);
        return new ModeratedRating(ModerateRatingStatus.Moderated, after);
    }
}
