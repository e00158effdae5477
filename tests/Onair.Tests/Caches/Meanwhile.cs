using System.Diagnostics;
using Onair.Tests.Http;

namespace Onair.Tests.Caches;

/// <summary>Waits for what a running shop finds out by itself.</summary>
internal static class Meanwhile
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Until <c>/health/ready</c> says so.</summary>
    public static Task ReadyAsync(LiveShop shop, string text) => UntilAsync(
        async () => (await shop.SendAsync(HttpMethod.Get, "/health/ready")).Text == text, $"the shop says '{text}'");

    public static async Task<TimeSpan> UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < Patience, what);
            await Task.Delay(10, LiveShop.Cancel);
        }

        return clock.Elapsed;
    }
}
