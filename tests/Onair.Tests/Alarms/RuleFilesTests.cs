using Onair.Alarms;

namespace Onair.Tests.Alarms;

/// <summary>Rules as files.</summary>
public sealed class RuleFilesTests
{
    [Fact]
    public void Rules_that_ship_are_valid_and_refer_to_each_other()
    {
        var rules = RuleFiles.Shipped();
        Assert.Empty(RuleFaults.Of(rules));
        Assert.All(rules, rule => Assert.Empty(RuleFaults.Of(rule)));
        Assert.All(rules, rule => Assert.NotEmpty(rule.Runbook));
    }

    [Theory]
    [InlineData("order-success-low", AlarmComparator.AtMost, 0.95, 0.90, 5)]
    [InlineData("payment-success-low", AlarmComparator.AtMost, 0.96, 0.92, 5)]
    [InlineData("payment-calls-failing", AlarmComparator.Above, 0.04, 0.08, 5)]
    [InlineData("cart-abandonment-high", AlarmComparator.AtLeast, 0.75, null, 10)]
    [InlineData("api-slow", AlarmComparator.AtLeast, 4.0, null, 5)]
    [InlineData("orders-slow", AlarmComparator.Above, 4.0, 6.0, 5)]
    [InlineData("payments-slow", AlarmComparator.Above, 4.0, 5.0, 5)]
    [InlineData("jobs-late", AlarmComparator.Above, 60.0, 300.0, 1)]
    [InlineData("errors-5xx-high", AlarmComparator.Above, 0.01, 0.05, 5)]
    [InlineData("health-failing", AlarmComparator.Above, 0.10, 0.50, 2)]
    [InlineData("origin-errors-high", AlarmComparator.Above, null, 0.10, 5)]
    [InlineData("database-cpu-high", AlarmComparator.Above, 0.75, 0.90, 1)]
    [InlineData("database-connections-high", AlarmComparator.Above, 0.75, 0.90, 1)]
    [InlineData("replica-late", AlarmComparator.Above, 10.0, 60.0, 1)]
    public void Defaults_are_those_of_the_reference(
        string id, AlarmComparator when, double? warning, double? critical, int minutes)
    {
        var rule = Watched.Rule(id);
        Assert.Equal(
            (when, warning, critical, TimeSpan.FromMinutes(minutes)),
            (rule.When, rule.Warning, rule.Critical, rule.Window));
    }

    [Fact]
    public void Stock_sync_is_late_after_five_minutes_of_fifteen_seconds()
    {
        var rule = Watched.Rule("stock-sync-late");
        Assert.Equal((15.0, TimeSpan.FromMinutes(5)), (rule.Warning, rule.Step * rule.N));
    }

    [Fact]
    public void All_that_is_wrong_is_named_at_once()
    {
        const string text = """
            [{"id": "Bad Id", "version": 0, "class": "business", "area": "order", "title": {"ko": "", "en": "x"},
              "signal": "no-such", "when": "below", "window": "00:00:03", "m": 3, "n": 2, "phases": ["noon"]}]
            """;
        Assert.Null(RuleFiles.Read(text, out var errors));
        Assert.Equal(
            ["[0].id", "[0].m", "[0].owner", "[0].phases", "[0].runbook", "[0].signal", "[0].source", "[0].title",
                "[0].version", "[0].warning", "[0].window"],
            errors.Select(error => error.Field).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("runbook")]
    [InlineData("source")]
    public void Rule_without_an_owner_or_a_runbook_or_a_source_is_refused(string field)
    {
        var rule = Watched.Rule("order-success-low");
        var without = field switch
        {
            "owner" => rule with { Owner = "" },
            "runbook" => rule with { Runbook = "" },
            _ => rule with { Source = "" },
        };
        Assert.Equal(field, Assert.Single(RuleFaults.Of(without)).Field);
    }

    [Fact]
    public void Rule_without_a_severity_is_refused()
    {
        var rule = Watched.Rule("order-success-low") with { Warning = null, Critical = null };
        Assert.Equal("warning", Assert.Single(RuleFaults.Of(rule)).Field);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[null]")]
    [InlineData("""[{"id": "a", "unknown": 1}]""")]
    [InlineData("""[{"id": "a", "when": 3}]""")]
    public void What_is_no_list_of_rules_is_refused(string text)
    {
        Assert.Null(RuleFiles.Read(text, out var errors));
        Assert.NotEmpty(errors);
    }

    [Fact]
    public void Rule_is_read_as_it_was_written()
    {
        foreach (var rule in RuleFiles.Shipped())
        {
            var again = RuleFiles.ReadOne(RuleFiles.Write(rule), out var errors);
            Assert.Empty(errors);
            Assert.Equal(RuleFiles.Write(rule), RuleFiles.Write(again!));
        }
    }
}
