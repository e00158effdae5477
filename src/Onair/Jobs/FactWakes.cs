namespace Onair.Jobs;

/// <summary>The outbox's signal to the delivery on this node.</summary>
internal sealed class FactWakes(TimeProvider time) : IDisposable
{
    public WakeSignal Signal { get; } = new(time);

    public void Dispose() => Signal.Dispose();
}
