using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Payments;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Simulation;

/// <summary>An order as the model remembers it: plain numbers, moved by what the shop said or must do.</summary>
internal sealed class ModelOrder(int customer, PlaceOrder asked, Ticket ticket, DateTimeOffset payBefore)
{
    public int Customer => customer;

    public PlaceOrder Asked => asked;

    public Ticket Ticket => ticket;

    public OrderStatus Status { get; set; } = OrderStatus.Placed;

    public DateTimeOffset PayBefore { get; set; } = payBefore;

    /// <summary>Pieces that are still wanted, per line of the request.</summary>
    public int[] Left { get; } = [.. asked.Lines.Select(line => line.Quantity)];

    /// <summary>The attempts as they were last looked at.</summary>
    public IReadOnlyList<Attempt> Attempts { get; set; } = [];

    public bool WasPaid { get; set; }

    public bool IsFinal => Status is OrderStatus.Expired or OrderStatus.Cancelled or OrderStatus.Returned;

    public bool IsPaid =>
        Status is OrderStatus.Paid or OrderStatus.Preparing or OrderStatus.Shipped or OrderStatus.Delivered;

    public long Remaining
    {
        get
        {
            var sum = 0L;
            for (var i = 0; i < Left.Length; i++) sum += Left[i] * asked.Lines[i].UnitPrice;
            return sum;
        }
    }

    /// <summary>An attempt of which nobody knows yet whether it took the money.</summary>
    public bool IsInFlight => Attempts.Any(
        a => a.State is AttemptState.Approving or AttemptState.Unknown or AttemptState.NetCancelPending);

    public Attempt? Open =>
        Attempts.FirstOrDefault(a => a.State is AttemptState.Prepared or AttemptState.Authenticated);

    public int LeftOf(string sku)
    {
        var sum = 0;
        for (var i = 0; i < Left.Length; i++) sum += asked.Lines[i].Sku == sku ? Left[i] : 0;
        return sum;
    }

    public int LeftOf(Guid offer)
    {
        var sum = 0;
        for (var i = 0; i < Left.Length; i++) sum += asked.Lines[i].Offer == offer ? Left[i] : 0;
        return sum;
    }

    public void End(OrderStatus status)
    {
        Array.Clear(Left);
        Status = status;
    }
}
