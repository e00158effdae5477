namespace Onair.Jobs;

/// <summary>
/// Work that time asks for: expire holds, purge what is done. Exactly one node runs a timed verb at a time (a named
/// lease in the database); it must be harmless to run twice,
/// as a leader can lose its lease without noticing.
/// </summary>
public interface ITimedVerb
{
    string Name { get; }

    /// <summary>Time between runs; a run that found as much as its limit is repeated at once.</summary>
    TimeSpan Every { get; }

    /// <summary>True when there is more to do right now.</summary>
    Task<bool> RunAsync(CancellationToken cancel);
}
