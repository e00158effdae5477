using System.Buffers.Binary;
using Microsoft.Extensions.Options;

namespace Onair.Payments.Routing;

/// <summary>A provider that could take a payment.</summary>
/// <param name="Provider">Its name.</param>
/// <param name="Weight">Its share; at least 0.</param>
/// <param name="State">Its breaker.</param>
/// <param name="MayProbe">It rested, and this payment may find out how it is.</param>
internal readonly record struct Route(string Provider, int Weight, BreakerState State, bool MayProbe);

/// <summary>Chooses who takes a new payment. Never called for an order that has an attempt anywhere.</summary>
public sealed class RoutePayments
{
    private readonly PaymentProviders providers;
    private readonly ProviderHealth health;
    private readonly RoutingOptions options;

    internal RoutePayments(PaymentProviders providers, ProviderHealth health, IOptions<RoutingOptions> options)
    {
        this.providers = providers;
        this.health = health;
        this.options = options.Value;
    }

    /// <summary>The provider's name; null when nobody takes this way to pay.</summary>
    /// <param name="method">The way to pay.</param>
    /// <param name="orderId">The order decides among equals.</param>
    /// <param name="mayTake">Leaves providers out by their names; null: none.</param>
    public string? Choose(PaymentMethod method, Guid orderId, Func<string, bool>? mayTake = null)
    {
        var takers = providers.All
            .Where(p => p.Methods.Contains(method) && (mayTake is null || mayTake(p.Name))).ToList();
        var isAlone = takers.Count == 1;
        var routes = takers.ConvertAll(p =>
        {
            var state = health.StateOf(p.Name);
            var unlisted = p.Name == Demo.DemoProvider.DemoName && !isAlone ? 0 : 1;
            return new Route(
                p.Name,
                options.WeightOf(p.Name, method, unlisted),
                state,
                state == BreakerState.Probing && !isAlone && health.TryProbe(p.Name));
        });
        return Choose(routes, orderId);
    }

    /// <summary>
    /// Pure. A provider that may be probed comes first, or it would never be found well again; then the well ones by
    /// weight; when none is well, all by weight, since a customer who is refused for certain has lost more than one who
    /// may be. The order decides, so that asking twice is answered once.
    /// </summary>
    internal static string? Choose(IReadOnlyList<Route> routes, Guid orderId)
    {
        List<Route> weighted = [.. routes.Where(r => r.Weight > 0)];
        foreach (var route in weighted)
        {
            if (route.MayProbe) return route.Provider;
        }

        List<Route> well = [.. weighted.Where(r => r.State == BreakerState.Closed)];
        var among = well.Count > 0 ? well : weighted.Count > 0 ? weighted : [.. routes];
        if (among.Count == 0) return null;
        var total = among.Sum(r => (long)Math.Max(r.Weight, 1));
        var place = Draw(orderId) % (ulong)total;
        foreach (var route in among)
        {
            var weight = (ulong)Math.Max(route.Weight, 1);
            if (place < weight) return route.Provider;
            place -= weight;
        }

        throw new InvalidOperationException("the weights do not add up");
    }

    /// <summary>The last eight bytes of a UUIDv7 are random.</summary>
    private static ulong Draw(Guid orderId)
    {
        Span<byte> bytes = stackalloc byte[16];
        orderId.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
    }
}
