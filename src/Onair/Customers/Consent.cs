namespace Onair.Customers;

/// <summary>What a person is asked about, each by itself. Stored; never renumber.</summary>
public enum ConsentPurpose
{
    /// <summary>Terms of use; without it there is no account.</summary>
    Terms = 1,

    /// <summary>Personal data for account and orders; without it there is no account.</summary>
    Privacy = 2,

    MarketingEmail = 3,

    MarketingSms = 4,

    /// <summary>Marketing between 21:00 and 08:00 in Korea: a consent of its own (정보통신망법 art. 50).</summary>
    MarketingNight = 5,

    /// <summary>Says that they are 14 or older; younger people need a guardian's word (개인정보 보호법 art. 22-2).</summary>
    Age = 6,
}

/// <summary>What was said once, and when.</summary>
public sealed class Consent
{
    public ConsentPurpose Purpose { get; init; }

    /// <summary>1 for yes.</summary>
    public int Granted { get; init; }

    /// <summary>Which text was shown.</summary>
    public string TextVersion { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

/// <summary>Which consents count, and what may be sent because of them.</summary>
public static class ConsentRules
{
    /// <summary>The texts that the pages show now; a changed text is a new version.</summary>
    public const string TextVersion = "2026-11-25";

    /// <summary>A consent to marketing is confirmed every two years (정보통신망법 art. 50(8)); ours ends if it is
    /// not.</summary>
    public const int MarketingYears = 2;

    /// <summary>It is asked for this long before it ends.</summary>
    public static readonly TimeSpan AskedBefore = TimeSpan.FromDays(30);

    private static readonly TimeSpan korea = TimeSpan.FromHours(9);

    private const int nightFrom = 21;
    private const int nightUntil = 8;

    public static readonly IReadOnlyList<ConsentPurpose> Required =
        [ConsentPurpose.Age, ConsentPurpose.Terms, ConsentPurpose.Privacy];

    public static readonly IReadOnlyList<ConsentPurpose> Optional =
        [ConsentPurpose.MarketingEmail, ConsentPurpose.MarketingSms, ConsentPurpose.MarketingNight];

    /// <summary>When a consent of this moment ends by itself; null for never.</summary>
    public static DateTimeOffset? EndOf(ConsentPurpose purpose, DateTimeOffset at) =>
        Optional.Contains(purpose) ? at.AddYears(MarketingYears) : null;

    /// <summary>The purposes that a person has said yes to, as it stands now.</summary>
    /// <param name="history">The newest first.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlySet<ConsentPurpose> Active(IEnumerable<Consent> history, DateTimeOffset now) =>
        history.DistinctBy(c => c.Purpose)
            .Where(c => c.Granted == 1 && !(EndOf(c.Purpose, c.At) <= now))
            .Select(c => c.Purpose)
            .ToHashSet();

    /// <summary>
    /// The gate before every advertisement. Night counts for mail too: whether the law exempts it, no source says
    /// surely, and asking is the side on which nobody is woken.
    /// </summary>
    /// <param name="active">From <see cref="Active"/>.</param>
    /// <param name="channel"><see cref="ConsentPurpose.MarketingEmail"/> or MarketingSms.</param>
    /// <param name="now">When it would be sent.</param>
    public static bool MaySend(IReadOnlySet<ConsentPurpose> active, ConsentPurpose channel, DateTimeOffset now)
    {
        if (channel is not (ConsentPurpose.MarketingEmail or ConsentPurpose.MarketingSms))
            throw new ArgumentOutOfRangeException(nameof(channel), channel, "is no channel of marketing");
        var hour = now.ToOffset(korea).Hour;
        var isNight = hour is >= nightFrom or < nightUntil;
        return active.Contains(channel) && (!isNight || active.Contains(ConsentPurpose.MarketingNight));
    }
}
