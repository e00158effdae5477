using Onair.Orders.Intake;

namespace Onair.Calls.Ars;

/// <summary>
/// The conversation, the only place that knows it. Pure: the call, what was heard, what can be ordered and the time go
/// in; what to say and where the call is then come out.
/// <code>
/// greeting --started--> choose offer --1..5--> quantity --n#--> confirm --1--> done
///                         ^  ^--------*------------'   ^---other price---'
///                         '---------2, *, sold out-----------'
/// from anywhere: 0, three mistakes, too long, a number that cannot be reached --> agent; hung up --> ended
/// </code>
/// </summary>
internal static class CallRules
{
    /// <summary>Wrong or missing digits in a row before a person goes on.</summary>
    public const int TriesMax = 3;

    private const int quantityDigits = 2;

    /// <summary>The answer to an event that comes after all that were answered.</summary>
    /// <param name="call">As it was.</param>
    /// <param name="heard">What happened.</param>
    /// <param name="world">What can be ordered.</param>
    /// <param name="now">The time.</param>
    /// <param name="lengthMax">How long a call may take.</param>
    public static CallTurn Hear(
        Call call, CallEvent heard, CallWorld world, DateTimeOffset now, TimeSpan lengthMax)
    {
        var next = call with { LastSeq = heard.Seq, HeardAt = now };
        var words = CallWords.Of(call.IsEnglish);
        if (heard.Kind == CallEventKind.HungUp) return HungUp(next);
        if (call.Step is CallStep.Done or CallStep.Agent or CallStep.Ended)
            return new CallTurn(next, words.Goodbye, CallNext.HangUp, 0);
        if (now - call.StartedAt > lengthMax || heard.Seq >= CallEvent.SeqMax) return ToAgent(next, words.TooLong);
        if (!heard.IsMobile) return ToAgent(next, words.NoNumber);
        if (call.Step == CallStep.Greeting) return Choose(next, world, words.Greeting);
        if (heard.Kind == CallEventKind.Started) return Prompt(next, world, "");
        if (heard.Kind == CallEventKind.Timeout || heard.Digits.Length == 0)
            return Again(next, world, words.NothingHeard);
        return heard.Digits switch
        {
            "0" => ToAgent(next, words.ToAgent),
            "*" => Choose(next with { Tries = 0 }, world, ""),
            var digits => call.Step switch
            {
                CallStep.ChooseOffer => Chosen(next, digits, world),
                CallStep.Quantity => Counted(next, digits, world),
                CallStep.Confirm => Confirmed(next, digits, world),
                CallStep.Greeting or CallStep.Done or CallStep.Agent or CallStep.Ended =>
                    throw new InvalidOperationException($"a call at {call.Step} takes no digits"),
            },
        };
    }

    /// <summary>What the order path answered to a call that asked to order.</summary>
    public static CallTurn Settle(
        Call call, int seq, PlaceOrderAnswer answer, CallWorld world, DateTimeOffset now)
    {
        var next = call with { LastSeq = seq, HeardAt = now, PlacingSince = null, Tries = 0 };
        var words = CallWords.Of(call.IsEnglish);
        var line = answer.Refused.Count > 0 ? answer.Refused[0] : default;
        switch (answer.Status)
        {
            case PlaceOrderStatus.Placed or PlaceOrderStatus.AlreadyPlaced:
                return Done(next, answer.Order!, now);
            case PlaceOrderStatus.SoldOut:
                return Fewer(next, line.Left, world, words.SoldOut, words.FewerLeft);
            case PlaceOrderStatus.OverLimit:
                return Fewer(next, line.Left, world, words.OverLimit, words.FewerAllowed);
            case PlaceOrderStatus.PriceChanged:
                return Reprice(next, line.UnitPrice ?? 0, world);
            case PlaceOrderStatus.OfferEnded or PlaceOrderStatus.UnknownVariant:
                return Choose(next, Without(world, call.OfferId), words.OfferOver);
            case PlaceOrderStatus.Busy:
                return new CallTurn(next, words.Busy, CallNext.Gather, 1);
            case PlaceOrderStatus.KeyReused:
                return ToAgent(next, words.Trouble);
            case PlaceOrderStatus.Invalid:
            default:
                throw new InvalidOperationException($"{answer.Status} is no answer to a call");
        }
    }

    private static CallTurn Chosen(Call call, string digits, CallWorld world)
    {
        var words = CallWords.Of(call.IsEnglish);
        if (digits == "9")
        {
            var other = call with { IsEnglish = !call.IsEnglish, Tries = 0 };
            return Choose(other, world, "");
        }

        if (digits.Length != 1 || digits[0] is < '1' or > '9' || digits[0] - '0' > call.Menu.Count)
            return Again(call, world, words.NotThere);
        var chosen = call with { Tries = 0, OfferId = call.Menu[digits[0] - '1'], Step = CallStep.Quantity };
        return Prompt(chosen, world, "");
    }

    private static CallTurn Counted(Call call, string digits, CallWorld world)
    {
        var words = CallWords.Of(call.IsEnglish);
        if (world.Find(call.OfferId) is not { } offer) return Choose(call, world, words.OfferOver);
        if (digits.Length > quantityDigits || !int.TryParse(digits, out var pieces) || pieces < 1)
            return Again(call, world, words.NotThere);
        if (pieces > CallWorld.MostOf(offer)) return Again(call, world, "");
        return Confirm(call with { Quantity = pieces, Tries = 0 }, offer, "");
    }

