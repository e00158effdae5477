using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;

namespace Onair.Customers;

/// <summary>A key that a customer's device holds. What is kept of it opens nothing.</summary>
public sealed class Passkey
{
    /// <summary>Passkeys of one customer: a phone, a tablet, a laptop and a key on the ring, twice.</summary>
    public const int Max = 10;

    /// <summary>Characters of its name.</summary>
    public const int NameCharsMax = 60;

    /// <summary>Base64url; the authenticator chose it.</summary>
    public string CredentialId { get; init; } = "";

    public Guid CustomerId { get; init; }

    /// <summary>Ours, for addresses of pages.</summary>
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public string PublicKey { get; init; } = "";

    public long SignCount { get; init; }

    public string Transports { get; init; } = "";

    public int IsUserVerified { get; init; }

    public int IsBackupEligible { get; init; }

    public int IsBackedUp { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    internal static Passkey Of(Guid customer, Guid id, UserPasskeyInfo passkey) => new()
    {
        CredentialId = Base64Url.EncodeToString(passkey.CredentialId),
        CustomerId = customer,
        Id = id,
        Name = passkey.Name ?? "",
        PublicKey = Base64Url.EncodeToString(passkey.PublicKey),
        SignCount = passkey.SignCount,
        Transports = string.Join(' ', passkey.Transports ?? []),
        IsUserVerified = passkey.IsUserVerified ? 1 : 0,
        IsBackupEligible = passkey.IsBackupEligible ? 1 : 0,
        IsBackedUp = passkey.IsBackedUp ? 1 : 0,
        CreatedAt = passkey.CreatedAt,
    };

    /// <summary>How it was made (attestation) is not kept: nobody asks again.</summary>
    internal UserPasskeyInfo ToIdentity() => new(
        Base64Url.DecodeFromChars(CredentialId),
        Base64Url.DecodeFromChars(PublicKey),
        CreatedAt,
        (uint)SignCount,
        Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        IsUserVerified == 1,
        IsBackupEligible == 1,
        IsBackedUp == 1,
        attestationObject: [],
        clientDataJson: [])
    {
        Name = Name,
    };
}
