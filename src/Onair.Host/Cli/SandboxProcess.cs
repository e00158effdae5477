using System.Diagnostics;

namespace Onair.Host.Cli;

/// <summary>
/// The sandbox gateway as a process beside the shop: for trying things out, never beside a shop with a gateway of its
/// own. It ends with the shop, however that ends, as it holds one end of a pipe.
/// </summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    /// <summary>Where <c>./run</c> built it.</summary>
    private const string programVariable = "ONAIR_SANDBOX";

    /// <summary>The gateway's line when it listens.</summary>
    private const string greeting = "sandbox ";

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private SandboxProcess(Process process, Uri url)
    {
        this.process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>
    /// The settings that make a shop use the sandbox at this address; the keys are published and worth nothing.
    /// </summary>
    public static IReadOnlyList<string> Settings(Uri url) =>
    [
        "--Onair:ShowProviders=true",
        "--Onair:ShowMail=true",
        "--Onair:Payments:Demo:Enabled=true",
        "--Onair:Payments:Toss:ClientKey=test_ck_sandbox0000000000000000000000",
        "--Onair:Payments:Toss:SecretKey=test_sk_sandbox0000000000000000000000",
        $"--Onair:Payments:Toss:ApiAddress={url}",
        $"--Onair:Payments:Toss:ScriptAddress={url}v2/standard",
    ];

    /// <summary>Starts it when it was built and the shop has no gateway; null otherwise.</summary>
    /// <param name="arguments">The shop's own settings.</param>
    /// <param name="shop">The shop's address, for notices.</param>
    public static async Task<SandboxProcess?> StartAsync(
        IReadOnlyList<string> arguments, Uri shop, CancellationToken cancel)
    {
        if (Environment.GetEnvironmentVariable(programVariable) is not { Length: > 0 } program) return null;
        if (!File.Exists(program) || HasGateway([.. arguments])) return null;
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                program,
                "--with-parent",
                "--toss-webhook", new Uri(shop, "/api/v1/payments/notices/toss").AbsoluteUri,
            },
        };
        var started = Process.Start(start) ?? throw new InvalidOperationException("The sandbox did not start.");
        try
        {
            var line = await started.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(patience, cancel);
            if (line is not null && line.StartsWith(greeting, StringComparison.Ordinal))
            {
                return new SandboxProcess(started, new Uri(line[greeting.Length..].TrimEnd('/') + "/"));
            }

            throw new InvalidOperationException("The sandbox did not say where it listens.");
        }
        catch
        {
            started.Kill();
            started.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static bool HasGateway(string[] arguments)
    {
        var payments = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(arguments)
            .Build()
            .GetSection("Onair:Payments");
        return payments.GetSection("Toss").Exists() || payments.GetSection("Inicis").Exists();
    }
}
