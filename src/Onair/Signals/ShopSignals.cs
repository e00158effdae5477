using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Onair.Signals;

/// <summary>
/// The instruments that all rooms write. One meter and one activity source, both named <c>Onair</c>; dimensions are few
/// and bounded (a status, a channel, a provider), never a product or a person.
/// </summary>
public static class ShopSignals
{
    public const string Name = "Onair";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter meter = new(Name);

    /// <summary>Orders asked for, by <c>status</c> (placed, sold-out, busy ...) and <c>channel</c>.</summary>
    public static readonly Counter<long> OrdersAsked =
        meter.CreateCounter<long>("onair.orders.asked", "{order}", "Orders asked for, by status and channel");

    /// <summary>Orders per group commit: how far batches grew with load.</summary>
    public static readonly Histogram<int> BatchSize =
        meter.CreateHistogram<int>("onair.group_commit.size", "{request}", "Requests decided in one transaction, by queue");

    /// <summary>Time from the arrival of a request to its decision, in seconds.</summary>
    public static readonly Histogram<double> BatchWait =
        meter.CreateHistogram<double>("onair.group_commit.wait", "s", "Longest wait of a batch, by queue");

    /// <summary>Attempts that ended, by <c>provider</c> and <c>outcome</c>.</summary>
    public static readonly Counter<long> PaymentsSettled =
        meter.CreateCounter<long>("onair.payments.settled", "{attempt}", "Payment attempts settled, by provider and outcome");

    /// <summary>Jobs that ended, by <c>kind</c> and <c>outcome</c> (done, retried, dead).</summary>
    public static readonly Counter<long> JobsEnded =
        meter.CreateCounter<long>("onair.jobs.ended", "{job}", "Job runs ended, by kind and outcome");

    /// <summary>Seconds between the time a job was due and the time it started, by <c>kind</c>.</summary>
    public static readonly Histogram<double> JobLag =
        meter.CreateHistogram<double>("onair.jobs.lag", "s", "Wait of jobs past their due time, by kind");

    /// <summary>Facts handed to subscribers, by <c>subscriber</c>.</summary>
    public static readonly Counter<long> FactsDelivered =
        meter.CreateCounter<long>("onair.facts.delivered", "{fact}", "Facts delivered, by subscriber");
}
