namespace Onair.Sandbox.Faults;

/// <summary>
/// Decides what goes wrong. The n-th call of a name meets the same fate under the same seed and settings, whatever the
/// other calls do; a script for the next calls goes before the rates, and a provider that is down before both.
/// </summary>
public sealed class FaultDial(ulong seed, TimeProvider time) : IDisposable
{
    /// <summary>Steps that may wait for their calls: a script is written by hand or by one test.</summary>
    public const int ScriptedMax = 100_000;

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Dictionary<string, Call> calls = new(StringComparer.Ordinal);
    private readonly HashSet<string> down = new(StringComparer.Ordinal);
    private long scripted;
    private int waiting;

    /// <summary>Calls that wait for the clock right now. While it is above 0, virtual time has to move.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Rates and latency of a call, from its next one on.</summary>
    /// <param name="call">Such as <c>toss.confirm</c>.</param>
    public void Set(string call, CallSetting setting)
    {
        var sum = 0.0;
        foreach (var (_, rate) in setting.Rates)
        {
            if (rate is not (>= 0 and <= 1)) throw new ArgumentException("A rate is 0 to 1.", nameof(setting));
            sum += rate;
        }

        // Ten rates of a tenth are a little more than one in binary.
        if (sum > 1 + 1e-9) throw new ArgumentException("The rates of a call are at most 1 together.", nameof(setting));
        lock (gate) Of(call).Setting = setting;
    }

    /// <summary>The next calls of this name meet this fault; scripts are played in the order of writing.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="ScriptedMax"/> steps would wait.</exception>
    public void Script(string call, Fault fault, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        lock (gate)
        {
            if (scripted + count > ScriptedMax)
                throw new InvalidOperationException($"At most {ScriptedMax} scripted calls may wait.");
            scripted += count;
            Of(call).Script.Enqueue((fault, count));
        }
    }

    /// <summary>A provider that is down cuts every connection.</summary>
    public void SetDown(string provider, bool isDown)
    {
        lock (gate)
        {
            if (isDown) down.Add(provider);
            else down.Remove(provider);
        }
    }

    /// <summary>No faults and no latency. The counts of calls go on; <see cref="Reset"/> starts them anew.</summary>
    public void Clear()
    {
        lock (gate)
        {
            down.Clear();
            scripted = 0;
            foreach (var call in calls.Values)
            {
                call.Setting = CallSetting.Plain;
                call.Script.Clear();
            }
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            Clear();
            calls.Clear();
        }
    }

    /// <summary>Counts a call, and says what becomes of it.</summary>
    public CallPlan Next(string name)
    {
        lock (gate)
        {
            var call = Of(name);
            var number = ++call.Count;
            if (down.Count > 0 && down.Contains(ProviderOf(name)))
            {
                call.Faults++;
                return new CallPlan(Fault.Of(FaultKind.Refuse), TimeSpan.Zero);
            }

            var fault = call.Script.Count > 0 ? Step(call) : Draw(call.Setting, name, number);
            if (fault.Kind != FaultKind.None) call.Faults++;
            return new CallPlan(fault, call.Setting.Latency);
        }
    }

    /// <summary>Waits on the sandbox's clock, and is counted meanwhile.</summary>
    public async Task WaitAsync(TimeSpan span)
    {
        if (span <= TimeSpan.Zero) return;
        Interlocked.Increment(ref waiting);
        try
        {
            await Task.Delay(span, time, stopping.Token);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public IReadOnlyList<CallCount> Counts()
    {
        lock (gate)
        {
            return
            [
                .. calls.OrderBy(call => call.Key, StringComparer.Ordinal).Select(call => new CallCount(
                    call.Key, call.Value.Count, call.Value.Faults, call.Value.Script.Sum(step => step.Count),
                    (long)call.Value.Setting.Latency.TotalMilliseconds)),
            ];
        }
    }

    public IReadOnlyList<string> Down()
    {
        lock (gate) return [.. down.Order(StringComparer.Ordinal)];
    }

    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    public static string ProviderOf(string call) =>
        call.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? call[..dot] : call;

    private Fault Step(Call call)
    {
        var (fault, count) = call.Script.Dequeue();
        scripted--;
        if (count > 1) call.Script.PutBack((fault, count - 1));
        return fault;
    }

    private Fault Draw(CallSetting setting, string name, long number)
    {
        if (setting.Rates.Count == 0) return Fault.None;
        var drawn = Seeded.Fraction(seed, name, number);
        foreach (var (fault, rate) in setting.Rates)
        {
            if (drawn < rate) return fault;
            drawn -= rate;
        }

        return Fault.None;
    }

    private Call Of(string name)
    {
        if (!calls.TryGetValue(name, out var call)) calls[name] = call = new Call();
        return call;
    }

    private sealed class Call
    {
        public CallSetting Setting { get; set; } = CallSetting.Plain;

        public Steps Script { get; } = new();

        public long Count { get; set; }

        public long Faults { get; set; }
    }

    /// <summary>A queue whose first step can be shortened.</summary>
    private sealed class Steps : LinkedList<(Fault Fault, int Count)>
    {
        public void Enqueue((Fault Fault, int Count) step) => AddLast(step);

        public (Fault Fault, int Count) Dequeue()
        {
            var first = First!.Value;
            RemoveFirst();
            return first;
        }

        public void PutBack((Fault Fault, int Count) step) => AddFirst(step);
    }
}

/// <summary>A call's numbers.</summary>
/// <param name="Scripted">Steps that still wait for a call.</param>
public sealed record CallCount(string Call, long Calls, long Faults, long Scripted, long LatencyMilliseconds);
