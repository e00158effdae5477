using System.Buffers.Text;
using System.Security.Cryptography;
using Onair.Primitives;

namespace Onair.Carts;

/// <summary>Whose cart. Rows keep the fingerprint, so that a copy of them opens no cart.</summary>
/// <param name="Key">Of the token or the id, with what it is: a guest's never meets a customer's.</param>
public readonly record struct CartOwner(Guid Key)
{
    /// <summary>256 bits: nobody guesses one, and no two meet.</summary>
    private const int tokenBytes = 32;

    /// <summary>Characters of a token, Base64 for addresses.</summary>
    public static readonly int TokenLength = Base64Url.GetEncodedLength(tokenBytes);

    public static CartOwner Guest(string token) => new(Digest.Of("guest", token));

    public static CartOwner Customer(Guid id) => new(Digest.Of("customer", id.ToString("N")));

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(tokenBytes));

    /// <summary>False for what is no token of ours: it is then as if none had been sent.</summary>
    public static bool IsToken(string? text) =>
        text is not null && text.Length == TokenLength && Base64Url.IsValid(text);
}
