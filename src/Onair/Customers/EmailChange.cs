using Onair.Primitives;

namespace Onair.Customers;

/// <summary>A change of mailbox: asked for, then done, then for a while still to be taken back.</summary>
internal sealed class EmailChange
{
    /// <summary>As long as the link that shows a mailbox at signing up.</summary>
    public static readonly TimeSpan ConfirmLife = CustomerTokens.VerifyLife;

    /// <summary>Who was on holiday for a week comes home to a mailbox that still takes its account back.</summary>
    public static readonly TimeSpan BackLife = TimeSpan.FromDays(7);

    public Guid Id { get; init; }

    public Guid CustomerId { get; init; }

    public string OldEmail { get; init; } = "";

    public string NewEmail { get; init; } = "";

    /// <summary>The account's when it was asked for: a new password since then ends the change.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>The browser that asked and gave the password; it stays signed in.</summary>
    public Guid SessionId { get; init; }

    public int TotpOn { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Null while it waits.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Of the link to confirm, and after that of the way back.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Opens the link in the letter to the new mailbox.</summary>
    public static Guid ConfirmKey(Guid id) => Digest.Of("email-confirm", id.ToString());

    /// <summary>Opens the way back in the letters to the old one.</summary>
    public static Guid BackKey(Guid id) => Digest.Of("email-back", id.ToString());
}
