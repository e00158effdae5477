using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Payments.Demo;
using Onair.Payments.Reconciliation;

namespace Onair.Payments;

public static class PaymentsSetup
{
    /// <summary>
    /// Attempts, refunds and the demo provider. Needs storage, logging and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddPayments(this IServiceCollection services)
    {
        services.AddOptions<PaymentsOptions>()
            .BindConfiguration("Onair:Payments")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IPaymentProvider, DemoProvider>();
        services.AddSingleton<PaymentProviders>();
        services.AddSingleton<ProviderCalls>();
        services.AddSingleton<PrepareAttempts>();
        services.AddSingleton<AuthenticateAttempts>();
        services.AddSingleton<WithdrawAttempts>();
        services.AddSingleton<BeginApproval>();
        services.AddSingleton(s => new ApproveAttempts(
            s.GetRequiredService<ProviderCalls>(),
            s.GetRequiredService<IOptions<PaymentsOptions>>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<ApproveAttempts>>()));
        services.AddSingleton(s => new QueryAttempts(
            s.GetRequiredService<ProviderCalls>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new NetCancelAttempts(
            s.GetRequiredService<ProviderCalls>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SettleAttempts>();
        services.AddSingleton<RequestRefunds>();
        services.AddSingleton(s => new RunRefunds(s.GetRequiredService<ProviderCalls>()));
        services.AddSingleton<SettleRefunds>();
        services.AddSingleton<VerifyPayments>();
        services.AddReconciliation();
        return services;
    }
}
