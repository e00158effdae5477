using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Broadcasts;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Storage;

namespace Onair.Calls.Ars;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum AnswerCallStatus
{
    Answered = 1,

    /// <summary>This event was answered before: the same answer again, and nothing happened.</summary>
    Repeated = 2,

    /// <summary>No such call; it begins with an event that says so.</summary>
    UnknownCall = 3,

    /// <summary>Another event stands under this number.</summary>
    EventChanged = 4,

    /// <summary>A later event was answered already.</summary>
    OutOfOrder = 5,

    /// <summary>The call was begun from another number.</summary>
    CallerChanged = 6,

    /// <summary>The same call is ordering at this moment: ask again after a moment.</summary>
    Busy = 7,
}

/// <summary>The answer is null for the statuses without one.</summary>
public readonly record struct AnsweredCall(AnswerCallStatus Status, CallAnswer? Answer);

/// <summary>
/// Answers what happens in calls. An event is answered once, and its answer kept; the order is placed between two
/// transactions, under a key that is the call's own:
/// <code>
/// :: 1 hear     lock the call; an event that is known gets its answer; the rules decide; a call that orders is marked
/// :: 2 place    the way of all orders (<see cref="OrderIntake"/>)
/// :: 3 settle   lock the call; the rules say what that means; state and answer are written together
/// </code>
/// Who dies between 1 and 3 leaves the mark. The event comes again, finds it old, and places the same order under the
/// same key, which is no second one.
/// </summary>
public sealed class AnswerCalls(
    Database database,
    ReadOpenOffers offers,
    ReadBroadcasts shows,
    OrderIntake intake,
    IOptions<CallsOptions> options,
    TimeProvider time,
    ILogger<AnswerCalls> logger)
{
    /// <summary>
    /// A mark that is older is nobody's: the order path answers within its deadline of some seconds, or not at all.
    /// </summary>
    public static readonly TimeSpan PlacingMax = TimeSpan.FromSeconds(10);

    private const int tailLength = 4;

    public async Task<AnsweredCall> RunAsync(CallEvent heard, CancellationToken cancel)
    {
        // What can be ordered is read before the call is locked; the order path reads its own.
        var world = new CallWorld(await offers.RunAsync(null, cancel));

        // :: 1 hear
        var (answered, placing) = await database.WriteAsync(open => HearAsync(open, heard, world, cancel), cancel);
        if (placing is null) return Told(heard, answered);

        // :: 2 place; from here on the call's own order may exist, so that nobody's leaving stops it
        var order = await OrderOfAsync(placing, heard.Caller!);
        var placed = await intake.PlaceAsync(order);
        if (placed.Status == PlaceOrderStatus.KeyReused) CallsLog.OrderDiffers(logger, placing.Id);

        // :: 3 settle
        return Told(heard, await database.WriteAsync(
            open => SettleAsync(open, heard, placed, world), CancellationToken.None));
    }

    private async Task<(AnsweredCall Answered, Call? Placing)> HearAsync(
        Transaction open, CallEvent heard, CallWorld world, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var isFull = heard.Kind == CallEventKind.Started && await BeginAsync(open, heard, now, cancel);
        if (await open.FirstAsync<CallRow>(CallsStore.Lock, new { id = heard.Call }, cancel) is not { } row)
            return (new AnsweredCall(AnswerCallStatus.UnknownCall, null), null);
        var call = row.Call();
        if (await KnownAsync(open, call, heard, cancel) is { } known) return (known, null);
        if (call.PlacingSince is { } since && now - since < PlacingMax)
            return (new AnsweredCall(AnswerCallStatus.Busy, null), null);
        var turn = isFull && call.LastSeq == 0
            ? Refuse(call, heard, now)
            : CallRules.Hear(call, heard, world.Of(call.Feed), now, options.Value.CallLengthMax);
        if (turn.Places)
        {
            var marked = call with { PlacingSince = now, HeardAt = now };
            await open.ExecuteAsync(CallsStore.Change, CallRow.Of(marked), cancel);
            return (default, marked);
        }

        // The mark of who died goes with whatever the caller does instead.
        var after = turn with { After = turn.After with { PlacingSince = null } };
        return (await WriteAsync(open, heard, after, null, cancel), null);
    }

    /// <summary>Makes the call's row if there is none. True: there are as many as may be, and this one is no more.
    /// </summary>
    private async Task<bool> BeginAsync(
        Transaction open, CallEvent heard, DateTimeOffset now, CancellationToken cancel)
    {
        var most = options.Value.CallsMax;
        var isFull = await open.FirstAsync<long>(CallsStore.CountOpen, new { limit = most }, cancel) >= most;
        var call = new Call
        {
            Id = heard.Call,
            CustomerKey = heard.CustomerKey,
            Feed = heard.Feed,
            Step = CallStep.Greeting,
            IsEnglish = heard.IsEnglish,
            StartedAt = now,
            HeardAt = now,
        };
        await open.ExecuteAsync(CallsStore.Add, CallRow.Of(call), cancel);
        return isFull;
    }

    /// <summary>The answer to an event that is not new, or not one of this call; null for a new one.</summary>
    private static async Task<AnsweredCall?> KnownAsync(
        Transaction open, Call call, CallEvent heard, CancellationToken cancel)
    {
        if (call.CustomerKey != heard.CustomerKey) return new AnsweredCall(AnswerCallStatus.CallerChanged, null);
        var known = await open.FirstAsync<CallEventRow>(
            CallsStore.FindEvent, new { call = call.Id, seq = heard.Seq }, cancel);
        if (known is null)
        {
            return heard.Seq > call.LastSeq ? null : new AnsweredCall(AnswerCallStatus.OutOfOrder, null);
        }

        return known.Digest == heard.Fingerprint
            ? new AnsweredCall(
                AnswerCallStatus.Repeated,
                JsonSerializer.Deserialize(known.Answer, CallsJson.Default.CallAnswer))
            : new AnsweredCall(AnswerCallStatus.EventChanged, null);
    }

    private async Task<AnsweredCall> SettleAsync(
        Transaction open, CallEvent heard, PlaceOrderAnswer placed, CallWorld world)
    {
        var none = CancellationToken.None;
        var now = time.GetUtcNow().ToStored();
        var row = await open.FirstAsync<CallRow>(CallsStore.Lock, new { id = heard.Call }, none)
            ?? throw new InvalidOperationException($"call {heard.Call} is gone while it orders");
        var call = row.Call();
        // Somebody took an old mark over and was faster: what they wrote counts.
        if (await KnownAsync(open, call, heard, none) is { } known) return known;
        var turn = CallRules.Settle(call, heard.Seq, placed, world.Of(call.Feed), now);
        var ordered = turn.After.Step == CallStep.Done && placed.Order is { } order
            ? new CalledOrder(order.Id, order.Number, order.Total, order.PayBefore)
            : null;
        return await WriteAsync(open, heard, turn, ordered, none);
    }

    private static async Task<AnsweredCall> WriteAsync(
        Transaction open, CallEvent heard, CallTurn turn, CalledOrder? ordered, CancellationToken cancel)
    {
        var answer = turn.Answer(ordered);
        await open.ExecuteAsync(CallsStore.Change, CallRow.Of(turn.After), cancel);
        await open.ExecuteAsync(
            CallsStore.AddEvent,
            new
            {
                call = turn.After.Id,
                seq = heard.Seq,
                digest = heard.Fingerprint,
                answer = JsonSerializer.Serialize(answer, CallsJson.Default.CallAnswer),
            },
            cancel);
        return new AnsweredCall(AnswerCallStatus.Answered, answer);
    }

    private async Task<PlaceOrder> OrderOfAsync(Call call, string caller)
    {
        var offer = await shows.OfferAsync(call.OfferId!.Value, CancellationToken.None)
            ?? throw new InvalidOperationException($"offer {call.OfferId} of call {call.Id} is gone");
        return new PlaceOrder
        {
            IdempotencyKey = call.IdempotencyKey,
            Channel = Channel.Phone,
            // Nobody can be asked for a name by digits; the number is what the customer is known by.
            Name = $"ARS {caller[^tailLength..]}",
            Phone = caller,
            Lines = [new PlaceOrderLine(offer.Sku, call.Quantity, call.UnitPrice, offer.Id)],
        }.Seal();
    }

    private static CallTurn Refuse(Call call, CallEvent heard, DateTimeOffset now) => new(
        call with { Step = CallStep.Agent, EndedAt = now, LastSeq = heard.Seq },
        CallWords.Of(call.IsEnglish).TooMany, CallNext.Transfer, 0);

    private AnsweredCall Told(CallEvent heard, AnsweredCall answered)
    {
        if (answered is { Status: AnswerCallStatus.Answered, Answer: { Next: not CallNext.Gather } answer })
            CallsLog.CallEnded(logger, heard.Call, answer.Step.ToString());
        return answered;
    }
}
