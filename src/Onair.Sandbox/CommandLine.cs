namespace Onair.Sandbox;

/// <summary>The sandbox as a process: one line when it listens, and an end when its parent ends.</summary>
internal static class CommandLine
{
    private const int wrongOptions = 2;

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        if (!SandboxOptions.TryParse(args, out var options, out var complaints))
        {
            foreach (var complaint in complaints) await Console.Error.WriteLineAsync(complaint);
            return wrongOptions;
        }

        await using var sandbox = SandboxHost.Build(options, time);
        await sandbox.StartAsync();
        await Console.Out.WriteLineAsync($"sandbox {sandbox.Url}");
        if (options.WithParent)
        {
            // The parent holds the other end of the pipe. When it dies, however it dies, the pipe ends.
            _ = Task.Run(async () =>
            {
                while (await Console.In.ReadLineAsync() is not null)
                {
                    // What it writes is of no interest.
                }

                sandbox.App.Lifetime.StopApplication();
            });
        }

        await sandbox.App.WaitForShutdownAsync();
        return 0;
    }
}
