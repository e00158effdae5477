using Onair.Payments;
using Onair.Payments.Reconciliation;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>Every bucket of the matcher, a row each.</summary>
public sealed class MatchMovementsTests
{
    private static readonly DateTimeOffset then = TestDatabase.Start;
    private static readonly DateTimeOffset later = then.AddHours(1);

    // Our state, captured and done refunds; their movements (+capture, -refund, @ another reference); what comes of it.
    public static TheoryData<string, AttemptState, long[], string, string> Rows => new()
    {
        { "same", AttemptState.Approved, [10_000], "+10000", "capture Matched" },
        { "lost", AttemptState.Approved, [10_000], "", "capture OursOnly" },
        { "less", AttemptState.Approved, [10_000], "+9000", "capture AmountDiffers" },
        { "never ours", AttemptState.Declined, [0], "+10000", "capture StatusDiffers" },
        { "still unknown", AttemptState.Unknown, [0], "", "capture StatusDiffers" },
        { "unknown, taken", AttemptState.Unknown, [0], "+10000", "capture StatusDiffers" },
        { "net cancelled", AttemptState.Canceled, [0], "+10000 -10000", "capture Matched" },
        { "nothing", AttemptState.Declined, [0], "", "" },
        { "twice", AttemptState.Approved, [10_000], "+10000 @+10000", "capture Matched, capture TheirsOnly" },
        { "twice, one back", AttemptState.Approved, [10_000], "+10000 @+10000 @-10000", "capture Matched" },
        {
            "parts", AttemptState.Approved, [10_000, 1000, 2000], "+10000 -2000 -1000",
            "capture Matched, refund Matched"
        },
        { "parts summed", AttemptState.Approved, [10_000, 1000, 2000], "+10000 -3000",
            "capture Matched, refund Matched" },
        { "refund lost", AttemptState.Approved, [10_000, 1000], "+10000", "capture Matched, refund OursOnly" },
        { "refund of theirs", AttemptState.Approved, [10_000], "+10000 -500", "capture Matched, refund TheirsOnly" },
        { "refund differs", AttemptState.Approved, [10_000, 1000], "+10000 -900",
            "capture Matched, refund AmountDiffers" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Both_sides_fall_into_their_bucket(
        string name, AttemptState state, long[] ours, string theirs, string expected)
    {
        var payment = Ours(state, ours);
        var movements = Theirs(payment.Attempt, theirs);
        Assert.NotEmpty(name);
        Assert.Equal(expected, Say(MatchMovements.Of([payment], movements, later)));
        // A listing that says each line twice says no more than once.
        Assert.Equal(expected, Say(MatchMovements.Of([payment], [.. movements, .. movements], later)));
        // Too young to be judged: nothing that time may still mend is a mismatch.
        var young = MatchMovements.Of([payment], movements, then.AddHours(-1));
        Assert.DoesNotContain(young, c => c.Bucket is Bucket.OursOnly or Bucket.StatusDiffers);
    }

    [Fact]
    public void Payment_of_nobody_is_theirs_alone_and_two_attempts_of_one_order_are_two()
    {
        var first = Ours(AttemptState.Declined, [0]);
        var second = first with
        {
            Attempt = Ours(AttemptState.Approved, [10_000]).Attempt with { Number = 2 },
        };
        var stranger = new ProviderMovement("k", "r", "20260302-ZZZZZZZZ_1", StatementKind.Capture, 500, then);
        var compared = MatchMovements.Of(
            [first, second], [.. Theirs(second.Attempt, "+10000"), stranger], later);
        Assert.Equal("capture Matched, capture TheirsOnly", Say(compared));
        Assert.Equal((null, 500L), (compared[1].AttemptId, compared[1].Theirs));
    }

    [Theory]
    [InlineData("2026-03-02T14:59:59Z", 20260302)]
    [InlineData("2026-03-02T15:00:00Z", 20260303)]
    [InlineData("2026-12-31T15:00:00Z", 20270101)]
    public void Day_ends_at_midnight_in_Seoul(string instant, int day)
    {
        var at = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(day, KoreanDay.Number(KoreanDay.Of(at)));
        Assert.True(KoreanDay.Start(KoreanDay.Of(at)) <= at && at < KoreanDay.Start(KoreanDay.Of(at).AddDays(1)));
    }

    private static OurPayment Ours(AttemptState state, long[] amounts)
    {
        var attempt = Some.Begun(10_000) with
        {
            State = state,
            Captured = amounts[0],
            ApprovedAt = amounts[0] > 0 ? then : null,
            ProviderReference = amounts[0] > 0 ? "own" : null,
        };
        return new OurPayment(attempt, [.. amounts[1..].Select((amount, i) => new Refund
        {
            Id = Guid.CreateVersion7(then),
            AttemptId = attempt.Id,
            Amount = amount,
            Reason = "returned",
            State = RefundState.Done,
            IdempotencyKey = $"key-{i}",
            RequestedAt = then,
            EndedAt = then,
        })]);
    }

    private static List<ProviderMovement> Theirs(Attempt attempt, string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, i) => new ProviderMovement(
            $"key-of-theirs-{i}", word[0] == '@' ? "other" : "own", attempt.ProviderOrderId,
            word.Contains('+') ? StatementKind.Capture : StatementKind.Refund, long.Parse(word.Trim('@', '+', '-')),
            then)),
    ];

    private static string Say(IEnumerable<Comparison> compared) => string.Join(
        ", ", compared.Select(c => $"{ReconciliationWords.Of(c.Subject)} {c.Bucket}"));
}
