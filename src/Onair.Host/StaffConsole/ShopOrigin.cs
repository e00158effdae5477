using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Onair.Orders;

namespace Onair.Host.StaffConsole;

/// <summary>Where customers find the shop: for links that staff hand out.</summary>
internal sealed class ShopOrigin(IServiceProvider shop)
{
    /// <summary>The address that is set; else where this process listens, which is good for trying it out.</summary>
    public Uri? Url => shop.GetRequiredService<IOptions<OrdersOptions>>().Value.PublicUrl
        ?? (shop.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } first
            ? new Uri(first)
            : null);
}
