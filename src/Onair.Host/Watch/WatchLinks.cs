using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Onair.Incidents;
using Onair.Orders;

namespace Onair.Host.Watch;

/// <summary>Where pages lead: the shop's address as it is set, else where this process listens.</summary>
internal static class WatchLinks
{
    public static PageLink Of(IServiceProvider rooms) => path =>
    {
        var origin = rooms.GetRequiredService<IOptions<OrdersOptions>>().Value.PublicUrl
            ?? (rooms.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
                .FirstOrDefault() is { } first
                ? new Uri(first)
                : null);
        return origin is null ? null : new Uri(origin, path);
    };
}
