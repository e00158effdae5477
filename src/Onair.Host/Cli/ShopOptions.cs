using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Onair.Host.Web;

namespace Onair.Host.Cli;

/// <summary>The options that say which shop a command works on, and the shop's rooms without its doors.</summary>
internal static class ShopOptions
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder of the embedded database (default: data, or ONAIR__DATA)",
    };

    public static Option<string?> Postgres() => new("--postgres")
    {
        Description = "PostgreSQL connection string instead of the embedded database (or ONAIR__POSTGRES)",
    };

    public static Option<bool> AsJson() => new("--json") { Description = "Print JSON" };

    /// <summary>Options as configuration arguments, above the environment and the settings file.</summary>
    public static string[] Arguments(string? data, string? postgres)
    {
        var arguments = new List<string>();
        if (data is not null) arguments.Add("--Onair:Data=" + data);
        if (postgres is not null) arguments.Add("--Onair:Postgres=" + postgres);
        return [.. arguments];
    }

    /// <summary>
    /// The rooms for one command: no web server, no workers; the schema is brought to this version first.
    /// </summary>
    public static async Task<ServiceProvider> OpenAsync(string? data, string? postgres, CancellationToken cancel)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(Arguments(data, postgres))
            .Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace)
                .SetMinimumLevel(LogLevel.Warning))
            .AddRooms()
            .BuildServiceProvider();
        await services.GetRequiredService<Onair.Storage.Database>().MigrateAsync(cancel);
        return services;
    }
}
