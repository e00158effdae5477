using Onair.Host.Web;
using Onair.Storage;

namespace Onair.Host.Cli.Replay;

/// <summary>
/// The shop that a log is replayed into: one that runs already, or one of its own in this process, on a free loopback
/// port, in a temporary folder unless a database is named.
/// </summary>
internal sealed class ReplayShop : IAsyncDisposable
{
    private readonly WebApplication? own;
    private readonly ServiceProvider? rooms;
    private readonly string? folder;

    private ReplayShop(Uri url, Database database, WebApplication? own, ServiceProvider? rooms, string? folder)
    {
        (Url, Database, this.own, this.rooms, this.folder) = (url, database, own, rooms, folder);
    }

    /// <summary>Where orders are sent.</summary>
    public Uri Url { get; }

    /// <summary>
    /// The same shop's database: the catalog and the opening stock go there, and the counters come from there.
    /// </summary>
    public Database Database { get; }

    /// <summary>True when the command line or the environment says which database.</summary>
    public static bool IsNamed(string? data, string? postgres) =>
        data is not null || postgres is not null
        || Environment.GetEnvironmentVariable("ONAIR__DATA") is not null
        || Environment.GetEnvironmentVariable("ONAIR__POSTGRES") is not null;

    /// <summary>A shop that runs elsewhere, and its database.</summary>
    public static async Task<ReplayShop> RunningAsync(Uri url, string? data, string? postgres, CancellationToken cancel)
    {
        var opened = await ShopOptions.OpenAsync(data, postgres, cancel);
        return new ReplayShop(url, opened.GetRequiredService<Database>(), own: null, opened, folder: null);
    }

    /// <summary>A shop of our own.</summary>
    public static async Task<ReplayShop> OwnAsync(string? data, string? postgres, CancellationToken cancel)
    {
        var temporary = IsNamed(data, postgres) ? null : Directory.CreateTempSubdirectory("onair-replay-").FullName;
        string[] arguments =
        [
            .. ShopOptions.Arguments(data ?? temporary, postgres), "--Onair:Sample=false",
            "--Logging:LogLevel:Default=Warning", "--Logging:Console:LogToStandardErrorThreshold=Trace",
        ];
        var app = ShopHost.Build(arguments, "http://127.0.0.1:0");
        try
        {
            await app.StartAsync(cancel);
            return new ReplayShop(
                new Uri(app.Urls.First()), app.Services.GetRequiredService<Database>(), app, rooms: null, temporary);
        }
        catch
        {
            await app.DisposeAsync();
            if (temporary is not null) Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (own is not null)
        {
            await own.StopAsync(CancellationToken.None);
            await own.DisposeAsync();
        }

        if (rooms is not null) await rooms.DisposeAsync();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }
}
