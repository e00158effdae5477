namespace Onair.Bench.Servers;

/// <summary>Where the programs are that a benchmark starts.</summary>
internal static class Runtime
{
    /// <summary>
    /// The <c>dotnet</c> that runs this, or the one in PATH when this was started by its own launcher.
    /// </summary>
    public static string Program { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? Environment.ProcessPath!
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The shop's host as it was built beside this benchmark, in the same configuration.</summary>
    public static string Shop()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var built = Path.Combine(output.Parent!.Name, output.Name, "Onair.Host.dll");
        for (var folder = output; folder is not null; folder = folder.Parent)
        {
            var shop = Path.Combine(folder.FullName, "src", "Onair.Host", "bin", built);
            if (File.Exists(shop)) return shop;
        }

        throw new InvalidOperationException($"No src/Onair.Host/bin/{built} above {AppContext.BaseDirectory}.");
    }
}
