using Onair.Alarms;
using Onair.Runbooks;

namespace Onair.Tests.Runbooks;

/// <summary>Runbooks as files.</summary>
public sealed class RunbookFileTests
{
    [Fact]
    public void Every_rule_that_ships_has_a_runbook_that_is_valid()
    {
        var books = RunbookShelf.Shipped().ToDictionary(
            file => file.Id,
            file => (Book: RunbookFile.Parse(file.Id, file.Text, out var errors), Errors: errors));
        Assert.All(books, book => Assert.Empty(book.Value.Errors));
        Assert.All(RuleFiles.Shipped(), rule => Assert.True(books.ContainsKey(rule.Runbook), rule.Runbook));
    }

    [Fact]
    public void First_runbook_is_that_of_the_reference()
    {
        var text = RunbookShelf.Shipped().Single(file => file.Id == "order-failures").Text;
        var book = RunbookFile.Parse("order-failures", text, out _)!;
        Assert.Equal(
            ["Check at once", "Cause A", "Cause B", "Cause C", "Escalation"],
            book.Sections.Select(section => section.En.Split(':')[0]));
        Assert.Equal(3, book.Sections.Count(section => section.IsCause));
        Assert.All(book.Steps.Where(step => step.Kind == StepKind.Action), step => Assert.NotEmpty(step.Rollback));
        Assert.Contains(book.Steps, step => step.Danger == StepDanger.High);
        Assert.Contains(book.Steps, RunAction.IsOurs);
    }

    [Fact]
    public void All_that_is_wrong_is_named_by_its_line()
    {
        const string text = """
            # Only English

            ## 확인 / Check

            - [ ] check: `no-such-signal` 가
              / `no-such-signal` a
            - [ ] action: 나
              / b
            - [ ] manual: 다
            something else
            """;
        Assert.Null(RunbookFile.Parse("x", text, out var errors));
        Assert.Equal(
            ["line 1", "line 10", "line 5", "line 7", "line 9"],
            errors.Select(error => error.Field).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cause_whose_checks_fire_comes_first_and_the_rest_stays()
    {
        var text = RunbookShelf.Shipped().Single(file => file.Id == "order-failures").Text;
        var book = RunbookFile.Parse("order-failures", text, out _)!;
        var check = book.Sections[3].Steps.First(step => step.Kind == StepKind.Check);
        var checks = new Dictionary<int, FilledCheck> { [check.Number] = new(check, [], Fires: true) };
        Assert.Equal(
            ["Check at once", "Cause C", "Cause A", "Cause B", "Escalation"],
            FollowRunbook.Ranked(book, checks).Sections.Select(section => section.En.Split(':')[0]));
    }
}
