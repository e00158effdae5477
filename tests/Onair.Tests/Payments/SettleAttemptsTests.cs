using CsCheck;
using Onair.Payments;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>Any answers, in any order, any number of times: the money is accounted for.</summary>
public sealed class SettleAttemptsTests
{
    private static readonly Gen<(int Kind, bool MayBePaid, int AskedAfter)[]> histories =
        Gen.Select(Gen.Int[0, 4], Gen.Bool, Gen.Int[0, 60]).Array[1, 12];

    [Fact]
    public void Capture_is_the_orders_or_owed_back_whatever_answers_come() => histories.Sample(history =>
    {
        var attempt = Some.Begun(10_000, "scripted");
        var batch = new AttemptBatch([attempt]);
        var refunds = new List<Refund>();
        var approvals = 0;
        foreach (var (kind, mayBePaid, askedAfter) in history)
        {
            var answer = AttemptAnswer.Of(attempt, Answer(attempt, kind), TestDatabase.Start.AddSeconds(askedAfter));
            if (answer.Answer.Kind == AnswerKind.Approved) approvals++;
            var now = TestDatabase.Start.AddMinutes(1);
            var settled = SettleAttempts.Decide(batch, new Settlement(answer, mayBePaid), now);
            if (settled.Refund is { } refund) refunds.Add(refund);
            Assert.Equal(settled.Status == SettleStatus.Late, settled.Refund is not null);
            // Approved is said once, and never together with or after a refund of the same money.
            if (settled.Status == SettleStatus.Approved) Assert.True(mayBePaid && refunds.Count == 0);
        }

        var end = batch.Find(attempt.Id)!;
        Assert.Equal(approvals > 0 ? 10_000 : 0, end.Captured);
        Assert.Equal(approvals > 0, end.State is AttemptState.Approved or AttemptState.RefundPending);
        Assert.Equal(end.State == AttemptState.RefundPending ? 1 : 0, refunds.Count);
        Assert.Equal(refunds.Sum(r => r.Amount), end.Refunding);
    });

    [Fact]
    public void Attempt_that_is_settled_twice_in_one_batch_is_written_once_and_traced_twice()
    {
        var attempt = Some.Begun(10_000, "scripted");
        var batch = new AttemptBatch([attempt]);
        foreach (var answer in new[] { ProviderAnswer.Unknown("TIMEOUT"), ScriptedProvider.Yes(attempt) })
        {
            SettleAttempts.Decide(
                batch, new Settlement(AttemptAnswer.Of(attempt, answer, TestDatabase.Start), true), TestDatabase.Start);
        }

        var end = batch.Find(attempt.Id)!;
        Assert.Equal((AttemptState.Approved, attempt.Version + 2), (end.State, end.Version));
        Assert.Equal([AttemptState.Unknown, AttemptState.Approved], batch.Transitions.Select(t => t.To));
    }

    private static ProviderAnswer Answer(Attempt attempt, int kind) => kind switch
    {
        0 => ScriptedProvider.Yes(attempt),
        1 => ProviderAnswer.Declined("REJECT_CARD"),
        2 => ProviderAnswer.Unknown("TIMEOUT"),
        3 => ProviderAnswer.NotFound(),
        _ => ProviderAnswer.NetCanceled(),
    };
}
