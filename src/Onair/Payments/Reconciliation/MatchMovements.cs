namespace Onair.Payments.Reconciliation;

/// <summary>
/// Our payments against a provider's movements. Pure: the same rows give the same comparisons, whatever pass asks.
/// <code>
/// by order id      whose payment it is; nobody's: theirs only
/// by reference     which of several payments under one order id is ours; the others must come to nothing
/// by kind          captures with captures, refunds with refunds
/// by amount        one to one, then what is left of each side as a whole (partial refunds that one side sums up)
/// </code>
/// A difference whose later side is younger than the grace is in flight.
/// </summary>
public static class MatchMovements
{
    /// <param name="ours">Payments at this provider, each once.</param>
    /// <param name="theirs">All that the provider is known to have moved for these, and for nobody we know.</param>
    /// <param name="settledBefore">Now less the grace: what is later may still come to agree.</param>
    public static IReadOnlyList<Comparison> Of(
        IReadOnlyList<OurPayment> ours, IReadOnlyList<ProviderMovement> theirs, DateTimeOffset settledBefore)
    {
        var results = new List<Comparison>(ours.Count);
        var byOrder = theirs.DistinctBy(t => t.Key).ToLookup(t => t.OrderId, StringComparer.Ordinal);
        foreach (var payment in ours)
        {
            MatchPayment(payment, [.. byOrder[payment.Attempt.ProviderOrderId]], settledBefore, results);
        }

        var known = ours.Select(p => p.Attempt.ProviderOrderId).ToHashSet(StringComparer.Ordinal);
        foreach (var stranger in byOrder.Where(group => !known.Contains(group.Key)))
        {
            foreach (var payment in stranger.GroupBy(t => t.Reference, StringComparer.Ordinal))
                results.AddRange(NotOurs(null, stranger.Key, [.. payment]));
        }

        return results;
    }

    private static void MatchPayment(
        OurPayment payment, List<ProviderMovement> theirs, DateTimeOffset settledBefore, List<Comparison> into)
    {
        var attempt = payment.Attempt;
        var byReference = theirs.GroupBy(t => t.Reference, StringComparer.Ordinal).OrderBy(g => g.Min(t => t.At))
            .ToList();
        var own = byReference.Find(g => g.Key == attempt.ProviderReference)
            ?? byReference.Find(g => Net(g) != 0)
            ?? byReference.FirstOrDefault();
        List<ProviderMovement> movements = own is null ? [] : [.. own];
        if (attempt.Captured > 0)
        {
            into.Add(MatchCapture(attempt, movements, settledBefore));
            if (MatchRefunds(payment, movements, settledBefore) is { } refunds) into.Add(refunds);
        }
        else if (MatchNothing(attempt, movements, settledBefore) is { } nothing)
        {
            into.Add(nothing);
        }

        foreach (var other in byReference.Where(g => g != own))
            into.AddRange(NotOurs(attempt.Id, attempt.ProviderOrderId, [.. other]));
    }

    /// <summary>A payment that we know nothing of is harmless when it was taken back in full.</summary>
    private static IEnumerable<Comparison> NotOurs(Guid? attemptId, string orderId, List<ProviderMovement> theirs)
    {
        var net = Net(theirs);
        if (net == 0) yield break;
        yield return new Comparison(
            Bucket.TheirsOnly, net > 0 ? CaseSubject.Capture : CaseSubject.Refund, attemptId, orderId,
            theirs[0].Reference, 0, Math.Abs(net), theirs.Max(t => t.At));
    }

    private static Comparison MatchCapture(
        Attempt attempt, List<ProviderMovement> theirs, DateTimeOffset settledBefore)
    {
        var captures = theirs.Where(t => t.Kind == StatementKind.Capture).ToList();
        var sum = captures.Sum(t => t.Amount);
        var approvedAt = attempt.ApprovedAt!.Value;
        var bucket = sum == attempt.Captured ? Bucket.Matched
            : captures.Count > 0 ? Bucket.AmountDiffers
            : approvedAt > settledBefore ? Bucket.InFlight
            : Bucket.OursOnly;
        return Of(bucket, CaseSubject.Capture, attempt, attempt.Captured, sum, Latest(approvedAt, captures));
    }

