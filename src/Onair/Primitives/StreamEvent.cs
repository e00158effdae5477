using System.Security.Cryptography;
using System.Text;

namespace Onair.Primitives;

/// <summary>
/// What is true of one page at one moment, written once for all who watch it. The tag is a digest of the content, so
/// that it means the same on every node and after a restart.
/// </summary>
internal class StreamEvent
{
    /// <summary>Characters of the longest tag: two digests and what stands between.</summary>
    public const int TagLengthMax = 33;

    private const int digestBytes = 8;

    public StreamEvent(byte[] json)
        : this(DigestOf(json), json)
    {
    }

    private StreamEvent(string tag, byte[] json)
        : this(tag, json, Written($"id: {tag}\ndata: ", json))
    {
    }

    /// <summary>A page whose frame is more than one event.</summary>
    protected StreamEvent(string tag, byte[] json, byte[] frame)
    {
        Tag = tag;
        Json = json;
        Frame = frame;
    }

    public string Tag { get; }

    /// <summary>For who asks now and then.</summary>
    public byte[] Json { get; }

    /// <summary>The same as events of a stream.</summary>
    public byte[] Frame { get; }

    /// <summary>What a reader lacks who knows the page of another tag, or any text at all.</summary>
    public virtual ReadOnlyMemory<byte> FrameAfter(string known) => Frame;

    protected static string DigestOf(byte[] content) =>
        Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, digestBytes));

    protected static byte[] Written(string head, byte[] json) =>
        [.. Encoding.ASCII.GetBytes(head), .. json, .. "\n\n"u8];
}
