using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Jobs;

internal enum DeliverFactsStatus
{
    /// <summary>Some were delivered; there may be more.</summary>
    Delivered = 1,

    NothingWaits = 2,

    /// <summary>Another node holds the lease; nothing was touched.</summary>
    NotLeading = 3,
}

/// <summary>
/// Hands the oldest waiting envelopes to every subscriber, in one transaction with the mark that they are delivered:
/// the effects happen once, whatever dies when.
/// <code>
/// :: 1 lead      prove the lease inside the transaction: two nodes can believe, only one can pass
/// :: 2 load      envelopes in the order of their ids, and which of their streams stand still for whom
/// :: 3 deliver   each subscriber its facts; a fact of a stream that stands still is parked behind the one that failed
/// :: 4 mark      delivered, and what was parked; commit
/// </code>
/// When a transaction fails, its envelopes are delivered one by one; one that fails again, fact by fact, each in a
/// savepoint with a few tries, so that only the fact that fails is parked with its reason.
/// </summary>
internal sealed class DeliverFacts
{
    public const string LeaseName = "facts";

    private const int envelopesMax = 200;

    private readonly Database database;
    private readonly IReadOnlyList<IFactSubscriber> subscribers;
    private readonly JobNode node;
    private readonly JobsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<DeliverFacts> logger;

    public DeliverFacts(
        Database database,
        IEnumerable<IFactSubscriber> subscribers,
        JobNode node,
        IOptions<JobsOptions> options,
        TimeProvider time,
        ILogger<DeliverFacts> logger)
    {
        this.subscribers = [.. subscribers];
        if (this.subscribers.DistinctBy(subscriber => subscriber.Name).Count() != this.subscribers.Count)
            throw new InvalidOperationException("Two fact subscribers have the same name.");
        this.database = database;
        this.node = node;
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
    }

    public async Task<DeliverFactsStatus> RunAsync(CancellationToken cancel)
    {
        var chunk = 0;
        try
        {
            return await RunAsync(options.FactsPerChunkMax, isCareful: false, count => chunk = count, cancel);
        }
        catch (Exception error) when (chunk > 0 && IsFault(error, cancel))
        {
            if (chunk > 1) JobsLog.DeliverySplit(logger, chunk, error);
        }

        var status = DeliverFactsStatus.Delivered;
        for (var i = 0; i < chunk && status == DeliverFactsStatus.Delivered; i++)
        {
            status = await RunOneAsync(isTriedAlready: chunk == 1, cancel);
        }

        return status;
    }

    private async Task<DeliverFactsStatus> RunOneAsync(bool isTriedAlready, CancellationToken cancel)
    {
        try
        {
            if (!isTriedAlready) return await RunAsync(factsMax: 1, isCareful: false, _ => { }, cancel);
        }
        catch (Exception error) when (IsFault(error, cancel))
        {
            // Told below, with the fact that it was.
        }

        return await RunAsync(factsMax: 1, isCareful: true, _ => { }, cancel);
    }

    private async Task<DeliverFactsStatus> RunAsync(
        int factsMax, bool isCareful, Action<int> loaded, CancellationToken cancel)
    {
        using var activity = ShopSignals.Activities.StartActivity("facts.deliver");
        var (status, heard) = await database.WriteAsync(
            open => DeliverAsync(open, factsMax, isCareful, loaded, cancel), cancel);
        for (var i = 0; i < heard.Length; i++)
        {
            if (heard[i] == 0) continue;
            ShopSignals.FactsDelivered.Add(
                heard[i], new KeyValuePair<string, object?>("subscriber", subscribers[i].Name));
        }

        return status;
    }

    private async Task<(DeliverFactsStatus Status, int[] Heard)> DeliverAsync(
        Transaction open, int factsMax, bool isCareful, Action<int> loaded, CancellationToken cancel)
    {
        // :: 1 lead
        var now = time.GetUtcNow();
        var lead = await Lease.KeepAsync(open, LeaseName, node.Name, now, options.LeaderLease, cancel);
        if (lead == LeaseStatus.HeldByAnother) return (DeliverFactsStatus.NotLeading, []);

        // :: 2 load
        var envelopes = await open.QueryAsync<WaitingEnvelope>(
            FactsStore.Waiting, new { envelopesMax, factsMax }, cancel);
        if (envelopes.Count == 0) return (DeliverFactsStatus.NothingWaits, []);
        loaded(envelopes.Count);
        var facts = envelopes.SelectMany(Open).ToList();
        var standing = await ReadStandingAsync(open, facts, cancel);

        // :: 3 deliver
        var parked = new List<ParkedFact>();
        var heard = new int[subscribers.Count];
        for (var i = 0; i < heard.Length; i++)
        {
            heard[i] = await DeliverAsync(open, subscribers[i], facts, standing, parked, isCareful, cancel);
        }

        // :: 4 mark
        var round = open.Round();
        round.Write(FactsStore.Park, parked);
        round.Write(FactsStore.Deliver, envelopes.ConvertAll(envelope => new DeliveredEnvelope(envelope.Id, now)));
        await round.ExecuteAsync(cancel);
        return (DeliverFactsStatus.Delivered, heard);
    }

