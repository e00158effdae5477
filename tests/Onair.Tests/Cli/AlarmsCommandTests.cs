using Onair.Tests.Fixtures;

namespace Onair.Tests.Cli;

/// <summary>The watch's commands, as they are typed.</summary>
public sealed class AlarmsCommandTests
{
    [Fact]
    public async Task Replay_prints_what_would_have_fired_and_compares_it()
    {
        var folder = Directory.CreateTempSubdirectory("onair-replay-").FullName;
        try
        {
            var series = Path.Combine(folder, "series.ndjson");
            var lines = Enumerable.Range(0, 90).Select(i =>
            {
                var at = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero).AddSeconds(10 * i);
                var failed = i is >= 30 and < 50 ? 50 : 0;
                return $"{{\"at\":\"{at:yyyy-MM-ddTHH:mm:ssZ}\",\"node\":\"a\",\"samples\":{{"
                    + $"\"onair.orders.asked{{status=placed}}\":100,"
                    + $"\"onair.orders.asked{{status=failed}}\":{failed}}}}}";
            });
            await File.WriteAllLinesAsync(series, lines, TestContext.Current.CancellationToken);
            var (exit, said) = await ShopProcess.RunAsync("alarms", "replay", "--series", series);
            Assert.Equal(0, exit);
            Assert.Contains(
                "\"alarm\":\"order-success-low\",\"from\":\"warning\",\"to\":\"critical\"", said,
                StringComparison.Ordinal);

            var expected = Path.Combine(folder, "expected.ndjson");
            await File.WriteAllTextAsync(expected, said, TestContext.Current.CancellationToken);
            (exit, _) = await ShopProcess.RunAsync("alarms", "replay", "--series", series, "--expect", expected);
            Assert.Equal(0, exit);
            await File.WriteAllTextAsync(expected, said.Split('\n')[0], TestContext.Current.CancellationToken);
            (exit, said) = await ShopProcess.RunAsync("alarms", "replay", "--series", series, "--expect", expected);
            Assert.Equal(1, exit);
            Assert.Contains("other changes", said, StringComparison.Ordinal);

            await File.WriteAllTextAsync(series, "{\n", TestContext.Current.CancellationToken);
            (exit, said) = await ShopProcess.RunAsync("alarms", "replay", "--series", series);
            Assert.Equal(2, exit);
            Assert.Contains("line 1", said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Rules_are_tested_listed_and_exported()
    {
        var folder = Directory.CreateTempSubdirectory("onair-alarms-").FullName;
        try
        {
            var (exit, said) = await ShopProcess.RunAsync("alarms", "test", "--data", folder);
            Assert.Equal(0, exit);
            Assert.Contains("rules are valid", said, StringComparison.Ordinal);
            (exit, said) = await ShopProcess.RunAsync("alarms", "list", "--data", folder, "--json");
            Assert.Equal((0, "[]"), (exit, said.Trim()));
            (exit, said) = await ShopProcess.RunAsync("alarms", "export", "--prometheus");
            Assert.Equal(0, exit);
            Assert.Contains("alert: OnairOrderSuccessLow", said, StringComparison.Ordinal);
            (exit, said) = await ShopProcess.RunAsync("signals", "query", "no-such", "--data", folder);
            Assert.Equal(2, exit);
            Assert.Contains("signals list", said, StringComparison.Ordinal);
            (exit, said) = await ShopProcess.RunAsync("signals", "query", "order-success", "--data", folder);
            Assert.Equal(0, exit);
            Assert.Contains("order-success\tMissing\t0", said, StringComparison.Ordinal);
            var bad = Path.Combine(folder, "bad.json");
            await File.WriteAllTextAsync(bad, """[{"id": "x"}]""", TestContext.Current.CancellationToken);
            (exit, said) = await ShopProcess.RunAsync("alarms", "test", "--rules", bad);
            Assert.Equal(2, exit);
            Assert.Contains("[0].owner", said, StringComparison.Ordinal);
            Assert.Contains("[0].runbook", said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
