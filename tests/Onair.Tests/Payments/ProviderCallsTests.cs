using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Onair.Payments;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>What comes back from a gateway is believed only when it matches, and waited for only so long.</summary>
public sealed class ProviderCallsTests : IDisposable
{
    private readonly FakeTimeProvider time = new(TestDatabase.Start);
    private readonly ScriptedProvider gateway = new();
    private readonly ProviderCalls calls;
    private readonly ApproveAttempts approve;

    public ProviderCallsTests()
    {
        calls = Some.Calls(Some.Providers(gateway), time);
        approve = new ApproveAttempts(calls, Some.Options(), time, NullLogger<ApproveAttempts>.Instance);
    }

    public void Dispose() => calls.Dispose();

    [Theory]
    [InlineData(9_999, "KRW", "20260302-ABCDEFGH_1", "pay-1", "AMOUNT_DIFFERS")]
    [InlineData(10_000, "USD", "20260302-ABCDEFGH_1", "pay-1", "CURRENCY_DIFFERS")]
    [InlineData(10_000, "KRW", "20260302-OTHERONE_1", "pay-1", "ORDER_ID_DIFFERS")]
    [InlineData(10_000, "KRW", "20260302-ABCDEFGH_1", "", "REFERENCE_MISSING")]
    public async Task Approval_that_does_not_match_is_unknown_with_its_reason(
        long amount, string currency, string orderNumber, string reference, string code)
    {
        gateway.OnApprove = (_, _, _) =>
            Task.FromResult(ProviderAnswer.Approved(reference, orderNumber, amount, currency));
        var answer = Assert.Single(await AllAsync([Some.Begun(10_000, "scripted")])).Answer;
        Assert.Equal((AnswerKind.Unknown, code), (answer.Kind, answer.Code));
    }

    [Fact]
    public async Task Call_that_takes_too_long_is_unknown_and_is_stopped()
    {
        var stopped = new TaskCompletionSource();
        gateway.OnApprove = async (_, _, cancel) =>
        {
            await using var _ = cancel.Register(stopped.SetResult);
            await new TaskCompletionSource<ProviderAnswer>().Task;
            throw new InvalidOperationException("unreachable");
        };
        var asking = AllAsync([Some.Begun(10_000, "scripted")]);
        time.Advance(gateway.Timeout);
        var answer = Assert.Single(await asking).Answer;
        Assert.Equal((AnswerKind.Unknown, "TIMEOUT"), (answer.Kind, answer.Code));
        await stopped.Task;
    }

    [Fact]
    public async Task Broken_answer_is_unknown_and_its_neighbours_are_approved()
    {
        Attempt[] batch = [Some.Begun(1_000, "scripted"), Some.Begun(2_000, "scripted"), Some.Begun(3_000, "scripted")];
        gateway.OnApprove = (attempt, _, _) => attempt.Amount == 2_000
            ? throw new HttpRequestException("connection reset")
            : Task.FromResult(ScriptedProvider.Yes(attempt));
        var answers = (await AllAsync(batch)).ToDictionary(a => a.AttemptId, a => a.Answer.Kind);
        Assert.Equal(
            [AnswerKind.Approved, AnswerKind.Unknown, AnswerKind.Approved], batch.Select(a => answers[a.Id]));
    }

    [Fact]
    public async Task Passing_errors_end_as_unknown_after_the_last_try()
    {
        var tried = new List<int>();
        gateway.OnApprove = (_, tries, _) =>
        {
            tried.Add(tries);
            return Task.FromResult(ProviderAnswer.Passing("BUSY"));
        };
        var asking = AllAsync([Some.Begun(10_000, "scripted")]);
        time.Advance(new PaymentsOptions().ApproveRetryWait);
        Assert.Equal("BUSY", Assert.Single(await asking).Answer.Code);
        Assert.Equal([1, 2], tried);
    }

    [Fact]
    public async Task Open_calls_stay_within_the_limit_of_the_provider()
    {
        var open = new TaskCompletionSource();
        gateway.OnApprove = async (attempt, _, _) =>
        {
            await open.Task;
            return ScriptedProvider.Yes(attempt);
        };
        var asking = AllAsync([.. Enumerable.Range(1, 20).Select(i => Some.Begun(i * 1_000, "scripted"))]);
        Assert.Equal(gateway.ConcurrencyMax, gateway.MostAtOnce);
        open.SetResult();
        Assert.Equal(20, (await asking).Count);
        Assert.Equal(gateway.ConcurrencyMax, gateway.MostAtOnce);
    }

    [Fact]
    public async Task Attempt_that_was_changed_after_it_was_sealed_is_never_sent()
    {
        gateway.OnApprove = (_, _, _) => throw new InvalidOperationException("was sent");
        var changed = Some.Begun(10_000, "scripted") with { Amount = 20_000 };
        Assert.Equal("BODY_DIFFERS", Assert.Single(await AllAsync([changed])).Answer.Code);
        Assert.Equal(0, gateway.MostAtOnce);
    }

    [Fact]
    public async Task Attempt_at_a_provider_that_is_gone_is_unknown() => Assert.Equal(
        "PROVIDER_NOT_CONFIGURED", Assert.Single(await AllAsync([Some.Begun(10_000, "gone")])).Answer.Code);

    [Fact]
    public async Task Caller_that_stops_stops_the_calls()
    {
        gateway.OnApprove = async (_, _, cancel) =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            throw new InvalidOperationException("unreachable");
        };
        using var stop = new CancellationTokenSource();
        await using var waves = approve.RunAsync([Some.Begun(10_000, "scripted")], stop.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var asking = waves.MoveNextAsync();
        Assert.False(asking.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await asking);
    }

    private async Task<List<AttemptAnswer>> AllAsync(IReadOnlyList<Attempt> attempts)
    {
        var all = new List<AttemptAnswer>();
        var waves = approve.RunAsync(attempts, TestContext.Current.CancellationToken);
        await foreach (var wave in waves) all.AddRange(wave);
        return all;
    }
}
