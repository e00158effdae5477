using System.Buffers.Text;
using System.Security.Cryptography;
using Onair.Primitives;

namespace Onair.Staff;

/// <summary>Links and cookies of this room: 256 random bits, of which the tables hold a fingerprint.</summary>
internal static class StaffTokens
{
    private const int tokenBytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(tokenBytes));

    public static Guid OfInvitation(string token) => Digest.Of("staff-invitation", token);

    public static Guid OfSession(string token) => Digest.Of("staff-session", token);

    public static bool IsToken(string? token) =>
        token?.Length == Base64Url.GetEncodedLength(tokenBytes) && Base64Url.IsValid(token);
}
