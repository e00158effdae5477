using System.Text;
using Onair.Primitives;

namespace Onair.Orders.Live;

/// <summary>One order that somebody watches.</summary>
internal sealed class OrderTopic(Guid order) : StreamTopic
{
    public Guid Order => order;

    /// <summary>Guarded by the hub.</summary>
    public int Readers { get; set; }

    /// <summary>True while its payment may come at any moment.</summary>
    public bool IsQuick { get; private set; } = true;

    public bool Publish(ShownOrder shown)
    {
        IsQuick = shown.Order.Status == OrderStatus.Placed;
        return Publish(EventOf(shown));
    }

    /// <summary>
    /// <c>{"status":"paid","mark":"2-3-..."}</c>: the mark says that something changed, the page what. Nothing of a
    /// person is in it.
    /// </summary>
    public static StreamEvent EventOf(ShownOrder shown) => new(Encoding.UTF8.GetBytes(
        $$"""{"status":"{{OrderWords.Of(shown.Order.Status)}}","mark":"{{shown.Mark}}"}"""));
}
