using System.Diagnostics;

namespace Onair.Bench.Wire;

internal static class Pacing
{
    public static long Micros(Stopwatch clock) => clock.ElapsedTicks * 1_000_000 / Stopwatch.Frequency;
}
