namespace Onair.Host.Cli;

/// <summary>What a command cannot work with is said all at once, before it begins.</summary>
internal static class CommandInput
{
    /// <returns>True when there was a problem: the command ends with <see cref="CommandLine.BadInput"/>.</returns>
    public static async Task<bool> RefuseAsync(string command, IEnumerable<string> problems, TextWriter errors)
    {
        var refused = false;
        foreach (var problem in problems)
        {
            refused = true;
            await errors.WriteLineAsync($"onair: {command}: {problem}");
        }

        return refused;
    }
}
