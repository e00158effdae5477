using Microsoft.Extensions.DependencyInjection;

namespace Onair.Inventory;

public static class InventorySetup
{
    public static IServiceCollection AddInventory(this IServiceCollection services) => services
        .AddSingleton<ReceiveStock>()
        .AddSingleton<AdjustStock>()
        .AddSingleton<ReadStock>()
        .AddSingleton<VerifyStock>();
}
