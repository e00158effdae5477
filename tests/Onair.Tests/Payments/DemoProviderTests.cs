using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Onair.Payments;
using Onair.Payments.Demo;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>The magic amounts, as the README promises them, through the same calls that workers make.</summary>
public sealed class DemoProviderTests : IDisposable
{
    private readonly FakeTimeProvider time = new(TestDatabase.Start);
    private readonly DemoProvider demo;
    private readonly ProviderCalls calls;
    private readonly ApproveAttempts approve;
    private readonly QueryAttempts query;

    public DemoProviderTests()
    {
        demo = new DemoProvider(Some.Options(), time);
        calls = Some.Calls(Some.Providers(demo), time);
        approve = new ApproveAttempts(calls, Some.Options(), time, NullLogger<ApproveAttempts>.Instance);
        query = new QueryAttempts(calls, time);
    }

    public void Dispose() => calls.Dispose();

    [Theory]
    [InlineData(10_000, AnswerKind.Approved, null, AnswerKind.Approved)]
    [InlineData(10_001, AnswerKind.Declined, "REJECT_CARD", AnswerKind.Declined)]
    [InlineData(10_003, AnswerKind.Unknown, "TIMEOUT", AnswerKind.Approved)]
    [InlineData(10_004, AnswerKind.Unknown, "TIMEOUT", AnswerKind.NotFound)]
    [InlineData(10_006, AnswerKind.Approved, null, AnswerKind.Approved)]
    [InlineData(10_009, AnswerKind.Approved, null, AnswerKind.Approved)]
    public async Task Amount_decides_the_answer_and_what_a_query_finds(
        long amount, AnswerKind answer, string? code, AnswerKind found)
    {
        var attempt = Some.Begun(amount);
        var approved = await OneAsync(approve.RunAsync([attempt], TestContext.Current.CancellationToken));
        Assert.Equal((answer, code), (approved.Answer.Kind, approved.Answer.Code));
        var queried = await OneAsync(query.RunAsync([attempt], TestContext.Current.CancellationToken));
        Assert.Equal(found, queried.Answer.Kind);
        if (found == AnswerKind.Approved) Assert.Equal($"demo-{attempt.Id:N}", queried.Answer.Reference);
    }

    [Fact]
    public async Task Slow_amount_is_approved_after_three_seconds()
    {
        var asking = OneAsync(approve.RunAsync([Some.Begun(10_002)], TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(AnswerKind.Approved, (await asking).Answer.Kind);
    }

    [Fact]
    public async Task Slow_amount_does_not_hold_up_the_others_of_its_batch()
    {
        Attempt[] batch = [Some.Begun(10_002), Some.Begun(10_000), Some.Begun(10_001)];
        await using var waves = approve.RunAsync(batch, CancellationToken.None)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await waves.MoveNextAsync());
        Assert.Equal(
            new[] { batch[1].Id, batch[2].Id }.Order(), waves.Current.Select(a => a.AttemptId).Order());
        var last = waves.MoveNextAsync();
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(await last);
        Assert.Equal(batch[0].Id, Assert.Single(waves.Current).AttemptId);
        Assert.False(await waves.MoveNextAsync());
    }

    [Fact]
    public async Task Passing_error_is_asked_again_under_the_same_key_and_approved()
    {
        var attempt = Some.Begun(10_005);
        Assert.True((await demo.ApproveAsync(attempt, 1, TestContext.Current.CancellationToken)).IsPassing);
        var asking = OneAsync(approve.RunAsync([attempt], TestContext.Current.CancellationToken));
        Assert.False(asking.IsCompleted);
        time.Advance(new PaymentsOptions().ApproveRetryWait);
        Assert.Equal(AnswerKind.Approved, (await asking).Answer.Kind);
    }

    [Fact]
    public async Task Answers_are_the_same_after_a_restart()
    {
        var again = new DemoProvider(Some.Options(), new FakeTimeProvider(TestDatabase.Start.AddDays(1)));
        foreach (var amount in new[] { 10_000L, 10_001, 10_003, 10_004, 10_005 })
        {
            var attempt = Some.Begun(amount);
            Assert.Equal(
                await demo.QueryAsync(attempt, TestContext.Current.CancellationToken),
                await again.QueryAsync(attempt, TestContext.Current.CancellationToken));
        }
    }

    private static async Task<AttemptAnswer> OneAsync(IAsyncEnumerable<IReadOnlyList<AttemptAnswer>> waves)
    {
        var all = new List<AttemptAnswer>();
        await foreach (var wave in waves) all.AddRange(wave);
        return Assert.Single(all);
    }
}
