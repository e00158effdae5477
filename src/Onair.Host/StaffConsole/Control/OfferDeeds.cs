using Onair.Broadcasts;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Control;

/// <summary>What a producer does with a show, each with its entry in the audit log.</summary>
internal sealed class OfferDeeds(
    Desk desk, PutOfferOnAir put, ChangeOffer change, CallLast last, EndBroadcast end)
{
    public static readonly TimeSpan LastCallSpan = TimeSpan.FromSeconds(60);

    public async Task<PutOfferOnAirStatus?> AirAsync(Guid show, Guid offer, CancellationToken cancel) =>
        (await desk.DoAsync<PutOfferOnAirStatus?>(
            StaffRight.RunShows,
            async (open, who) =>
            {
                var status = await put.RunAsync(open, new OfferSwitch(show, offer, CloseOthers: false), cancel);
                return (status, status == PutOfferOnAirStatus.OnAir
                    ? new AuditDraft(who.Actor, Deed.OfferAired, $"offer:{offer}", $"show {show}")
                    : null);
            },
            cancel));

    /// <param name="offer">Which.</param>
    /// <param name="seen">What the producer saw.</param>
    /// <param name="wanted">What it is to be.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<ChangedOffer?> ChangeAsync(
        Guid offer, OfferTerms seen, OfferTerms wanted, CancellationToken cancel) =>
        await desk.DoAsync(
            StaffRight.RunShows,
            async (open, who) =>
            {
                var asked = new OfferChange(
                    offer, wanted.Price, wanted.Allotment, wanted.LimitPerCustomer ?? 0, seen);
                var answer = await change.RunAsync(open, asked, cancel);
                var detail = Difference(seen, wanted, ConsoleWords.Of(isEnglish: true));
                return (answer, answer.Status == ChangeOfferStatus.Changed
                    ? new AuditDraft(who.Actor, Deed.OfferChanged, $"offer:{offer}", detail)
                    : null);
            },
            cancel);

    /// <param name="show">Its show.</param>
    /// <param name="offer">Which.</param>
    /// <param name="span">Closes after this; null takes it back.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<CallLastStatus?> CallLastAsync(
        Guid show, Guid offer, TimeSpan? span, CancellationToken cancel) =>
        await desk.DoAsync<CallLastStatus?>(
            StaffRight.RunShows,
            async (open, who) =>
            {
                var status = await last.RunAsync(open, new LastCall(show, offer, span), cancel);
                var detail = span is { } time ? $"in {time.TotalSeconds:0} s" : "taken back";
                return (status, status == CallLastStatus.Called
                    ? new AuditDraft(who.Actor, Deed.LastCalled, $"offer:{offer}", detail)
                    : null);
            },
            cancel);

    public async Task<EndBroadcastStatus?> EndAsync(Guid show, CancellationToken cancel) =>
        await desk.DoAsync<EndBroadcastStatus?>(
            StaffRight.RunShows,
            async (open, who) =>
            {
                var status = await end.RunAsync(open, show, cancel);
                return (status, status == EndBroadcastStatus.Ended
                    ? new AuditDraft(who.Actor, Deed.ShowEnded, $"show:{show}", "")
                    : null);
            },
            cancel);

    /// <summary>Pure: what changes, in words.</summary>
    public static string Difference(OfferTerms from, OfferTerms to, ConsoleWords words)
    {
        var parts = new List<string>(3);
        if (from.Price != to.Price) parts.Add($"{words.Won(from.Price)} → {words.Won(to.Price)}");
        if (from.Allotment != to.Allotment)
            parts.Add($"{words.Allotment} {words.Count(from.Allotment)} → {words.Count(to.Allotment)}");
        if (from.LimitPerCustomer != to.LimitPerCustomer)
            parts.Add($"{words.Limit} {from.LimitPerCustomer ?? 0} → {to.LimitPerCustomer ?? 0}");
        return string.Join(", ", parts);
    }
}
