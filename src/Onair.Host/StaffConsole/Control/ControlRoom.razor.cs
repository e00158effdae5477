using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Onair.Broadcasts;
using Onair.Payments.Routing;
using Onair.Staff;

namespace Onair.Host.StaffConsole.Control;

/// <summary>One screen for a live show. Numbers come once a second from the show's meter; what is done goes through the
/// desk, and can be undone for ten seconds.</summary>
public sealed partial class ControlRoom
{
    private static readonly TimeSpan undoFor = TimeSpan.FromSeconds(10);

    /// <summary>A producer who watches is at work: the session is used this often while the show runs.</summary>
    private static readonly TimeSpan touchEvery = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource leave = new();
    private IDisposable? watching;
    private ShowReading? reading;
    private DateTimeOffset touchedAt;
    private Undoable? undo;
    private Told? told;
    private bool isMissing;
    private bool isOld;
    private bool isEnding;

    [CascadingParameter] public required ConsoleWords W { get; set; }

    [Inject] public required TimeProvider Time { get; set; }

    [Inject] internal ShowMeters Meters { get; set; } = null!;

    [Inject] internal OfferDeeds Deeds { get; set; } = null!;

    [Inject] internal Desk Desk { get; set; } = null!;

    private bool IsOnAir => reading?.Show.State == BroadcastState.OnAir;

    private bool IsOver => reading?.Show.State == BroadcastState.Ended;

    public void Dispose()
    {
        watching?.Dispose();
        leave.Cancel();
        leave.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (await Desk.EnterAsync(StaffRight.RunShows, leave.Token) is null) return;
        touchedAt = Time.GetUtcNow();
        watching = Meters.Watch(Id, news => _ = InvokeAsync(() => TakeAsync(news)));
        isMissing = watching is null;
    }

    private async Task TakeAsync(ShowReading? news)
    {
        if (leave.IsCancellationRequested) return;
        (isOld, isMissing) = (news is null, news is null && reading is null);
        if (news is not null) reading = news;
        if (undo is { } last && last.SecondsLeft(Time.GetUtcNow()) <= 0) undo = null;
        StateHasChanged();
        if (!IsOnAir || Time.GetUtcNow() - touchedAt < touchEvery) return;
        touchedAt = Time.GetUtcNow();
        await Desk.EnterAsync(StaffRight.RunShows, leave.Token);
    }

    private Task KeyAsync(KeyboardEventArgs key)
    {
        // The browser's keys stay the browser's; a field keeps its own to itself, and a key that is held counts once.
        if (key.CtrlKey || key.AltKey || key.MetaKey || key.Repeat || IsOver) return Task.CompletedTask;
        return key.Code == "KeyN" ? NextAsync() : Task.CompletedTask;
    }

    private Task NextAsync() => reading?.Next is { } next ? AirAsync(next.Offer.Id) : Task.CompletedTask;

    private async Task AirAsync(Guid offer)
    {
        var before = reading?.Show.OnAirOffer;
        var status = await Deeds.AirAsync(Id, offer, leave.Token);
        told = W.Of(status);
        if (status == PutOfferOnAirStatus.OnAir && before is { } shown && shown != offer)
            Offer(W.Aired, async () => await Deeds.AirAsync(Id, shown, leave.Token) == PutOfferOnAirStatus.OnAir);
    }

    private async Task<bool> ChangeAsync(Guid offer, OfferTerms seen, OfferTerms wanted)
    {
        var answer = await Deeds.ChangeAsync(offer, seen, wanted, leave.Token);
        told = W.Of(answer?.Status);
        // What is there now, so that the next try begins with it.
        if (answer?.Offer is { } now && reading is { } old)
        {
            reading = old with
            {
                Offers = [.. old.Offers.Select(o => o.Offer.Id == now.Id ? o with { Offer = now } : o)],
            };
        }

        if (answer?.Status != ChangeOfferStatus.Changed) return false;
        Offer(
            W.Changed,
            async () => (await Deeds.ChangeAsync(offer, wanted, seen, leave.Token))?.Status
                == ChangeOfferStatus.Changed);
        return true;
    }

    private async Task LastCallAsync(Guid offer)
    {
        var status = await Deeds.CallLastAsync(Id, offer, OfferDeeds.LastCallSpan, leave.Token);
        told = W.Of(status);
        if (status == CallLastStatus.Called)
            Offer(W.LastCalled, async () =>
                await Deeds.CallLastAsync(Id, offer, null, leave.Token) == CallLastStatus.Called);
    }

    private async Task EndAsync()
    {
        isEnding = false;
        told = W.Of(await Deeds.EndAsync(Id, leave.Token));
        undo = null;
    }

    private async Task UndoAsync()
    {
        if (undo is not { } last) return;
        undo = null;
        told = await last.Back() ? new Told(W.Undone, false) : new Told(W.ChangedMeanwhile, true);
    }

    private static bool IsWell(BreakerState state) => state == BreakerState.Closed;

    private void Offer(string text, Func<Task<bool>> back) =>
        undo = new Undoable(text, Time.GetUtcNow() + undoFor, back);

    private sealed record Undoable(string Text, DateTimeOffset Until, Func<Task<bool>> Back)
    {
        public long SecondsLeft(DateTimeOffset now) => (long)Math.Ceiling((Until - now).TotalSeconds);
    }
}
