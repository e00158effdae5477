using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;

namespace Onair.Carts;

public static class CartsSetup
{
    public static IServiceCollection AddCarts(this IServiceCollection services)
    {
        services.AddOptions<CartsOptions>().BindConfiguration(CartsOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, CartsJson.Default));
        return services
            .AddSingleton<ShowCart>()
            .AddSingleton<ChangeCart>()
            .AddSingleton<MergeCarts>()
            .AddSingleton<TakeOutOrdered>()
            .AddSingleton<CartDoor>()
            .AddSingleton<ITimedVerb, CatchUpCarts>()
            .AddSingleton<ITimedVerb, PurgeCarts>()
            .AddSingleton<ITimedVerb, WatchCarts>();
    }
}
