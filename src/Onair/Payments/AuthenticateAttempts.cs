using Onair.Storage;

namespace Onair.Payments;

/// <summary>What a provider's window handed back to our return page.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="Amount">
/// As the window said it, compared with ours; null when it does not say, then the approval's answer is.
/// </param>
/// <param name="Reference">The provider's id of the payment, if it has one by now.</param>
/// <param name="Session">The token that the approval needs; at most 4,000 characters.</param>
public sealed record Authentication(Guid AttemptId, long? Amount, string? Reference, string? Session)
{
    /// <summary>Longest <see cref="Session"/>.</summary>
    public const int SessionLengthMax = 4000;
}

/// <summary>Never renumber.</summary>
public enum AuthenticateAttemptStatus
{
    /// <summary>Approval may begin.</summary>
    Authenticated = 1,

    /// <summary>It is authenticated or further already: the return page was loaded twice.</summary>
    AlreadyAuthenticated = 2,

    /// <summary>The window was opened with another amount: not ours, or tampered with. Nothing changed.</summary>
    AmountDiffers = 3,

    UnknownAttempt = 4,
}

/// <summary>The customer came back from the provider's window: keeps what the approval will need.</summary>
public sealed class AuthenticateAttempts
{
    /// <summary>One answer per authentication, in their order. The first to arrive is kept.</summary>
    public async Task<IReadOnlyList<AuthenticateAttemptStatus>> RunAsync(
        Transaction open, IReadOnlyList<Authentication> authentications, DateTimeOffset now, CancellationToken cancel)
    {
        var batch = await AttemptBatch.LockAsync(open, authentications.Select(a => a.AttemptId), cancel);
        var answers = new AuthenticateAttemptStatus[authentications.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Decide(batch, authentications[i], now.ToStored());
        await batch.WriteAsync(open, cancel);
        return answers;
    }

    private static AuthenticateAttemptStatus Decide(AttemptBatch batch, Authentication given, DateTimeOffset now)
    {
        if (given.Session is not null) Bounds.CheckText(given.Session, Authentication.SessionLengthMax);
        if (batch.Find(given.AttemptId) is not { } attempt) return AuthenticateAttemptStatus.UnknownAttempt;
        if (given.Amount is { } amount && amount != attempt.Amount) return AuthenticateAttemptStatus.AmountDiffers;
        var step = batch.Apply(
            attempt, AttemptEvent.Authenticated, now, null,
            a => a with { ProviderReference = given.Reference, Session = given.Session });
        return step.Status == AttemptStepStatus.Moved
            ? AuthenticateAttemptStatus.Authenticated
            : AuthenticateAttemptStatus.AlreadyAuthenticated;
    }
}
