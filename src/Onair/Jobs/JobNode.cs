namespace Onair.Jobs;

/// <summary>This process as a holder of leases: an operator can tell from the row where it runs.</summary>
internal sealed record JobNode(string Name)
{
    public static JobNode Of(TimeProvider time) =>
        new($"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(time.GetUtcNow()):n}");
}
