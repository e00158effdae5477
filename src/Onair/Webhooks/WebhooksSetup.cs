using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Webhooks;

public static class WebhooksSetup
{
    /// <summary>The verbs of the room; runs nothing. Needs orders, staff and mail.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhooksOptions>()
            .BindConfiguration("Onair:Webhooks").ValidateDataAnnotations()
            .Validate(WebhooksOptions.AreNetworks, "Webhooks:AllowedNetworks: each is an address, a slash and a length")
            .Validate(options => options.SealKeys.All(Seal.IsKey), "Webhooks:SealKeys: each is 32 bytes in base64")
            .ValidateOnStart();
        return services
            .AddSingleton<WebhooksSeal>()
            .AddSingleton<AddWebhook>()
            .AddSingleton<ChangeWebhook>()
            .AddSingleton<ListWebhooks>()
            .AddSingleton<ResendMessages>()
            .AddSingleton<IFactSubscriber, TellWebhooks>();
    }

    /// <summary>What works by itself: sending and forgetting.</summary>
    public static IServiceCollection AddWebhookWorkers(this IServiceCollection services) => services
        .AddSingleton<WebhookCalls>()
        .AddSingleton<IJobHandler, SendMessages>()
        .AddSingleton<ITimedVerb, PurgeMessages>();
}
