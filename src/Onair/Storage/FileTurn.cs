namespace Onair.Storage;

/// <summary>
/// Processes on one folder take turns by an exclusively opened file; a process that dies gives its turn back.
/// </summary>
internal sealed class FileTurn(FileStream file) : IAsyncDisposable
{
    private static readonly TimeSpan step = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// A migration of an empty schema takes well under a second; a minute means that something is stuck.
    /// </summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    public static async Task<FileTurn> TakeAsync(string path, CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; ; waited += step)
        {
            try
            {
                return new FileTurn(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (waited < patience)
            {
                await Task.Delay(step, TimeProvider.System, cancel);
            }
        }
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
