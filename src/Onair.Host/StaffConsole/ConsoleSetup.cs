namespace Onair.Host.StaffConsole;

internal static class ConsoleSetup
{
    /// <summary>In the shop's container: what opens the console beside it.</summary>
    public static IServiceCollection AddConsoleHost(this IServiceCollection services)
    {
        services.AddOptions<ConsoleOptions>()
            .BindConfiguration("Onair:Console").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OpenConsole>();
        services.AddHostedService(shop => shop.GetRequiredService<OpenConsole>());
        return services;
    }
}
