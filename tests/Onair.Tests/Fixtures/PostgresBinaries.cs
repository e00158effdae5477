using System.Globalization;

namespace Onair.Tests.Fixtures;

/// <summary>
/// Where PostgreSQL is installed. Debian keeps the server's programs out of PATH, others keep them in it.
/// </summary>
internal static class PostgresBinaries
{
    private const string debianRoot = "/usr/lib/postgresql";

    private const int oldestVersion = 15;

    /// <summary>
    /// The full path of <c>initdb</c>, <c>postgres</c> and their kind, of the newest version installed.
    /// </summary>
    public static string Find(string program) =>
        Folders().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            $"""
            PostgreSQL {oldestVersion} or newer is needed for these tests, and '{program}' is neither in PATH nor under
            {debianRoot}/*/bin. Install it:
              Debian, Ubuntu: sudo apt-get install postgresql postgresql-client
              Fedora:         sudo dnf install postgresql-server
              macOS:          brew install postgresql@17
            A running server is not needed: the tests start one of their own.
            """);

    private static IEnumerable<string> Folders()
    {
        var versions = Directory.Exists(debianRoot) ? Directory.GetDirectories(debianRoot) : [];
        return versions
            .Select(folder => (folder, version: Version(folder)))
            .Where(found => found.version >= oldestVersion)
            .OrderByDescending(found => found.version)
            .Select(found => Path.Combine(found.folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
    }

    private static int Version(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;
}
