using System.Globalization;

namespace Onair.Broadcasts.Sample;

/// <summary>
/// What the sample's stream says below its picture: one line per piece, in WebVTT, which players show as captions.
/// </summary>
internal static class SampleCaptions
{
    /// <summary>The picture's first time stamp, in ticks of 90 kHz: where the encoder begins to count.</summary>
    private const int firstStamp = 138_000;

    private static readonly string[] korean =
    [
        "연습 방송이에요. 소리는 나오지 않아요.", "상품과 가격, 남은 수량은 진짜처럼 움직여요.",
        "마음껏 주문해 보세요. 결제도 연습이에요.",
    ];

    private static readonly string[] english =
    [
        "This is a practice show without sound.", "Goods, prices and stock move as in a real one.",
        "Order as you like: payments are practice, too.",
    ];

    /// <summary>A piece of captions; null for a language or a number that there is not.</summary>
    public static string? Piece(string language, int number, int seconds)
    {
        var lines = language switch { "ko" => korean, "en" => english, _ => null };
        if (lines is null || number < 0 || number >= lines.Length) return null;
        var (from, until) = (number * seconds, (number + 1) * seconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:{firstStamp},LOCAL:00:00:00.000\n\n"
            + $"00:00:{from:00}.000 --> 00:00:{until:00}.000\n{lines[number]}\n");
    }
}
