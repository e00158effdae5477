namespace Onair.Tests.Fixtures;

/// <summary>A file system of a few megabytes, for tests that fill it. Mounting needs root.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>The disk, or the reason why this machine lets us mount none.</summary>
    public static async Task<(SmallDisk? Disk, string Reason)> TryMountAsync(int megabytes)
    {
        if (Shell.Find("mount") is not { } mount) return (null, "there is no 'mount' here");
        var folder = Directory.CreateTempSubdirectory("onair-disk-").FullName;
        try
        {
            await Shell.RunAsync(mount, "-t", "tmpfs", "-o", $"size={megabytes}m", "onair-test", folder);
            return (new SmallDisk(folder), "");
        }
        catch (InvalidOperationException error)
        {
            Directory.Delete(folder);
            return (null, $"no file system can be mounted here: {error.Message.Trim()}");
        }
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(
            Path.Combine(Folder, "ballast"), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var block = new byte[4096];
        try
        {
            while (true) ballast.Write(block);
        }
        catch (IOException)
        {
            // Full, as wished.
        }
    }

    public void Free() => File.Delete(Path.Combine(Folder, "ballast"));

    public async ValueTask DisposeAsync()
    {
        await Shell.RunAsync(Shell.Find("umount")!, Folder);
        Directory.Delete(Folder);
    }
}
