using System.Diagnostics;

namespace Onair.Tests.Fixtures;

/// <summary>
/// PostgreSQL refuses to run as root. A root user runs it under an account that has no rights; others as themselves.
/// </summary>
internal static class PostgresAccount
{
    private static readonly Lazy<string?> name = new(Find);

    /// <summary>The words to put before a command: none for an ordinary user.</summary>
    public static IReadOnlyList<string> Prefix => name.Value switch
    {
        null => [],
        var account when OnPath("setpriv") =>
            [OnPathOrThrow("setpriv"), $"--reuid={account}", $"--regid={Group(account)}", "--clear-groups", "--"],
        var account => [OnPathOrThrow("runuser"), "-u", account, "--"],
    };

    /// <summary>Hands a folder to the account that PostgreSQL will run under.</summary>
    public static async Task GiveAsync(string folder)
    {
        if (name.Value is { } account) await Shell.RunAsync("chown", "-R", $"{account}:{Group(account)}", folder);
    }

    private static string? Find()
    {
        if (!string.Equals(Environment.UserName, "root", StringComparison.Ordinal)) return null;
        var accounts = File.ReadAllLines("/etc/passwd");
        return Array.Find(["postgres", "nobody"],
            account => Array.Exists(accounts, a => a.StartsWith(account + ":", StringComparison.Ordinal)))
            ?? throw new InvalidOperationException(
                "PostgreSQL refuses to run as root, and there is no account 'postgres' or 'nobody' to run it under.");
    }

    private static string Group(string account)
    {
        var line =
            Array.Find(File.ReadAllLines("/etc/passwd"), a => a.StartsWith(account + ":", StringComparison.Ordinal))!;
        return line.Split(':')[3];
    }

    private static bool OnPath(string program) => Shell.Find(program) is not null;

    private static string OnPathOrThrow(string program) => Shell.Find(program)
        ?? throw new InvalidOperationException(
            $"'{program}' is needed to run PostgreSQL as an ordinary user: install util-linux.");
}

/// <summary>Small commands, run to their end; what they said is in the error when they fail.</summary>
internal static class Shell
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    public static async Task<string> RunAsync(params IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(limit.Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{string.Join(' ', command)} ended with {process.ExitCode}:\n{await output}{await errors}");
        }

        return await output;
    }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(["/usr/sbin", "/sbin", "/usr/bin", "/bin"])
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
