using Microsoft.Extensions.Options;
using Onair.Alarms;
using Onair.Broadcasts.Sample;
using Onair.Catalog;
using Onair.Catalog.Search;
using Onair.Customers;
using Onair.Inventory;
using Onair.Orders;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Host.Web;

/// <summary>
/// Before the doors open: schema, keys, and the sample shop if there is nothing. At the end: draining.
/// </summary>
internal sealed partial class OpenShop(
    Database database,
    OrderTokens tokens,
    WindowTokens windows,
    CustomerKeys customers,
    CreateSampleShop sample,
    CatchUpSearch search,
    LoadRules rules,
    ReceiveStock receive,
    IServiceProvider rooms,
    ShopState state,
    IOptions<HostingOptions> options,
    TimeProvider time,
    ILogger<OpenShop> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await MigrateAsync(cancellationToken);
        await tokens.LoadAsync(cancellationToken);
        await windows.LoadAsync(cancellationToken);
        while (await search.RunAsync(cancellationToken))
        {
            // What was there before this version can be found before the doors open.
        }

        await customers.LoadAsync(cancellationToken);
        await rules.RunAsync(cancellationToken);
        if (options.Value.Sample)
        {
            await sample.RunAsync(OpeningStockReceipt.Of(receive), cancellationToken);
            // The first visitor finds something on the air.
            await rooms.GetRequiredService<KeepSampleSchedule>().RunAsync(cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        state.Open();
        return Task.CompletedTask;
    }

    /// <summary>Not ready from now on, and still answering, so that a load balancer has time to notice.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        state.Drain();
        return Task.Delay(options.Value.Drain, time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A database that starts at the same time as its shop is waited for.</summary>
    private async Task MigrateAsync(CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await database.MigrateAsync(cancel);
                return;
            }
            catch (Exception error) when (tries < options.Value.StartTriesMax && database.IsTransient(error))
            {
                LogWaiting(logger, tries, error);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancel);
            }
        }
    }

    [LoggerMessage(2010, LogLevel.Warning, "the database does not answer yet (try {Tries})")]
    private static partial void LogWaiting(ILogger logger, int tries, Exception error);
}
