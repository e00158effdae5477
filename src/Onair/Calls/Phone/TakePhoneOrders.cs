using Onair.Calls.Agents;
using Onair.Mail;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Storage;

namespace Onair.Calls.Phone;

/// <summary>An order that an agent places for somebody on the line.</summary>
/// <param name="Order">What they want; its channel is <see cref="Channel.Phone"/>.</param>
/// <param name="Desk">Who takes it, and where they sit.</param>
/// <param name="Origin">The shop as customers see it, for the link to pay.</param>
/// <param name="IsEnglish">The language of link and letter; false: Korean.</param>
public sealed record PhoneOrder(PlaceOrder Order, AtDesk Desk, Uri Origin, bool IsEnglish);

/// <param name="Placed">The order path's own answer.</param>
/// <param name="Link">Where it is paid; null when there is no order.</param>
/// <param name="IsLetterSent">A letter with the link is on its way: never twice for one order.</param>
public sealed record TakenPhoneOrder(PlaceOrderAnswer Placed, Uri? Link, bool IsLetterSent);

/// <summary>
/// Takes orders on the telephone. The order goes the way of all orders; then it is written who placed it for whom, and
/// with that the letter. Should the process die between the two, the agent's program asks again under the same key,
/// finds the order, and the rest is done then.
/// </summary>
public sealed class TakePhoneOrders(
    OrderIntake intake, OrderTokens tokens, SendMail mail, Database database, TimeProvider time)
{
    public async Task<TakenPhoneOrder> RunAsync(PhoneOrder asked, CancellationToken cancel)
    {
        var placed = await intake.PlaceAsync(asked.Order);
        if (placed.Order is not { } order || placed.Status is not (
            PlaceOrderStatus.Placed or PlaceOrderStatus.AlreadyPlaced))
        {
            // Nobody was told of anybody's order when the queue was full.
            if (placed.Status != PlaceOrderStatus.Busy)
            {
                var refused = DeedOf(asked, AgentDeedKind.Refused, OrderWords.Of(placed.Status), null);
                await database.WriteAsync(open => AgentDeeds.WriteAsync(open, refused, cancel), cancel);
            }

            return new TakenPhoneOrder(placed, null, IsLetterSent: false);
        }

        // It is placed: what belongs to it is not given up halfway because the agent's program went away.
        var link = PaymentLink.Of(asked.Origin, order.Number, order.Id, tokens, asked.IsEnglish);
        var letter = order.CustomerEmail is null
            ? null
            : await mail.SealAsync(PhoneLetters.ToPay(order, link, asked.IsEnglish), CancellationToken.None);
        var isNew = await database.WriteAsync(
            open => WriteAsync(open, asked, order.Number, letter), CancellationToken.None);
        if (isNew && letter is not null) mail.Wake();
        return new TakenPhoneOrder(placed, link, isNew && letter is not null);
    }

    private async Task<bool> WriteAsync(
        Transaction open, PhoneOrder asked, string number, SealedLetter? letter)
    {
        var ordered = DeedOf(asked, AgentDeedKind.Ordered, "placed", number);
        if (await AgentDeeds.WriteAsync(open, ordered, CancellationToken.None))
        {
            if (letter is not null) await mail.AddAsync(open, [letter], CancellationToken.None);
            return true;
        }

        var repeated = DeedOf(asked, AgentDeedKind.Repeated, "already-placed", number);
        await AgentDeeds.WriteAsync(open, repeated, CancellationToken.None);
        return false;
    }

    private AgentDeed DeedOf(PhoneOrder asked, AgentDeedKind kind, string outcome, string? number)
    {
        var now = time.GetUtcNow().ToStored();
        return new AgentDeed
        {
            Id = Guid.CreateVersion7(now),
            AgentId = asked.Desk.Agent.Id,
            At = now,
            Sender = asked.Desk.Sender,
            Kind = kind,
            CustomerKey = asked.Order.CustomerKey,
            OrderNumber = number,
            Outcome = outcome,
        };
    }
}
