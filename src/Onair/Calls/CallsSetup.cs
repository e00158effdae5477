using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Onair.Calls.Agents;
using Onair.Calls.Ars;
using Onair.Calls.Phone;
using Onair.Jobs;

namespace Onair.Calls;

public static class CallsSetup
{
    /// <summary>The verbs of the room; runs nothing.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddOptions<CallsOptions>()
            .BindConfiguration("Onair:Calls")
            // One list for the whole shop.
            .Configure<IConfiguration>((options, all) =>
            {
                foreach (var proxy in all.GetSection("Onair:TrustedProxies").GetChildren())
                    if (proxy.Value is { } text) options.TrustedProxies.Add(text);
            })
            .ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<ReadOpenOffers>()
            .AddSingleton<AddAgents>()
            .AddSingleton<RevokeAgents>()
            .AddSingleton<FindAgents>()
            .AddSingleton<AgentDeeds>()
            .AddSingleton<TakePhoneOrders>()
            .AddSingleton<LookUpOrders>()
            .AddSingleton<AnswerCalls>()
            .AddSingleton<CallDoor>();
    }

    /// <summary>What works by itself: calls that end, rows that are forgotten.</summary>
    public static IServiceCollection AddCallWorkers(this IServiceCollection services) =>
        services.AddSingleton<ITimedVerb, EndCalls>();
}
