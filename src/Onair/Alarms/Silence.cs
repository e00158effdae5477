namespace Onair.Alarms;

/// <summary>Who wants to hear nothing of what, why and until when. Alarms go on; nobody is told.</summary>
public sealed class Silence
{
    /// <summary>For any rule.</summary>
    public const string AnyRule = "*";

    public const int ReasonCharsMax = 400;

    /// <summary>Silences at one time.</summary>
    public const int Max = 200;

    /// <summary>A weekend and a holiday; who needs longer changes the rule.</summary>
    public static readonly TimeSpan LengthMax = TimeSpan.FromDays(4);

    public Guid Id { get; init; }

    public string Rule { get; init; } = "";

    /// <summary>One value of the rule's label; empty for all.</summary>
    public string Label { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Author { get; init; } = "";

    public DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Pure: whether it covers an alarm now.</summary>
    public bool Covers(AlarmState state, DateTimeOffset now) =>
        StartsAt <= now && now < EndsAt && (Rule == AnyRule || Rule == state.Rule)
        && (Label.Length == 0 || Label == state.Group);
}
