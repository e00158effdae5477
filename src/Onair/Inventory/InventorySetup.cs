using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;

namespace Onair.Inventory;

public static class InventorySetup
{
    public static IServiceCollection AddInventory(this IServiceCollection services) => services
        .AddSingleton<ReceiveStock>()
        .AddSingleton<AdjustStock>()
        .AddSingleton<ReadStock>()
        .AddSingleton<VerifyStock>();

    /// <summary>What works by itself: watching that nothing is sold twice.</summary>
    public static IServiceCollection AddInventoryWorkers(this IServiceCollection services) =>
        services.AddSingleton<ITimedVerb, WatchStock>();
}