    private async Task<int> DeliverAsync(
        Transaction open,
        IFactSubscriber subscriber,
        List<PostedFact> facts,
        HashSet<ParkedStream> standing,
        List<ParkedFact> parked,
        bool isCareful,
        CancellationToken cancel)
    {
        var hears = new List<Fact>();
        var delivered = 0;
        foreach (var posted in facts)
        {
            if (!subscriber.Hears(posted.Fact.Kind)) continue;
            if (standing.Contains(new(subscriber.Name, posted.Fact.Stream)))
            {
                parked.Add(Park(posted, subscriber, 0, "waits behind a parked fact of its stream"));
            }
            else if (!isCareful)
            {
                hears.Add(posted.Fact);
            }
            else if (await TryAsync(open, subscriber, posted, cancel) is { } reason)
            {
                parked.Add(Park(posted, subscriber, options.FactTriesMax, reason));
                standing.Add(new(subscriber.Name, posted.Fact.Stream));
            }
            else
            {
                delivered++;
            }
        }

        if (hears.Count > 0) await subscriber.DeliverAsync(hears, open, cancel);
        return delivered + hears.Count;
    }

    /// <summary>Null when delivered, else the reason of the last try; its effects are undone.</summary>
    private async Task<string?> TryAsync(
        Transaction open, IFactSubscriber subscriber, PostedFact posted, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            await open.ExecuteAsync(FactsStore.Savepoint, null, cancel);
            try
            {
                await subscriber.DeliverAsync([posted.Fact], open, cancel);
                await open.ExecuteAsync(FactsStore.Release, null, cancel);
                return null;
            }
            catch (Exception error) when (IsFault(error, cancel))
            {
                // A database that is away or full fails here again, and the whole delivery waits:
                // weather parks nothing.
                await open.ExecuteAsync(FactsStore.RollbackTo, null, cancel);
                await open.ExecuteAsync(FactsStore.Release, null, cancel);
                if (tries < options.FactTriesMax) continue;
                JobsLog.FactParked(logger, posted.Ordinal, posted.EnvelopeId, subscriber.Name, error);
                return FailureOf(error);
            }
        }
    }

    /// <summary>True for the subscriber's own failures; false for a database that is away and for a stop.</summary>
    private bool IsFault(Exception error, CancellationToken cancel) =>
        !cancel.IsCancellationRequested && !database.IsTransient(error);

    private ParkedFact Park(PostedFact posted, IFactSubscriber subscriber, int attempts, string reason) => new()
    {
        Subscriber = subscriber.Name,
        Stream = posted.Fact.Stream,
        EnvelopeId = posted.EnvelopeId,
        Ordinal = posted.Ordinal,
        Kind = posted.Fact.Kind,
        FactAt = posted.Fact.At,
        Payload = posted.Fact.Payload,
        At = time.GetUtcNow(),
        Attempts = attempts,
        Reason = reason,
    };

    private static IEnumerable<PostedFact> Open(WaitingEnvelope envelope) =>
        Envelope.Read(envelope.Payload).Select((fact, ordinal) => new PostedFact(envelope.Id, ordinal, fact));

    private static async Task<HashSet<ParkedStream>> ReadStandingAsync(
        Transaction open, List<PostedFact> facts, CancellationToken cancel)
    {
        var standing = new HashSet<ParkedStream>();
        // The usual case: nothing is parked, and no stream needs to be asked about.
        if (await open.FirstAsync<long>(FactsStore.AnyParked, null, cancel) == 0) return standing;
        var round = open.Round();
        round.Read(
            FactsStore.ParkedStreams,
            facts.Select(posted => posted.Fact.Stream).Distinct().ToList(),
            row => new ParkedStream(row.Text(0), row.Uuid(1)),
            standing);
        await round.ExecuteAsync(cancel);
        return standing;
    }

    internal static string FailureOf(Exception error)
    {
        var reason = $"{error.GetType().Name}: {error.Message}";
        return reason.Length <= EndJobs.ReasonCharsMax ? reason : reason[..EndJobs.ReasonCharsMax];
    }

    /// <summary>A fact with its place in the outbox.</summary>
    private readonly record struct PostedFact(long EnvelopeId, int Ordinal, Fact Fact);
}
