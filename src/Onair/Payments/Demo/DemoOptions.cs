using System.ComponentModel.DataAnnotations;

namespace Onair.Payments.Demo;

/// <summary>The demo provider. Its clocks are short, so that every outcome can be watched within a minute.</summary>
public sealed class DemoOptions
{
    /// <summary>
    /// It takes orders without money, so it is there only while no real provider is configured. True: beside them too,
    /// for a shop that tries things out.
    /// </summary>
    public bool Enabled { get; set; }

    /// <summary>A real gateway's is about ten minutes; half a minute lets a lost request be seen to end.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan SessionWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Above <see cref="SlowWait"/>, so that slow is slow and not lost.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a slow approval takes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan SlowWait { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// It has no wire and no server to protect; the bound only keeps slow approvals from piling up timers.
    /// </summary>
    [Range(1, 10_000)]
    public int ConcurrencyMax { get; set; } = 512;
}
