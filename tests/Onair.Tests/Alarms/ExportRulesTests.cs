using System.Diagnostics;
using Onair.Alarms;

namespace Onair.Tests.Alarms;

/// <summary>Rules as Prometheus has them, by Prometheus' own checker.</summary>
public sealed class ExportRulesTests
{
    [Fact]
    public async Task Promtool_accepts_the_rules_that_ship()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                file, ExportRules.Prometheus(RuleFiles.Shipped()), TestContext.Current.CancellationToken);
            var (exit, said) = await PromtoolAsync("check", "rules", file);
            Assert.True(exit == 0, said);
            Assert.Contains("rules found", said, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Every_rule_and_both_of_its_severities_are_there()
    {
        var text = ExportRules.Prometheus(RuleFiles.Shipped());
        foreach (var rule in RuleFiles.Shipped())
        {
            var severities = rule.Burn is { } burn
                ? burn.Windows.Select(pair => pair.Severity).Distinct().Count()
                : rule.Composite is not null ? 1 : (rule.Warning is null ? 0 : 1) + (rule.Critical is null ? 0 : 1);
            Assert.Equal(severities, text.Split($"onair_rule: {rule.Id}\n").Length - 1);
        }
    }

    private static async Task<(int Exit, string Said)> PromtoolAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("promtool", arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
