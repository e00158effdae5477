using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Who wants to hear facts. Effects go into the transaction that marks them delivered, so that they happen
/// once; what must leave the database (mail, webhooks) is enqueued there as a job.</summary>
public interface IFactSubscriber
{
    /// <summary>Stable name; parked facts are kept under it.</summary>
    string Name { get; }

    /// <summary>True for the kinds this subscriber hears.</summary>
    bool Hears(string kind);

    /// <summary>Handles facts in order. Throwing parks the facts' streams
    /// for this subscriber after the last try.</summary>
    Task DeliverAsync(IReadOnlyList<Fact> facts, Transaction open, CancellationToken cancel);
}
