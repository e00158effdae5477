using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;
using Onair.Payments.Ledger;

namespace Onair.Payments.Reconciliation;

public static class ReconciliationSetup
{
    /// <summary>The verbs; runs nothing. Part of <see cref="PaymentsSetup.AddPayments"/>.</summary>
    internal static IServiceCollection AddReconciliation(this IServiceCollection services) => services
        .AddSingleton<ReconcilePayments>()
        .AddSingleton<ResolveCases>()
        .AddSingleton<ListCases>()
        .AddSingleton<ListAttempts>()
        .AddSingleton<ReadLedger>();

    /// <summary>What works by itself: the daily and the sliding pass, and the count of open cases.</summary>
    public static IServiceCollection AddReconciliationWorkers(this IServiceCollection services) => services
        .AddSingleton<ITimedVerb, ReconcileDaily>()
        .AddSingleton<ITimedVerb, ReconcileLately>()
        .AddSingleton<ITimedVerb, WatchCases>();
}
