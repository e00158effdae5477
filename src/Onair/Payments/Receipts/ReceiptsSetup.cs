using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;

namespace Onair.Payments.Receipts;

internal static class ReceiptsSetup
{
    /// <summary>The verbs; runs nothing.</summary>
    public static IServiceCollection AddReceipts(this IServiceCollection services)
    {
        services.AddOptions<ReceiptOptions>()
            .BindConfiguration("Onair:Payments:Receipts").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(s => new ReceiptNumbers(s.GetRequiredService<SealedTexts>()));
        return services.AddSingleton<PlanReceipts>().AddSingleton<SettleReceipts>();
    }

    public static IServiceCollection AddReceiptWorkers(this IServiceCollection services) => services
        .AddSingleton<IJobHandler, IssueCashReceipts>()
        .AddSingleton<IJobHandler, CancelCashReceipts>()
        .AddSingleton<ITimedVerb, ForgetReceiptNumbers>();
}
