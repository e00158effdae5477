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

    /// <summary>
    /// From a millisecond to ten minutes, three steps a decade: the defaults are meant for milliseconds.
    /// </summary>
    private static readonly InstrumentAdvice<double> seconds = new()
    {
        HistogramBucketBoundaries =
            [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 600],
    };

    /// <summary>Powers of two up to the largest batch.</summary>
    private static readonly InstrumentAdvice<int> sizes = new()
    {
        HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    };

    /// <summary>Orders asked for, by <c>status</c> (placed, sold-out, busy ...) and <c>channel</c>.</summary>
    public static readonly Counter<long> OrdersAsked =
        meter.CreateCounter<long>("onair.orders.asked", "{order}", "Orders asked for, by status and channel");

    /// <summary>Seconds from a request for an order to its answer, by <c>channel</c>; whatever became of it.</summary>
    public static readonly Histogram<double> OrderDuration =
        meter.CreateHistogram<double>(
            "onair.orders.duration", "s", "Time from a request for an order to its answer, by channel", tags: null,
            advice: seconds);

    /// <summary>Won of orders that were placed, by <c>channel</c>; with <c>onair.orders.asked</c> the average order.
    /// </summary>
    public static readonly Counter<long> OrdersWon =
        meter.CreateCounter<long>("onair.orders.won", "KRW", "Won of orders that were placed, by channel");

    /// <summary>Carts that ended, by <c>outcome</c>: ordered, or abandoned when nobody touched them for half an hour.
    /// </summary>
    public static readonly Counter<long> CartsEnded =
        meter.CreateCounter<long>("onair.carts.ended", "{cart}", "Carts that ended, by outcome (ordered, abandoned)");

    /// <summary>Requests that came with a session that was over.</summary>
    public static readonly Counter<long> SessionsOver =
        meter.CreateCounter<long>(
            "onair.sessions.over", "{request}", "Requests that came with a session that was over");

    /// <summary>Seconds that answers took, by <c>area</c> (api, page) and <c>outcome</c> (done, refused, failed).
    /// Streams are not in it: they end when somebody leaves.</summary>
    public static readonly Histogram<double> AnswerDuration =
        meter.CreateHistogram<double>(
            "onair.http.duration", "s", "Time to the end of an answer, by area and outcome", tags: null,
            advice: seconds);

    /// <summary>Answers to health checks, by <c>outcome</c> (ready, unready).</summary>
    public static readonly Counter<long> HealthChecked =
        meter.CreateCounter<long>("onair.health.checks", "{check}", "Answers to health checks, by outcome");

    /// <summary>Orders per group commit: how far batches grew with load.</summary>
    public static readonly Histogram<int> BatchSize =
        meter.CreateHistogram<int>(
            "onair.group_commit.size", "{request}", "Requests decided in one transaction, by queue", tags: null,
            advice: sizes);

    /// <summary>Time from the arrival of a request to its decision, in seconds.</summary>
    public static readonly Histogram<double> BatchWait =
        meter.CreateHistogram<double>(
            "onair.group_commit.wait", "s", "Longest wait of a batch, by queue", tags: null, advice: seconds);

    /// <summary>Attempts that ended, by <c>provider</c> and <c>outcome</c>.</summary>
    public static readonly Counter<long> PaymentsSettled =
        meter.CreateCounter<long>(
            "onair.payments.settled", "{attempt}", "Payment attempts settled, by provider and outcome");

    /// <summary>A provider's breaker on this node: 1 closed, 2 open, 3 probing.</summary>
    public static readonly Gauge<int> PaymentBreaker =
        meter.CreateGauge<int>("onair.payments.breaker", "{state}", "1 closed, 2 open, 3 probing; by provider");

    /// <summary>Seconds that a call to a provider took, by <c>provider</c>.</summary>
    public static readonly Histogram<double> PaymentCall =
        meter.CreateHistogram<double>(
            "onair.payments.call", "s", "Duration of calls to payment providers, by provider and outcome", tags: null,
            advice: seconds);

    /// <summary>Messages at the providers' door, by <c>provider</c> and <c>outcome</c> (stored, duplicate, invalid
    /// ...).</summary>
    public static readonly Counter<long> NoticesReceived =
        meter.CreateCounter<long>(
            "onair.payments.notices", "{notice}", "Messages at the providers' door, by provider and outcome");

    /// <summary>Stored notices that ended, by <c>provider</c> and <c>outcome</c> (done, refused).</summary>
    public static readonly Counter<long> NoticesEnded =
        meter.CreateCounter<long>(
            "onair.payments.notices_ended", "{notice}", "Stored notices that ended, by provider and outcome");

    /// <summary>Deposits that a bank took back after the order counted as paid, by <c>provider</c>.</summary>
    public static readonly Counter<long> DepositsTakenBack =
        meter.CreateCounter<long>(
            "onair.payments.deposits_taken_back", "{attempt}", "Deposits taken back after approval, by provider");

    /// <summary>Attempts that no job covered any more, found by the poller, by <c>provider</c>.</summary>
    public static readonly Counter<long> PaymentsFound =
        meter.CreateCounter<long>(
            "onair.payments.found", "{attempt}", "Attempts that no job covered any more, by provider");

    /// <summary>Passes over a provider's books, by <c>provider</c> and <c>outcome</c> (done, failed).</summary>
    public static readonly Counter<long> ReconciliationRuns =
        meter.CreateCounter<long>("onair.reconciliation.runs", "{run}", "Reconciliation runs, by provider and outcome");

    /// <summary>Differences that passes saw, in every pass again, by <c>provider</c> and <c>bucket</c>.</summary>
    public static readonly Counter<long> ReconciliationMismatches =
        meter.CreateCounter<long>(
            "onair.reconciliation.mismatches", "{mismatch}", "Differences seen by passes, by provider and bucket");

    /// <summary>Jobs that ended, by <c>kind</c> and <c>outcome</c> (done, retried, dead).</summary>
    public static readonly Counter<long> JobsEnded =
        meter.CreateCounter<long>("onair.jobs.ended", "{job}", "Job runs ended, by kind and outcome");

    /// <summary>Seconds between the time a job was due and the time it started, by <c>kind</c>.</summary>
    public static readonly Histogram<double> JobLag =
        meter.CreateHistogram<double>(
            "onair.jobs.lag", "s", "Wait of jobs past their due time, by kind", tags: null, advice: seconds);

    /// <summary>Facts handed to subscribers, by <c>subscriber</c>.</summary>
    public static readonly Counter<long> FactsDelivered =
        meter.CreateCounter<long>("onair.facts.delivered", "{fact}", "Facts delivered, by subscriber");

    /// <summary>1 while Redis answers this node, 0 while the shop does without; nothing when none is wanted.</summary>
    public static readonly Gauge<int> RedisUp =
        meter.CreateGauge<int>("onair.redis.up", "{state}", "1 while Redis answers this node, 0 while it is away");

    /// <summary>Questions that Redis did not answer in time, or with an error.</summary>
    public static readonly Counter<long> RedisFailed =
        meter.CreateCounter<long>("onair.redis.failed", "{question}", "Questions that Redis did not answer in time");

    /// <summary>Reads of the second level, by <c>outcome</c> (hit, miss, away, unreadable).</summary>
    public static readonly Counter<long> CacheReads =
        meter.CreateCounter<long>("onair.cache.reads", "{read}", "Reads of the second level of caches, by outcome");
}
