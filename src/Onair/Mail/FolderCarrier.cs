using Microsoft.Extensions.Options;
using MimeKit;
using Onair.Storage;

namespace Onair.Mail;

/// <summary>A letter that lies in the folder.</summary>
/// <param name="Id">Its file's name without the ending.</param>
public sealed record FiledLetter(string Id, string To, string Subject, string Text, DateTimeOffset At);

/// <summary>Letters as <c>.eml</c> files, the newest of them: for a shop that is tried out without a server.</summary>
public sealed class FolderCarrier(IOptions<MailOptions> options, IOptions<StorageOptions> storage, TimeProvider time)
    : IMailCarrier
{
    private const string ending = ".eml";

    /// <summary>Where the files are.</summary>
    public string Folder => options.Value.Folder.Length > 0
        ? options.Value.Folder
        : Path.Combine(storage.Value.Data, "mail");

    async Task<CarriedLetter> IMailCarrier.CarryAsync(Guid id, Letter letter, CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder);
        using var message = Envelopes.Of(id, letter, options.Value.From, time.GetUtcNow());
        var path = Path.Combine(Folder, $"{id:N}{ending}");
        // Whole or not at all: a reader of the folder sees no half letter.
        await message.WriteToAsync(path + ".part", cancel);
        File.Move(path + ".part", path, overwrite: true);
        foreach (var old in Names().Skip(options.Value.FilesMax)) File.Delete(Path.Combine(Folder, old + ending));
        return CarriedLetter.Taken;
    }

    /// <summary>The newest first, at most <see cref="MailOptions.FilesMax"/>.</summary>
    public async Task<IReadOnlyList<FiledLetter>> ListAsync(CancellationToken cancel)
    {
        var letters = new List<FiledLetter>();
        foreach (var name in Names().Take(options.Value.FilesMax))
        {
            using var message = await MimeMessage.LoadAsync(Path.Combine(Folder, name + ending), cancel);
            letters.Add(new FiledLetter(
                name, message.To.ToString(), message.Subject ?? "", message.TextBody ?? "", message.Date));
        }

        return letters;
    }

    /// <summary>Ids are UUIDv7: their order is that of time.</summary>
    private IEnumerable<string> Names() => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*" + ending)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .OrderDescending(StringComparer.Ordinal)
            .ToList()
        : [];
}
