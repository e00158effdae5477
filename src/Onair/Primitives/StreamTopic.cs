namespace Onair.Primitives;

/// <summary>
/// One page that is watched: its newest truth, and everybody who waits for the next. Nothing is kept for a reader: who
/// is slow misses what was true in between and gets what is true now.
/// </summary>
internal class StreamTopic
{
    private TaskCompletionSource next = New();
    private StreamEvent? current;

    /// <summary>Null until it was read for the first time.</summary>
    public StreamEvent? Current => Volatile.Read(ref current);

    /// <summary>Counts signs of life; a change of it alone is written as a comment.</summary>
    public int Beat { get; private set; }

    /// <summary>Ends at the next update or sign of life. Take it before looking at the rest.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Tells all who wait. False when it is what they know already.</summary>
    public bool Publish(StreamEvent news)
    {
        if (Current?.Tag == news.Tag) return false;
        Volatile.Write(ref current, news);
        Wake();
        return true;
    }

    public void GiveSign()
    {
        Beat++;
        Wake();
    }

    /// <summary>Lets all who wait look around: an update, a sign of life, or the end.</summary>
    public void Wake() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
