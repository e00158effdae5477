using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Orders.Intake;
using Onair.Orders.Live;
using Onair.Orders.Search;
using Onair.Orders.Shipments;
using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Payments.Routing;
using Onair.Storage;

namespace Onair.Orders;

public static class OrdersSetup
{
    /// <summary>The verbs of the room; runs nothing.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.AddOptions<OrdersOptions>()
            .BindConfiguration("Onair:Orders").ValidateDataAnnotations()
            .Validate<TimeProvider>(
                (_, time) => WatchDeadlines.Left(time.GetUtcNow()) > WatchDeadlines.LeftMin,
                "the table of Korean holidays ends too soon: this shop needs a newer version")
            .Validate(options => options.SealKeys.All(Seal.IsKey), "Orders:SealKeys: each is 32 bytes in base64")
            .ValidateOnStart();
        services.AddSingleton<OrderTokens>();
        services.AddSingleton<OrderIntake>();
        services.AddSingleton<OrderQueues>();
        services.AddSingleton<OrderChanges>();
        services.AddSingleton<PaymentNews>();
        services.AddSingleton<SettlePayments>();
        services.AddSingleton<AskProvider>();
        services.AddSingleton<ShowOrders>();
        services.AddSingleton<CustomerOrders>();
        services.AddSingleton(provider => new AdvanceOrder(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<OrderChanges>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new StartPayments(
            provider.GetRequiredService<OrderQueues>(),
            provider.GetRequiredService<OrderChanges>(),
            provider.GetRequiredService<OrderTokens>(),
            provider.GetRequiredService<PrepareAttempts>(),
            provider.GetRequiredService<RoutePayments>(),
            provider.GetRequiredService<PlanReceipts>(),
            provider.GetRequiredService<JobQueue>(),
            provider.GetRequiredService<IOptions<OrdersOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OpenWindows>();
        services.AddSingleton(provider => new ResumePayments(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<PaymentProviders>(),
            provider.GetRequiredService<WindowTokens>(),
            provider.GetRequiredService<AuthenticateAttempts>(),
            provider.GetRequiredService<WithdrawAttempts>(),
            provider.GetRequiredService<JobQueue>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new EndOrders(
            provider.GetRequiredService<OrderQueues>(),
            provider.GetRequiredService<OrderChanges>(),
            provider.GetRequiredService<OrderTokens>(),
            provider.GetRequiredService<WithdrawAttempts>(),
            provider.GetRequiredService<RequestRefunds>(),
            provider.GetRequiredService<JobQueue>(),
            provider.GetRequiredService<FactOutbox>(),
            provider.GetRequiredService<IOptions<OrdersOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RequestWithdrawals>();
        services.AddSingleton<GiveRefundAccounts>();
        services.AddSingleton(provider => new AskCashReceipts(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<OrderTokens>(),
            provider.GetRequiredService<PlanReceipts>(),
            provider.GetRequiredService<JobQueue>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LastPayments>();
        services.AddSingleton<ListDeadlines>();
        services.AddSingleton<ShowResults>();
        services.AddSingleton<ReadSales>();
        services.AddSingleton<VerifyOrders>();
        services.AddSingleton<IFactSubscriber, TallySales>();
        return services.AddDeliveries().AddSearch();
    }

    /// <summary>News for who watches an order at this node.</summary>
    public static IServiceCollection AddOrderUpdates(this IServiceCollection services) => services
        .AddSingleton<OrderHub>()
        .AddHostedService<OrderFeed>();

    private static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddSingleton<DeliverySeal>()
        .AddSingleton<ChangeDelivery>()
        .AddSingleton(provider => new ShipOrders(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<OrderChanges>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ListWithdrawals>()
        .AddSingleton<ShowKeptPersons>()
        .AddSingleton<OrderLetters>()
        .AddSingleton<ResendLetter>()
        .AddSingleton<IFactSubscriber, AskLetters>();

    private static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddSingleton<OrderTerms>()
        .AddSingleton(provider => new SearchOrders(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<OrderTerms>()))
        .AddSingleton<IFactSubscriber, IndexPayments>();

    /// <summary>What works by itself: payments, refunds, deadlines.</summary>
    public static IServiceCollection AddOrderWorkers(this IServiceCollection services) => services
        .AddProviderJobs<ApprovePayments>(ApprovePayments.JobKind)
        .AddProviderJobs<ResolvePayments>(ResolvePayments.JobKind)
        .AddSingleton<IJobHandler, RefundPayments>()
        .AddSingleton<IJobHandler, FollowNotices>()
        .AddSingleton<IJobHandler, WriteLetters>()
        .AddSingleton<ITimedVerb, ExpireOrders>()
        .AddSingleton<ITimedVerb, IndexOrders>()
        .AddSingleton<ITimedVerb, FindLostPayments>()
        .AddSingleton<ITimedVerb, WatchDeadlines>()
        .AddSingleton<ITimedVerb, WatchHolds>()
        .AddSingleton<ITimedVerb, WatchPaidOrders>()
        .AddSingleton<ITimedVerb, RankSales>()
        .AddSingleton<ITimedVerb, ForgetPersons>()
        .AddSingleton<ITimedVerb, KeepPersonsApart>();

    /// <summary>A handler, and so workers, per kind.</summary>
    private static IServiceCollection AddProviderJobs<THandler>(this IServiceCollection services, string kind)
        where THandler : class, IJobHandler
    {
        foreach (var one in ProviderJobs.KindsOf(kind))
            services.AddSingleton<IJobHandler>(s => ActivatorUtilities.CreateInstance<THandler>(s, one));
        return services;
    }
}
