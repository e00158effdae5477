using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Onair.Storage;

/// <summary>
/// Brings committed groups to the disk and answers them, on a thread of its own: while one is on its way there, the
/// writer works on the next. One fsync serves every group that was committed before it began, and nobody is answered
/// before it has ended. A sync that failed may have lost any page of the log, so nothing is answered as done any more
/// until the writer has copied the whole log into the database (<see cref="Repaired"/>).
/// </summary>
internal sealed class SqliteSync
{
    /// <summary>Groups that may wait; beyond it the writer waits, which is backpressure.</summary>
    private const int groupsMax = 16;

    private readonly string path;
    private readonly Action<SafeFileHandle> flush;
    private readonly ILogger logger;
    private readonly Channel<SqliteWrite[]> committed = Channel.CreateBounded<SqliteWrite[]>(
        new BoundedChannelOptions(groupsMax) { SingleReader = true, SingleWriter = true });

    private readonly Task thread;
    private readonly ManualResetEventSlim idle = new(initialState: true);
    private int waiting;
    private volatile bool broken;

    /// <param name="database">The file whose log is synced.</param>
    /// <param name="flush">The operating system's fsync.</param>
    /// <param name="logger">Told when the disk refuses.</param>
    public SqliteSync(string database, Action<SafeFileHandle> flush, ILogger logger)
    {
        path = database + "-wal";
        this.flush = flush;
        this.logger = logger;
        thread = Task.Factory.StartNew(
            Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>True after a sync that failed: what the log holds may not be on the disk.</summary>
    public bool IsBroken => broken;

    /// <summary>The log is empty and all that it held is in the database, synced.</summary>
    public void Repaired() => broken = false;

    /// <summary>Takes a committed group to the disk. The writer's thread only.</summary>
    public void Take(List<SqliteWrite> group)
    {
        if (Interlocked.Increment(ref waiting) == 1) idle.Reset();
        var taken = group.ToArray();
        while (!committed.Writer.TryWrite(taken)) committed.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Waits until all groups are answered. The writer's thread only.</summary>
    public void Drain() => idle.Wait();

    /// <summary>Answers what waits, then ends.</summary>
    public void Close()
    {
        committed.Writer.Complete();
        thread.GetAwaiter().GetResult();
        idle.Dispose();
    }

    private void Run()
    {
        var groups = new List<SqliteWrite[]>(groupsMax);
        while (committed.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            groups.Clear();
            while (groups.Count < groupsMax && committed.Reader.TryRead(out var group)) groups.Add(group);
            var failure = Flush();
            foreach (var write in groups.SelectMany(group => group))
            {
                if (failure is null) write.Complete();
                else write.Fail(failure);
            }

            if (Interlocked.Add(ref waiting, -groups.Count) == 0) idle.Set();
        }
    }

    /// <summary>Null when the log is on the disk.</summary>
    private SqliteException? Flush()
    {
        if (broken) return Refused();
        try
        {
            // Opened each time, which takes some microseconds: a writer that begins anew may have made the log anew.
            using var log = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            flush(log);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            broken = true;
            StorageLog.SyncRefused(logger, error);
            return Refused();
        }
    }

    private static SqliteException Refused() => new(
        "The disk refused to sync; whether the write is kept is not known.",
        raw.SQLITE_IOERR,
        raw.SQLITE_IOERR_FSYNC);
}
