using Onair.Primitives;

namespace Onair.Orders.Intake;

/// <summary>
/// Who asked, and with which idempotency key, as one value for a unique index. Fingerprints are random, and an index of
/// random values writes one page per order: two thirds of what a commit brought to the disk. A key that is a UUID of
/// version 7 says when it was made, and keeps that time in front: the index grows at its end, as clients' clocks agree
/// that far. The rest is 80 bits of the fingerprint, whatever time a client claims.
/// </summary>
public static class RequestKey
{
    private const int timeBytes = 6;
    private const int uuidBytes = 16;
    private const int timeOrdered = 7;

    public static Guid Of(string phone, string idempotencyKey)
    {
        var fingerprint = Digest.Of(phone, idempotencyKey);
        if (!Guid.TryParseExact(idempotencyKey, "D", out var given) || given.Version != timeOrdered) return fingerprint;
        Span<byte> key = stackalloc byte[uuidBytes];
        Span<byte> time = stackalloc byte[uuidBytes];
        fingerprint.TryWriteBytes(key, bigEndian: true, out _);
        given.TryWriteBytes(time, bigEndian: true, out _);
        time[..timeBytes].CopyTo(key);
        return new Guid(key, bigEndian: true);
    }
}
