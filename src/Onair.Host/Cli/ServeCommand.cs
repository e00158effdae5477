using System.CommandLine;
using Microsoft.Extensions.Options;
using Onair.Host.Web;
using Onair.Storage;

namespace Onair.Host.Cli;

/// <summary><c>onair serve</c>: opens the shop and prints where.</summary>
internal static class ServeCommand
{
    /// <summary>Loopback: a shop is put on the net by the proxy in front of it, knowingly.</summary>
    private const string defaultUrl = "http://127.0.0.1:5080";

    public static Command Create()
    {
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var url = new Option<string>("--url")
        {
            Description = "Where to listen; port 0 takes a free one",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ONAIR__URL") ?? defaultUrl,
        };
        var sample = new Option<bool>("--no-sample") { Description = "Do not fill an empty shop with the sample" };
        var command =
            new Command("serve", "Open the shop (what ./run does without a command)") { data, postgres, url, sample };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(url)!, parsed.GetValue(data), parsed.GetValue(postgres), parsed.GetValue(sample), cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        string url, string? data, string? postgres, bool noSample, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"onair: --url: '{url}' is not an http address");
            return CommandLine.BadInput;
        }

        var arguments = ShopOptions.Arguments(data, postgres);
        await using var app = ShopHost.Build(noSample ? [.. arguments, "--Onair:Sample=false"] : arguments, url);
        await app.StartAsync(cancel);
        var address = app.Urls.First().TrimEnd('/');
        var storage = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value;
        Console.WriteLine($"""

              Onair is open.
                storefront     {address}/
                API reference  {address}/reference
                metrics        {address}/metrics
                health         {address}/health/ready
                database       {(storage.Postgres.Length > 0 ? "PostgreSQL" : Path.GetFullPath(storage.Data))}
              Stop with Ctrl-C.

            """);
        await app.WaitForShutdownAsync(cancel);
        return CommandLine.Held;
    }
}
