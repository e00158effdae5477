namespace Onair.Catalog.Feeds;

/// <summary>Reads at most so many bytes and then tells that there were more; also how far the reading is.</summary>
internal sealed class BoundedStream(Stream inner, long bytesMax) : Stream
{
    private long read;

    /// <summary>The file is longer than the limit; what lies behind it was not read.</summary>
    public bool IsCut { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, Allowed(count)));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer[..Allowed(buffer.Length)], cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>
    /// One byte beyond the limit is asked for: it tells a file of exactly the limit from a longer one.
    /// </summary>
    private int Allowed(int wanted) => IsCut ? 0 : (int)Math.Min(wanted, bytesMax + 1 - read);

    private int Count(int bytes)
    {
        read += bytes;
        if (read <= bytesMax) return bytes;
        IsCut = true;
        return 0;
    }
}
