using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Onair.Host.Cli;
using Onair.Host.Web;
using Onair.Jobs;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>All rooms of a shop in this process, on a database that a test hands in. Nothing works by itself.</summary>
internal sealed class Rooms : IAsyncDisposable
{
    /// <summary>Longer than any lease and backoff of a first failure, far shorter than a hold.</summary>
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(95);

    private const int worksMax = 24;

    private readonly ServiceProvider services;

    public Rooms(Database database, TimeProvider time)
    {
        services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddLogging()
            .AddRooms()
            .AddJobWorkers()
            .AddOrderWorkers()
            .AddSingleton(time)
            .AddSingleton(database)
            .AddSingleton<IPaymentProvider>(Bank)
            .BuildServiceProvider();
    }

    public Bank Bank { get; } = new();

    public OrderIntake Intake => services.GetRequiredService<OrderIntake>();

    public StartPayments Payments => services.GetRequiredService<StartPayments>();

    public EndOrders Ends => services.GetRequiredService<EndOrders>();

    public OrderTokens Tokens => services.GetRequiredService<OrderTokens>();

    public IServiceProvider Services => services;

    /// <summary>Runs jobs and delivers facts until nothing is left, going on after weather as the workers do.</summary>
    /// <param name="truth">The same database without faults: says what is left.</param>
    /// <param name="forward">Moves the time when all that is left waits for it.</param>
    public async Task WorkAsync(Database truth, Action<TimeSpan> forward)
    {
        for (var works = 0; works < worksMax; works++)
        {
            if (await Reckoning.LeftAsync(truth) == 0) return;
            if (!await StepAsync()) forward(pause);
        }

        Assert.Fail($"{await Reckoning.LeftAsync(truth)} jobs, facts, payments or refunds did not end");
    }

    /// <summary>Runs a timed verb, as its timer does; false when it met weather.</summary>
    public Task<bool> TickAsync(string verb) => TryAsync(async () =>
    {
        await services.GetServices<ITimedVerb>().Single(timed => timed.Name == verb).RunAsync(CancellationToken.None);
    });

    /// <summary>The lines of <c>onair verify</c> that do not hold.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync()
    {
        var checks = await VerifyCommand.CheckAsync(services, CancellationToken.None);
        return [.. checks.SelectMany(check => check.Findings).Select(finding => finding.ToString())];
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>False when nothing was done.</summary>
    private async Task<bool> StepAsync()
    {
        var done = 0;
        foreach (var handler in services.GetServices<IJobHandler>())
        {
            await TryAsync(async () => done += await services.GetRequiredService<RunJobs>().RunAsync(
                handler, CancellationToken.None, CancellationToken.None));
        }

        await TryAsync(async () =>
        {
            await LeadAsync();
            var delivered = await services.GetRequiredService<DeliverFacts>().RunAsync(CancellationToken.None);
            if (delivered == DeliverFactsStatus.Delivered) done++;
        });
        return done > 0;
    }

    private Task LeadAsync() => services.GetRequiredService<Database>().WriteAsync(
        open => Lease.TryTakeAsync(
            open,
            DeliverFacts.LeaseName,
            services.GetRequiredService<JobNode>().Name,
            services.GetRequiredService<TimeProvider>().GetUtcNow(),
            TimeSpan.FromSeconds(6),
            CancellationToken.None),
        CancellationToken.None);

    private async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (System.Data.Common.DbException)
        {
            // Weather: the loops of the shop write it down and go on.
            return false;
        }
    }
}
