using Microsoft.Extensions.Options;
using Onair.Broadcasts.Live;
using Onair.Customers;
using Onair.Host.Web;
using Onair.Payments.Routing;

namespace Onair.Host.StaffConsole;

/// <summary>
/// The shop's rooms in the console's container: the very same objects, so that a queue is one queue and a cache one
/// cache. Objects that are handed over are not disposed by who got them.
/// </summary>
internal static class RoomsOfShop
{
    public static IServiceCollection AddRoomsOf(this IServiceCollection console, IServiceProvider shop)
    {
        console.AddSingleton(shop.GetRequiredService<TimeProvider>());
        console.AddSingleton(shop.GetRequiredService<IOptions<CustomersOptions>>());
        console.AddSingleton(shop.GetRequiredService<IOptions<HostingOptions>>());
        console.AddSingleton(shop.GetRequiredService<IOptions<ConsoleOptions>>());
        console.AddSingleton(new ShopOrigin(shop));
        console.AddSingleton(shop.GetRequiredService<LiveHub>());
        console.AddSingleton(shop.GetRequiredService<ProviderHealth>());
        console.AddScoped(_ => new ShopScope(shop.CreateAsyncScope()));
        foreach (var room in new ServiceCollection().AddRooms().Where(IsVerb).DistinctBy(room => room.ServiceType))
        {
            var type = room.ServiceType;
            if (room.Lifetime == ServiceLifetime.Singleton) console.AddSingleton(type, shop.GetRequiredService(type));
            else console.AddScoped(type, here => here.GetRequiredService<ShopScope>().Get(type));
        }

        return console;
    }

    /// <summary>Verbs and what they work with; not the framework's parts, nor what works by itself.</summary>
    private static bool IsVerb(ServiceDescriptor room) =>
        room.ServiceType is { IsGenericType: false, IsInterface: false } type
        && type.Namespace?.StartsWith("Onair.", StringComparison.Ordinal) == true;

    /// <summary>What lives as long as a request there, lives as long as a page here.</summary>
    private sealed class ShopScope(AsyncServiceScope scope) : IAsyncDisposable
    {
        public object Get(Type type) => scope.ServiceProvider.GetRequiredService(type);

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}
