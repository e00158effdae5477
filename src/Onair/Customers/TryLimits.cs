using Onair.Primitives;

namespace Onair.Customers;

/// <summary>How many tries are free, and how long one waits after each further one.</summary>
/// <param name="Free">Tries without a wait.</param>
/// <param name="First">The first wait; it doubles.</param>
/// <param name="Max">The longest wait.</param>
public readonly record struct TryLimit(int Free, TimeSpan First, TimeSpan Max)
{
    /// <summary>After a day without a try everything is forgotten.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>How long after this many tries the next one is refused.</summary>
    public TimeSpan WaitAfter(int tries)
    {
        if (tries <= Free) return TimeSpan.Zero;
        // Beyond 2^20 every limit of ours has long reached its longest wait.
        var doublings = Math.Min(tries - Free - 1, 20);
        var wait = First * Math.Pow(2, doublings);
        return wait < Max ? wait : Max;
    }
}

/// <summary>A limit and whom it counts.</summary>
public readonly record struct TryBucket(Guid Id, TryLimit Limit);

/// <summary>
/// Who may try how often. The owner in a browser that we know is counted apart from everybody else, so that nobody
/// can lock them out; from a new place, the link in a letter is always a way in.
/// </summary>
public static class TryLimits
{
    // OWASP's and NIST's advice is a handful, then growing waits; 15 minutes at most leaves 96 guesses a day.
    private static readonly TryLimit ofPlace = new(5, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15));

    // A school or a carrier has one address for many people.
    private static readonly TryLimit ofAddress = new(50, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));

    // Many places against one account. NIST SP 800-63B, 3.2.2: no more than 100 in a row without being slowed down.
    private static readonly TryLimit ofStrangers = new(100, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    // The owner, who mistypes.
    private static readonly TryLimit ofDevice = new(10, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1));

    // Letters to one mailbox: nobody is to be flooded through us.
    private static readonly TryLimit ofMailbox = new(3, TimeSpan.FromMinutes(2), TimeSpan.FromHours(2));

    // Accounts and letters that one address asks for.
    private static readonly TryLimit ofAsker = new(20, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));

    /// <summary>Secrets tried for an account: its password, its code.</summary>
    /// <param name="account">The key of the address that was typed, whether it is a customer's or not.</param>
    /// <param name="visitor">Who tries.</param>
    /// <param name="isKnownDevice">True in a browser where this account has signed in before.</param>
    public static IReadOnlyList<TryBucket> OfSecret(string account, Visitor visitor, bool isKnownDevice) =>
        isKnownDevice
            ? [new(Digest.Of("device", account, visitor.DeviceToken!), ofDevice)]
            :
            [
                new(Digest.Of("place", account, visitor.Network), ofPlace),
                new(Digest.Of("address", visitor.Network), ofAddress),
                new(Digest.Of("strangers", account), ofStrangers),
            ];

    /// <summary>A change of mailbox: each of the two gets a letter.</summary>
    public static IReadOnlyList<TryBucket> OfEmailChange(string account, string wanted, Visitor visitor) =>
        [new(Digest.Of("mailbox", account), ofMailbox), .. OfLetter(wanted, visitor)];

    /// <summary>Letters that are asked for.</summary>
    public static IReadOnlyList<TryBucket> OfLetter(string account, Visitor visitor) =>
    [
        new(Digest.Of("mailbox", account), ofMailbox),
        new(Digest.Of("asker", visitor.Network), ofAsker),
    ];
}
