namespace Onair.Mail;

/// <summary>A message to one person, as plain text: it reads everywhere and hides no pictures that look back.</summary>
/// <param name="To">One address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Lines of text; links stand alone on a line.</param>
public sealed record Letter(string To, string Subject, string Text);

/// <summary>A letter on its way into the table: nothing of it can be read.</summary>
public sealed record SealedLetter(Guid Id, string Sealed, DateTimeOffset At);
