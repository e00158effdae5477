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
    /// The settings that make a shop use the sandbox at this address; the keys are published and worth nothing. At KG
    /// Inicis it is no test merchant: that would let a browser lead the shop to the provider's own staging center.
    /// </summary>
    public static IReadOnlyList<string> Settings(Uri url) =>
    [
        "--Onair:ShowProviders=true",
        "--Onair:Payments:Demo:Enabled=true",
        "--Onair:Payments:Toss:ClientKey=test_ck_sandbox0000000000000000000000",
        "--Onair:Payments:Toss:SecretKey=test_sk_sandbox0000000000000000000000",
        $"--Onair:Payments:Toss:ApiAddress={url}",
        $"--Onair:Payments:Toss:ScriptAddress={url}v2/standard",
        "--Onair:Payments:Inicis:Mid=INIpayTest",
        "--Onair:Payments:Inicis:SignKey=c2FuZGJveC1zaWduLWtleS0wMDAx",
        "--Onair:Payments:Inicis:ApiKey=sandboxIniApiKey",
        "--Onair:Payments:Inicis:ApiIv=sandboxiv0000016",
        "--Onair:Payments:Inicis:MobileHashKey=c2FuZGJveC1oYXNoLWtleS0wMDAx",
        $"--Onair:Payments:Inicis:ScriptUrl={url}stdjs/INIStdPay.js",
        $"--Onair:Payments:Inicis:MobileUrl={url}smart/payment/",
        $"--Onair:Payments:Inicis:ApiUrl={url}",
        $"--Onair:Payments:Inicis:Centers:fc:Pc={url}fc/",
        $"--Onair:Payments:Inicis:Centers:fc:Mobile={url}fc/",
        $"--Onair:Payments:Inicis:Centers:ks:Pc={url}ks/",
        $"--Onair:Payments:Inicis:Centers:ks:Mobile={url}ks/",
        "--Onair:Payments:Inicis:ClientIp=127.0.0.1",
        "--Onair:Payments:Inicis:NoticeSenders=127.0.0.1",
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
                "--inicis-notice", new Uri(shop, "/api/v1/payments/notices/inicis").AbsoluteUri,
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
