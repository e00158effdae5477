using System.Text.Json;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Jobs;

/// <summary>
/// Folds this room's invariants from the rows, on one snapshot: every job is waiting, leased, done or dead; no key
/// lives twice; every fact is waiting, delivered or parked,
/// and none got lost inside its envelope.
/// </summary>
public sealed class VerifyJobs(Database database)
{
    private const int envelopesPerPage = 500;

    public Task<IReadOnlyList<Verification>> RunAsync(CancellationToken cancel) =>
        database.SnapshotAsync<IReadOnlyList<Verification>>(
            async open =>
                [await StatesAsync(open, cancel), await KeysAsync(open, cancel), await FactsAsync(open, cancel)],
            cancel);

    private static async Task<Verification> StatesAsync(Transaction open, CancellationToken cancel)
    {
        const string invariant = "jobs.state";
        var count = await open.FirstAsync<long>(JobsStore.CountAll, null, cancel);
        var broken = await open.QueryAsync<BrokenState>(
            JobsStore.BrokenStates, new { limit = Verification.FindingsMax }, cancel);
        return new(invariant, count, broken.ConvertAll(job => new Finding(
            invariant,
            $"jobs {job.Id}",
            $"state {job.State} after {job.Attempts} attempts does not fit its lease, end and reason")));
    }

    private static async Task<Verification> KeysAsync(Transaction open, CancellationToken cancel)
    {
        const string invariant = "jobs.live-key";
        var count = await open.FirstAsync<long>(JobsStore.CountLive, null, cancel);
        var broken = await open.QueryAsync<DoubleKey>(
            JobsStore.DoubleKeys, new { limit = Verification.FindingsMax }, cancel);
        return new(invariant, count, broken.ConvertAll(key => new Finding(
            invariant, $"jobs {key.Kind} {key.Key}", $"{key.Count} jobs with this key wait or run")));
    }

    private static async Task<Verification> FactsAsync(Transaction open, CancellationToken cancel)
    {
        const string invariant = "facts.state";
        var findings = new List<Finding>();
        var count = await open.FirstAsync<long>(FactsStore.CountParked, null, cancel);
        foreach (var early in await open.QueryAsync<EarlyParked>(
            FactsStore.ParkedTooEarly, new { limit = Verification.FindingsMax }, cancel))
        {
            findings.Add(new(
                invariant,
                $"parked_facts {early.Id}",
                $"parked for {early.Subscriber} although envelope {early.EnvelopeId} still waits"));
        }

        var page = new List<StoredEnvelope>();
        for (var after = 0L; page.Count == envelopesPerPage || after == 0; after = page[^1].Id)
        {
            page = await open.QueryAsync<StoredEnvelope>(
                FactsStore.Page, new { after, limit = envelopesPerPage }, cancel);
            if (page.Count == 0) break;
            foreach (var envelope in page)
            {
                count += envelope.FactCount;
                if (WrongWith(envelope) is { } wrong && findings.Count < Verification.FindingsMax)
                    findings.Add(new(invariant, $"outbox {envelope.Id}", wrong));
            }
        }

        return new(invariant, count, findings);
    }

    private static string? WrongWith(StoredEnvelope envelope)
    {
        try
        {
            var facts = Envelope.Read(envelope.Payload).Count;
            return facts == envelope.FactCount ? null : $"holds {facts} facts, {envelope.FactCount} were written";
        }
        catch (Exception error)
            when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return "its payload cannot be read as facts";
        }
    }

    private sealed class BrokenState
    {
        public Guid Id { get; init; }

        public int State { get; init; }

        public int Attempts { get; init; }
    }

    private sealed class DoubleKey
    {
        public string Kind { get; init; } = "";

        public string Key { get; init; } = "";

        public long Count { get; init; }
    }
}