    /// <summary>By our books no money stays: then none may stay by theirs.</summary>
    private static Comparison? MatchNothing(
        Attempt attempt, List<ProviderMovement> theirs, DateTimeOffset settledBefore)
    {
        var net = Net(theirs);
        var changedAt = attempt.BeganAt ?? attempt.CreatedAt;
        if (net != 0)
        {
            var at = theirs.Max(t => t.At);
            return Of(
                at > settledBefore ? Bucket.InFlight : Bucket.StatusDiffers, CaseSubject.Capture, attempt, 0, net, at);
        }

        // Not known for so long that somebody must look: what is at stake stands on our side.
        if (AttemptRules.IsInFlight(attempt.State))
        {
            var over = attempt.SessionUntil is not { } until || until <= settledBefore;
            return Of(
                over ? Bucket.StatusDiffers : Bucket.InFlight, CaseSubject.Capture, attempt, attempt.Amount, 0,
                changedAt);
        }

        return theirs.Count == 0 ? null
            : Of(Bucket.Matched, CaseSubject.Capture, attempt, 0, 0, theirs.Max(t => t.At));
    }

    private static Comparison? MatchRefunds(
        OurPayment payment, List<ProviderMovement> movements, DateTimeOffset settledBefore)
    {
        var ours = payment.Refunds.Where(r => r.State == RefundState.Done).ToList();
        var theirs = movements.Where(t => t.Kind == StatementKind.Refund).ToList();
        if (ours.Count == 0 && theirs.Count == 0) return null;
        var (sumOurs, sumTheirs) = (ours.Sum(r => r.Amount), theirs.Sum(t => t.Amount));
        TakePairs(ours, theirs, (r, t) => r.ProviderReference == t.Key && r.Amount == t.Amount);
        TakePairs(ours, theirs, (r, t) => r.Amount == t.Amount);
        var (leftOurs, leftTheirs) = (ours.Sum(r => r.Amount), theirs.Sum(t => t.Amount));
        var at = Latest(
            payment.Refunds.Where(r => r.State == RefundState.Done)
                .Select(r => r.EndedAt!.Value).DefaultIfEmpty(DateTimeOffset.MinValue).Max(),
            movements);
        // What is left of both sides may be the same won in other pieces.
        var bucket = leftOurs == leftTheirs ? Bucket.Matched
            : at > settledBefore ? Bucket.InFlight
            : leftTheirs == 0 ? Bucket.OursOnly
            : leftOurs > 0 ? Bucket.AmountDiffers
            : AllAskedFor(payment, theirs) ? Bucket.StatusDiffers
            : Bucket.TheirsOnly;
        return Of(bucket, CaseSubject.Refund, payment.Attempt, sumOurs, sumTheirs, at);
    }

    /// <summary>Each of their refunds is one that we asked for and that is pending or failed by our books.</summary>
    private static bool AllAskedFor(OurPayment payment, List<ProviderMovement> theirs)
    {
        var asked = payment.Refunds.Where(r => r.State != RefundState.Done).ToList();
        var left = theirs.ToList();
        TakePairs(asked, left, (r, t) => r.Amount == t.Amount);
        return left.Count == 0;
    }

    private static void TakePairs(
        List<Refund> ours, List<ProviderMovement> theirs, Func<Refund, ProviderMovement, bool> isPair)
    {
        for (var i = ours.Count - 1; i >= 0; i--)
        {
            var pair = theirs.FindIndex(t => isPair(ours[i], t));
            if (pair < 0) continue;
            theirs.RemoveAt(pair);
            ours.RemoveAt(i);
        }
    }

    private static Comparison Of(
        Bucket bucket, CaseSubject subject, Attempt attempt, long ours, long theirs, DateTimeOffset at) =>
        new(bucket, subject, attempt.Id, attempt.ProviderOrderId, null, ours, theirs, at);

    private static long Net(IEnumerable<ProviderMovement> movements) =>
        movements.Sum(t => t.Kind == StatementKind.Capture ? t.Amount : -t.Amount);

    private static DateTimeOffset Latest(DateTimeOffset ours, IEnumerable<ProviderMovement> theirs) =>
        theirs.Select(t => t.At).Append(ours).Max();
}
