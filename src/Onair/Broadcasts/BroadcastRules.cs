namespace Onair.Broadcasts;

/// <summary>What the clock asks of a show that runs itself. Logged; never renumber.</summary>
internal enum BroadcastStep
{
    None = 1,
    Start = 2,
    Switch = 3,
    End = 4,
}

/// <summary>
/// The rules of a show, the only place that knows them. They change the show that was loaded and say which offers they
/// changed; nothing is read or written here.
/// <code>
/// scheduled --start--> on air --end--> ended
///     '------------------end------------^
/// </code>
/// </summary>
internal static class BroadcastRules
{
    /// <summary>
    /// What is due now. A show whose whole time passed while nobody ran the shop goes straight to its end.
    /// </summary>
    public static BroadcastStep Due(Broadcast show, DateTimeOffset now)
    {
        if (show.State == BroadcastState.Ended) return BroadcastStep.None;
        if (show.EndsAt <= now) return BroadcastStep.End;
        if (show.State == BroadcastState.Scheduled)
            return show.StartsAt <= now ? BroadcastStep.Start : BroadcastStep.None;
        return show.RunsItself && DueOffer(show, now) is not null ? BroadcastStep.Switch : BroadcastStep.None;
    }

    /// <summary>The latest offer of the rundown whose time has come and that was not on the air yet.</summary>
    public static Offer? DueOffer(Broadcast show, DateTimeOffset now) =>
        show.Offers.FindLast(offer => offer.PlannedAt <= now && offer.OpensAt is null);

    public static List<Offer> Start(Broadcast show, DateTimeOffset now)
    {
        (show.State, show.StartedAt) = (BroadcastState.OnAir, now);
        show.Version++;
        return show.RunsItself ? Advance(show, now) : [];
    }

    /// <summary>
    /// The clock's own switch: to the offer whose time it is, or the first one. What a clock that was away passed over
    /// can be ordered as well, and is not shown any more.
    /// </summary>
    public static List<Offer> Advance(Broadcast show, DateTimeOffset now)
    {
        if ((DueOffer(show, now) ?? show.Next) is not { } next) return [];
        var changed = Switch(show, next, now, closeOthers: false);
        foreach (var passed in show.Offers.FindAll(offer => offer.PlannedAt <= now && offer.OpensAt is null))
        {
            (passed.OpensAt, passed.ClosesAt) = (now, show.EndsAt);
            passed.Version++;
            changed.Add(passed);
        }

        return changed;
    }

    /// <summary>
    /// Shows an offer. Its window opens now, if it is not open, and closes with the show; what was on the air before
    /// can be ordered on, unless it is to close.
    /// </summary>
    public static List<Offer> Switch(Broadcast show, Offer next, DateTimeOffset now, bool closeOthers)
    {
        var changed = new List<Offer>();
        if (!next.IsOpen(now))
        {
            next.OpensAt ??= now;
            next.ClosesAt = show.EndsAt;
            changed.Add(next);
        }

        foreach (var other in show.Offers)
        {
            if (!closeOthers || other == next || !other.IsOpen(now)) continue;
            other.ClosesAt = now;
            changed.Add(other);
        }

        foreach (var offer in changed) offer.Version++;
        show.OnAirOffer = next.Id;
        show.Version++;
        return changed;
    }

    /// <summary>Closes everything that can still be ordered, and what never could be.</summary>
    public static List<Offer> End(Broadcast show, DateTimeOffset now)
    {
        (show.State, show.EndedAt, show.OnAirOffer) = (BroadcastState.Ended, now, null);
        show.Version++;
        var open = show.Offers.FindAll(offer => offer.StateAt(now) != OfferState.Closed);
        foreach (var offer in open)
        {
            offer.OpensAt ??= now;
            offer.ClosesAt = now;
            offer.Version++;
        }

        return open;
    }
}
