using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Onair.Runbooks;

/// <summary>The runbooks of this program, and the shop's own in front of them; read once.</summary>
public sealed class RunbookShelf
{
    private const string prefix = "Onair.Runbooks.";
    private const string suffix = ".md";
    private const int filesMax = 200;

    private readonly Dictionary<string, (Runbook Book, string Text)> books = new(StringComparer.Ordinal);

    public RunbookShelf(IOptions<RunbooksOptions> options, ILogger<RunbookShelf> logger)
    {
        foreach (var (id, text) in Shipped()) Put(id, text, logger);
        if (options.Value.Folder.Length == 0) return;
        if (!Directory.Exists(options.Value.Folder))
        {
            RunbooksLog.Refused(logger, options.Value.Folder, "there is no such folder");
            return;
        }

        foreach (var file in Directory.EnumerateFiles(options.Value.Folder, "*" + suffix).Order().Take(filesMax))
        {
            // As many bytes as its characters can have; the parser names the rest.
            if (new FileInfo(file).Length > RunbookFile.CharsMax * 4) RunbooksLog.Refused(logger, file, "is too large");
            else Put(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file), logger);
        }
    }

    /// <summary>By id.</summary>
    public IReadOnlyList<Runbook> All =>
        [.. books.Values.Select(known => known.Book).OrderBy(book => book.Id, StringComparer.Ordinal)];

    /// <summary>Null when there is none.</summary>
    public Runbook? Find(string id) => books.GetValueOrDefault(id).Book;

    internal string TextOf(string id) => books[id].Text;

    /// <summary>The texts that ship, by id.</summary>
    internal static IEnumerable<(string Id, string Text)> Shipped()
    {
        var program = typeof(RunbookShelf).Assembly;
        foreach (var name in program.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal) || !name.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(program.GetManifestResourceStream(name)!);
            yield return (name[prefix.Length..^suffix.Length], reader.ReadToEnd());
        }
    }

    private void Put(string id, string text, ILogger logger)
    {
        if (RunbookFile.Parse(id, text, out var errors) is { } book) books[id] = (book, text);
        else RunbooksLog.Refused(
            logger, id, string.Join("; ", errors.Select(error => $"{error.Field} {error.Message}")));
    }
}
