using System.Text.Json;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Mail;

/// <summary>
/// Takes letters. A letter is written in the transaction that makes it necessary, and leaves after it: mail is weather.
/// </summary>
public sealed class SendMail(MailSeal seal, JobQueue jobs, TimeProvider time)
{
    /// <summary>Characters of a text: a thousand short lines; a letter names things, it does not carry them.</summary>
    public const int TextCharsMax = 32 * 1024;

    /// <summary>Letters per call.</summary>
    public const int LettersMax = 200;

    /// <summary>Seals a letter. Before the transaction, as the key may be read here.</summary>
    public async Task<SealedLetter> SealAsync(Letter letter, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(letter.Text.Length, TextCharsMax, nameof(letter));
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var text = JsonSerializer.Serialize(letter, MailJson.Default.Letter);
        return new SealedLetter(id, await seal.SealAsync(text, MailSeal.PurposeOf(id), cancel), now);
    }

    /// <summary>Adds letters in the caller's transaction. Call <see cref="Wake"/> after the commit.</summary>
    public async Task AddAsync(Transaction open, IReadOnlyList<SealedLetter> letters, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(letters.Count, LettersMax, nameof(letters));
        var round = open.Round();
        round.Write(MailStore.Add, letters);
        jobs.Enqueue(round, [.. letters.Select(l => DeliverMail.JobOf(l))]);
        await round.ExecuteAsync(cancel);
    }

    public void Wake() => jobs.Wake(DeliverMail.JobKind);
}
