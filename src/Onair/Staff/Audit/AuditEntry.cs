using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Onair.Storage;

namespace Onair.Staff.Audit;

/// <summary>What was done. Stored; never renumber.</summary>
public enum Deed
{
    StaffInvited = 1,
    StaffJoined = 2,
    RolesChanged = 3,
    SignedIn = 4,
    SignedOut = 5,

    /// <summary>The password was right and the code was not.</summary>
    CodeRefused = 6,

    AuditRead = 10,
    AuditExported = 11,

    /// <summary>A table was taken away as a file.</summary>
    TableExported = 12,

    OfferAired = 20,
    OfferChanged = 21,
    LastCalled = 22,
    ShowEnded = 23,
    ShowPlanned = 24,
    ShowMoved = 25,

    StockChanged = 30,

    OrderRead = 40,

    /// <summary>Whom an order is for was looked at; the reason says why.</summary>
    PersonSeen = 41,

    OrderCancelled = 42,
    OrderMoved = 43,

    /// <summary>Somebody was looked for in the order book; not whom.</summary>
    OrdersSearched = 44,

    ParcelSent = 45,
    ParcelDropped = 46,

    /// <summary>A customer's word that they give goods back was taken.</summary>
    ReturnAsked = 47,

    /// <summary>Goods came back, and are refunded.</summary>
    GoodsReturned = 48,

    LetterResent = 49,
    PhoneOrderTaken = 51,

    JobsRedriven = 50,

    CaseResolved = 60,

    /// <summary>Somebody was looked for among the customers; not whom.</summary>
    CustomersSearched = 70,

    /// <summary>A customer's account was opened; the reason says why.</summary>
    CustomerSeen = 71,

    RatingModerated = 72,

    ProductChanged = 73,
    PriceChanged = 74,
    PictureAdded = 75,

    WebhookChanged = 80,
    MessageResent = 81,

    IncidentOpened = 90,
    IncidentChanged = 91,

    /// <summary>An alarm was silenced, or that was ended.</summary>
    AlarmSilenced = 92,

    OnCallChanged = 93,
}

/// <summary>An entry that is not written yet.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Deed">Did what.</param>
/// <param name="Subject">With what: <c>order:NUMBER</c>, <c>offer:ID</c>, <c>staff:ID</c>. No personal data.</param>
/// <param name="Detail">What changed, in short: <c>price 9,900 -> 8,900</c>. No personal data.</param>
/// <param name="Reason">Why, in the actor's words; empty where none is asked for.</param>
public sealed record AuditDraft(Actor Actor, Deed Deed, string Subject, string Detail, string Reason = "");

/// <summary>Who did what, when and from where.</summary>
public sealed class AuditEntry
{
    /// <summary>Characters of <see cref="Subject"/>.</summary>
    public const int SubjectCharsMax = 100;

    /// <summary>Characters of <see cref="Detail"/>.</summary>
    public const int DetailCharsMax = 500;

    /// <summary>Characters of <see cref="Reason"/>.</summary>
    public const int ReasonCharsMax = 200;

    /// <summary>1, 2, 3, ... without a gap.</summary>
    public long Seq { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Null: on the machine itself.</summary>
    public Guid? Actor { get; init; }

    public string ActorName { get; init; } = "";

    public string Sender { get; init; } = "";

    public Deed Deed { get; init; }

    public string Subject { get; init; } = "";

    public string Detail { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>SHA-256 over the digest before it and all of the above, in hexadecimal letters.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Pure: what <see cref="Digest"/> has to be. Each part is preceded by its length, so that no two rows
    /// read the same.</summary>
    public string DigestAfter(string before)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ReadOnlySpan<string> parts =
        [
            before, Text(Seq), Text(At.ToMicroseconds()), Actor?.ToString("N") ?? "", ActorName, Sender,
            Text((int)Deed), Subject, Detail, Reason,
        ];
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
