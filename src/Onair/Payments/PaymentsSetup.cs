using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments.Demo;
using Onair.Payments.Inbox;
using Onair.Payments.Inicis;
using Onair.Payments.Receipts;
using Onair.Payments.Reconciliation;
using Onair.Payments.Routing;
using Onair.Payments.Toss;

namespace Onair.Payments;

public static class PaymentsSetup
{
    /// <summary>
    /// Attempts, refunds and the providers whose keys are set. Needs storage, logging and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddPayments(this IServiceCollection services)
    {
        services.AddOptions<PaymentsOptions>()
            .BindConfiguration("Onair:Payments")
            .ValidateDataAnnotations()
            .Validate(o => o.SealKeys.All(SealedTexts.IsKey), "SealKeys: each is 32 bytes in base64")
            .ValidateOnStart();
        services.AddSingleton<IPaymentProvider, DemoProvider>();
        services.AddToss();
        services.AddInicis();
        services.AddSingleton(s => new PaymentProviders(
            [
                .. s.GetServices<IPaymentProvider>(),
                .. s.GetServices<OptionalProvider>().Select(optional => optional.Make(s)).OfType<IPaymentProvider>(),
            ],
            s.GetRequiredService<IOptions<PaymentsOptions>>()));
        services.AddOptions<RoutingOptions>()
            .BindConfiguration("Onair:Payments:Routing")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RoutingOptions>, ValidateRouting>();
        services.AddSingleton<ProviderHealth>();
        services.AddSingleton(s => new RoutePayments(
            s.GetRequiredService<PaymentProviders>(),
            s.GetRequiredService<ProviderHealth>(),
            s.GetRequiredService<IOptions<RoutingOptions>>()));
        services.AddSingleton<WindowTokens>();
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
        services.AddSingleton<SealedTexts>();
        services.AddSingleton(s => new RefundAccounts(s.GetRequiredService<SealedTexts>()));
        services.AddSingleton(s => new RunRefunds(
            s.GetRequiredService<ProviderCalls>(), s.GetRequiredService<RefundAccounts>()));
        services.AddSingleton<SettleRefunds>();
        services.AddSingleton<VerifyPayments>();
        services.AddInbox();
        services.AddReconciliation();
        services.AddReceipts();
        services.AddSingleton(s => new FollowSettlements(
            s.GetRequiredService<PlanReceipts>(),
            s.GetRequiredService<IOptions<PaymentsOptions>>(),
            s.GetRequiredService<ILogger<FollowSettlements>>()));
        return services;
    }

    /// <summary>What works by itself: receipts of cash, what is late, what is old.</summary>
    public static IServiceCollection AddPaymentWorkers(this IServiceCollection services) => services
        .AddReceiptWorkers()
        .AddSingleton<ITimedVerb, WatchOverdue>()
        .AddSingleton<ITimedVerb, PurgeMovements>();
}
