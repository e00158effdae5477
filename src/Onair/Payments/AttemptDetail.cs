using System.Security.Cryptography;
using System.Text;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>What was kept of a provider's last answer about an attempt.</summary>
public sealed record AttemptDetail
{
    public required Guid AttemptId { get; init; }

    public required AnswerDetail Answer { get; init; }

    /// <summary>Of <see cref="AnswerDetail.Secret"/>; the secret itself is not stored.</summary>
    public string? SecretDigest { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Constant time. False when no secret is known.</summary>
    public bool IsSecret(string claimed) => SecretDigest is { } known
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(known), Encoding.ASCII.GetBytes(DigestOf(claimed)));

    public static async Task<AttemptDetail?> FindAsync(Transaction open, Guid attemptId, CancellationToken cancel)
    {
        var found = new List<AttemptDetail>(1);
        var round = open.Round();
        DetailsStore.Read(round, [attemptId], found);
        await round.ExecuteAsync(cancel);
        return found.Count == 0 ? null : found[0];
    }

    internal static string DigestOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
