using System.Collections.Concurrent;
using Onair.Mail;

namespace Onair.Tests.Fixtures;

/// <summary>The end of the world for letters: keeps them, or answers as a mail server might.</summary>
internal sealed class PostBox : IMailCarrier
{
    private readonly ConcurrentQueue<Letter> letters = new();

    public IReadOnlyList<Letter> Letters => [.. letters];

    /// <summary>What it answers.</summary>
    public CarriedLetter Answer { get; set; } = CarriedLetter.Taken;

    public Task<CarriedLetter> CarryAsync(Guid id, Letter letter, CancellationToken cancel)
    {
        if (Answer.IsTaken) letters.Enqueue(letter);
        return Task.FromResult(Answer);
    }
}
