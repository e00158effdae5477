using System.CommandLine;
using Microsoft.Extensions.Options;
using Onair.Host.StaffConsole;
using Onair.Host.Web;
using Onair.Payments;
using Onair.Staff;
using Onair.Storage;

namespace Onair.Host.Cli;

/// <summary><c>onair serve</c>: opens the shop and prints where.</summary>
internal static class ServeCommand
{
    /// <summary>Loopback: a shop is put on the net by the proxy in front of it, knowingly.</summary>
    private const string defaultUrl = "http://127.0.0.1:5080";

    private const string consoleUrl = "http://127.0.0.1:5081";

    private const string noConsole = "none";

    /// <summary>Who a sample shop's first member is: an address that reaches nobody (RFC 2606).</summary>
    private const string sampleMember = "admin@shop.example";

    public static Command Create()
    {
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var url = new Option<string>("--url")
        {
            Description = "Where to listen; port 0 takes a free one",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ONAIR__URL") ?? defaultUrl,
        };
        var console = new Option<string?>("--console")
        {
            Description = $"Where the staff's console listens (default: {consoleUrl} beside {defaultUrl}, else a free "
                + "port); none: it does not",
        };
        var sample = new Option<bool>("--no-sample") { Description = "Do not fill an empty shop with the sample" };
        var sandbox = new Option<bool>("--no-sandbox")
        {
            Description = "Do not start the sandbox gateway beside a shop without a gateway of its own",
        };
        var command = new Command("serve", "Open the shop (what ./run does without a command)")
        {
            data, postgres, url, console, sample, sandbox,
        };
        command.SetAction((parsed, cancel) =>
        {
            var arguments = ShopOptions.Arguments(parsed.GetValue(data), parsed.GetValue(postgres));
            arguments = [.. arguments, .. ConsoleArguments(parsed.GetValue(console), parsed.GetValue(url)!)];
            if (parsed.GetValue(sample)) arguments = [.. arguments, "--Onair:Sample=false"];
            return RunAsync(parsed.GetValue(url)!, arguments, !parsed.GetValue(sandbox), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        string url, string[] arguments, bool withSandbox, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"onair: --url: '{url}' is not an http address");
            return CommandLine.BadInput;
        }

        await using var sandbox = withSandbox ? await SandboxProcess.StartAsync(arguments, parsed, cancel) : null;
        if (sandbox is not null) arguments = [.. arguments, .. SandboxProcess.Settings(sandbox.Url)];
        await using var app = ShopHost.Build(arguments, url);
        await app.StartAsync(cancel);
        var address = app.Urls.First().TrimEnd('/');
        var storage = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value;
        Console.WriteLine($"""

              Onair is open.
                storefront     {address}/
                console        {await WayInAsync(app, cancel)}
                API reference  {address}/reference
                metrics        {address}/metrics
                health         {address}/health/ready
                payments       {PaymentsOf(app, sandbox)}
                database       {(storage.Postgres.Length > 0 ? "PostgreSQL" : Path.GetFullPath(storage.Data))}
              Stop with Ctrl-C.

            """);
        await app.WaitForShutdownAsync(cancel);
        return CommandLine.Held;
    }

    /// <summary>What the environment says stands when the command says nothing.</summary>
    private static string[] ConsoleArguments(string? asked, string url) => asked switch
    {
        noConsole => ["--Onair:Console:Url="],
        { Length: > 0 } => ["--Onair:Console:Url=" + asked],
        _ when Environment.GetEnvironmentVariable("ONAIR__CONSOLE__URL") is not null => [],
        _ => ["--Onair:Console:Url=" + (url == defaultUrl ? consoleUrl : "http://127.0.0.1:0")],
    };

    /// <summary>The console's address; for a sample shop in which nobody works yet, with a link that lets one in.
    /// </summary>
    private static async Task<string> WayInAsync(WebApplication app, CancellationToken cancel)
    {
        if (app.Services.GetRequiredService<OpenConsole>().Url is not { } at) return "none";
        var isSample = app.Services.GetRequiredService<IOptions<HostingOptions>>().Value.Sample;
        if (!isSample || await app.Services.GetRequiredService<ReadStaff>().IsAnybodyAsync(cancel)) return $"{at}";
        var all = StaffRoleWords.All.Aggregate((roles, role) => roles | role);
        var invited = await app.Services.GetRequiredService<InviteStaff>().RunAsync(
            sampleMember, all, Actor.CommandLine, linkOf: null, cancel);
        return invited.Token is { } token ? $"{at}   first way in: {new Uri(at, "/join?token=" + token)}" : $"{at}";
    }

    private static string PaymentsOf(WebApplication app, SandboxProcess? sandbox)
    {
        var names = string.Join(", ", app.Services.GetRequiredService<PaymentProviders>().Names);
        return sandbox is null ? names : $"{names} (sandbox at {sandbox.Url}: no money moves)";
    }
}
