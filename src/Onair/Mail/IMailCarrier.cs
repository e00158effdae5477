namespace Onair.Mail;

/// <summary>What became of a letter at the carrier.</summary>
/// <param name="IsTaken">True: it is on its way.</param>
/// <param name="IsForGood">True for a refusal that will stay one.</param>
/// <param name="Reason">A code, without personal data; null when it is taken.</param>
internal readonly record struct CarriedLetter(bool IsTaken, bool IsForGood, string? Reason)
{
    public static readonly CarriedLetter Taken = new(true, false, null);
}

/// <summary>How a letter leaves the house.</summary>
internal interface IMailCarrier
{
    /// <summary>Hands the letter over.</summary>
    /// <exception cref="System.IO.IOException">Weather: the same letter may be taken later.</exception>
    Task<CarriedLetter> CarryAsync(Guid id, Letter letter, CancellationToken cancel);
}