    private static CallTurn Confirmed(Call call, string digits, CallWorld world)
    {
        var words = CallWords.Of(call.IsEnglish);
        if (digits == "2") return Choose(call with { Tries = 0 }, world, "");
        if (digits != "1") return Again(call, world, words.NotThere);
        // Somebody was placing it and never said what became of it: the same order is asked for again, whatever has
        // changed since, and the order path knows it.
        if (call.PlacingSince is not null) return new CallTurn(call, "", CallNext.Nothing, 0, Places: true);
        if (world.Find(call.OfferId) is not { } offer) return Choose(call, world, words.OfferOver);
        return offer.Price == call.UnitPrice
            ? new CallTurn(call with { Tries = 0 }, "", CallNext.Nothing, 0, Places: true)
            : Confirm(call, offer, words.PriceChanged);
    }

    /// <summary>Reads the offers out and waits for one; a person goes on when there is nothing to order.</summary>
    private static CallTurn Choose(Call call, CallWorld world, string lead)
    {
        var words = CallWords.Of(call.IsEnglish);
        var menu = world.Menu.ToList();
        if (!menu.Exists(open => CallWorld.MostOf(open) > 0))
            return ToAgent(call, Join(lead, menu.Count == 0 ? words.NothingOpen : words.AllSoldOut));
        var after = call with
        {
            Step = CallStep.ChooseOffer,
            Menu = menu.ConvertAll(open => open.Offer.Id),
            OfferId = null,
            UnitPrice = 0,
            Quantity = 0,
        };
        return new CallTurn(after, Join(lead, words.Menu(menu), words.Choose), CallNext.Gather, 1);
    }

    /// <summary>Says again what the call waits for.</summary>
    private static CallTurn Prompt(Call call, CallWorld world, string lead)
    {
        var words = CallWords.Of(call.IsEnglish);
        if (call.Step == CallStep.ChooseOffer) return Choose(call, world, lead);
        if (world.Find(call.OfferId) is not { } offer) return Choose(call, world, Join(lead, words.OfferOver));
        var most = CallWorld.MostOf(offer);
        if (most == 0) return Choose(call, world, Join(lead, words.SoldOut));
        return call.Step == CallStep.Quantity
            ? new CallTurn(call, Join(lead, words.HowMany(offer, most)), CallNext.Gather, quantityDigits)
            : Confirm(call, offer, lead);
    }

    /// <summary>Everything once more, at the price of now, which is the one that the order will have.</summary>
    private static CallTurn Confirm(Call call, OpenOffer offer, string lead)
    {
        var after = call with { Step = CallStep.Confirm, UnitPrice = offer.Price };
        var words = CallWords.Of(call.IsEnglish);
        return new CallTurn(after, Join(lead, words.Total(offer, after.Quantity)), CallNext.Gather, 1);
    }

    private static CallTurn Again(Call call, CallWorld world, string why)
    {
        var counted = call with { Tries = call.Tries + 1 };
        return counted.Tries >= TriesMax
            ? ToAgent(counted, CallWords.Of(call.IsEnglish).Mistaken)
            : Prompt(counted, world, why);
    }

    /// <summary>Fewer than were asked for: how many then, or something else.</summary>
    private static CallTurn Fewer(Call call, long left, CallWorld world, string none, string fewer)
    {
        var now = world.WithLeft(call.OfferId, left);
        return left <= 0
            ? Choose(call, now, none)
            : Prompt(call with { Step = CallStep.Quantity }, now, fewer);
    }

    private static CallTurn Reprice(Call call, long price, CallWorld world)
    {
        var words = CallWords.Of(call.IsEnglish);
        if (world.Find(call.OfferId) is not { } offer) return Choose(call, world, words.OfferOver);
        // The world was read a moment before the order path looked.
        return Confirm(call, offer with { Price = price }, words.PriceChanged);
    }

    private static CallTurn Done(Call call, Orders.Order order, DateTimeOffset now)
    {
        var after = call with
        {
            Step = CallStep.Done, EndedAt = now, OrderId = order.Id, OrderNumber = order.Number,
        };
        return new CallTurn(after, CallWords.Of(call.IsEnglish).Ordered(order, now), CallNext.HangUp, 0);
    }

    private static CallTurn ToAgent(Call call, string say) => new(
        call with { Step = CallStep.Agent, EndedAt = call.HeardAt }, say, CallNext.Transfer, 0);

    private static CallTurn HungUp(Call call) => new(
        call.EndedAt is null ? call with { Step = CallStep.Ended, EndedAt = call.HeardAt } : call,
        "", CallNext.Nothing, 0);

    private static CallWorld Without(CallWorld world, Guid? offer) =>
        new([.. world.Open.Where(open => open.Offer.Id != offer)]);

    private static string Join(params ReadOnlySpan<string> parts)
    {
        var said = new List<string>(parts.Length);
        foreach (var part in parts)
            if (part.Length > 0) said.Add(part);
        return string.Join(' ', said);
    }
}
