using Onair.Payments;

namespace Onair.Tests.Payments;

/// <summary>Every state with every event, written out: the table is the specification.</summary>
public sealed class AttemptRulesTests
{
    // One row per event, one column per state, both in the order of their numbers.
    // A digit is the state after a move (A and B stand for 10 and 11), '=' is old news, '!' is refused.
    //                      Prepared
    //                      | Authenticated
    //                      | | Approving
    //                      | | | Approved
    //                      | | | | Declined
    //                      | | | | | Unknown
    //                      | | | | | | NetCancelPending
    //                      | | | | | | | Canceled
    //                      | | | | | | | | RefundPending
    //                      | | | | | | | | | Refunded
    //                      | | | | | | | | | | AwaitingDeposit
    private static readonly Dictionary<AttemptEvent, string> table = new()
    {
        [AttemptEvent.Authenticated] = "2 = = = = = = = = = =",
        [AttemptEvent.Withdrawn] = "8 8 ! ! = ! ! = ! ! !",
        [AttemptEvent.ApprovalBegun] = "3 3 ! ! ! ! ! ! ! ! !",
        [AttemptEvent.Approved] = "! ! 4 = 9 4 9 9 = = 4",
        [AttemptEvent.ApprovedLate] = "! ! 9 = 9 9 9 9 = = 9",
        [AttemptEvent.Declined] = "! ! 5 ! = 5 5 = ! ! 5",
        [AttemptEvent.OutcomeUnknown] = "! ! 6 = = = = = = = =",
        [AttemptEvent.NotFoundInSession] = "! ! 6 = = = = = = = =",
        [AttemptEvent.NotFoundAfterSession] = "! ! 5 ! = 5 8 = ! ! 5",
        [AttemptEvent.NetCancelRequested] = "! ! 7 ! ! 7 = = ! ! 7",
        [AttemptEvent.NetCanceled] = "! ! ! ! = ! 8 = ! ! 8",
        [AttemptEvent.PartRefundRequested] = "! ! ! 4 ! ! ! ! 9 ! !",
        [AttemptEvent.RestRefundRequested] = "! ! ! 9 ! ! ! ! 9 ! !",
        [AttemptEvent.PartRefunded] = "! ! ! 4 ! ! ! ! 9 ! !",
        [AttemptEvent.FullyRefunded] = "! ! ! ! ! ! ! ! A ! !",
        [AttemptEvent.RefundFailed] = "! ! ! 4 ! ! ! ! 9 ! !",
        [AttemptEvent.DepositAwaited] = "! ! B ! = B = = ! ! =",
        [AttemptEvent.Replaced] = "8 8 ! ! ! ! ! = ! ! !",
    };

    [Theory, MemberData(nameof(Events))]
    public void Every_state_takes_every_event_as_the_table_says(AttemptEvent happened)
    {
        var expected = table[happened].Split(' ');
        var states = Enum.GetValues<AttemptState>();
        Assert.Equal(states.Length, expected.Length);
        foreach (var state in states)
        {
            var step = AttemptRules.Decide(state, happened);
            var found = step.Status switch
            {
                AttemptStepStatus.Moved => ((int)step.State).ToString("X"),
                AttemptStepStatus.Unchanged => "=",
                AttemptStepStatus.Refused => "!",
            };
            var wanted = expected[(int)state - 1];
            Assert.True(wanted == found, $"{state} + {happened}: {found}, not {wanted}");
            if (step.Status != AttemptStepStatus.Moved) Assert.Equal(state, step.State);
        }
    }

    [Fact]
    public void The_table_has_every_event() =>
        Assert.Equal(Enum.GetValues<AttemptEvent>().Order(), table.Keys.Order());

    [Theory, MemberData(nameof(PairsOfAnswers))]
    public void Two_answers_end_in_the_same_place_whichever_comes_first(AttemptEvent one, AttemptEvent other)
    {
        // From "net cancel pending", where a cancel and a late approval race: money that came is owed back either way.
        var forth = After(After(AttemptState.NetCancelPending, one), other);
        var back = After(After(AttemptState.NetCancelPending, other), one);
        Assert.Equal(forth, back);
    }

    [Fact]
    public void No_path_of_answers_loses_a_capture()
    {
        // Walk everything that answers can do after an approval was counted: it stays the order's or is owed back.
        AttemptEvent[] answers =
        [
            AttemptEvent.Approved, AttemptEvent.ApprovedLate, AttemptEvent.Declined, AttemptEvent.OutcomeUnknown,
            AttemptEvent.NotFoundInSession, AttemptEvent.NotFoundAfterSession, AttemptEvent.NetCanceled,
        ];
        foreach (var state in new[] { AttemptState.Approved, AttemptState.RefundPending, AttemptState.Refunded })
        {
            foreach (var answer in answers) Assert.Equal(state, AttemptRules.Decide(state, answer).State);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.3, 1)]
    [InlineData(5, 2.5)]
    [InlineData(24, 6)] // the session ends before the next question: asked again exactly then
    [InlineData(45, 22.5)]
    [InlineData(600, 60)]
    public void Queries_come_less_often_with_time_but_never_less_than_once_a_minute(double elapsed, double wait)
    {
        var attempt = Some.Begun(1000);
        var now = attempt.BeganAt!.Value + TimeSpan.FromSeconds(elapsed);
        Assert.Equal(now + TimeSpan.FromSeconds(wait), AttemptRules.NextQueryAt(attempt, now));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1.5)]
    [InlineData(40, 20)]
    [InlineData(600, 60)]
    public void First_question_comes_soon_after_a_call_that_waited_in_vain(double unknownFor, double wait)
    {
        var begun = Some.Begun(1000) with { SessionUntil = null };
        var attempt = begun with
        {
            State = AttemptState.Unknown, ChangedAt = begun.BeganAt!.Value + TimeSpan.FromSeconds(30),
        };
        var now = attempt.ChangedAt + TimeSpan.FromSeconds(unknownFor);
        Assert.Equal(now + TimeSpan.FromSeconds(wait), AttemptRules.NextQueryAt(attempt, now));
    }

    public static TheoryData<AttemptEvent> Events() => [.. Enum.GetValues<AttemptEvent>()];

    public static TheoryData<AttemptEvent, AttemptEvent> PairsOfAnswers() => new()
    {
        { AttemptEvent.Approved, AttemptEvent.OutcomeUnknown },
        { AttemptEvent.Approved, AttemptEvent.NotFoundInSession },
        { AttemptEvent.Approved, AttemptEvent.NetCanceled },
        { AttemptEvent.ApprovedLate, AttemptEvent.NetCanceled },
        { AttemptEvent.ApprovedLate, AttemptEvent.NotFoundAfterSession },
        { AttemptEvent.Approved, AttemptEvent.Declined },
    };

    private static AttemptState After(AttemptState state, AttemptEvent happened) =>
        AttemptRules.Decide(state, happened).State;
}
