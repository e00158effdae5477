using Onair.Jobs;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>What a browser's return from a window came to. Never renumber.</summary>
public enum ResumePaymentStatus
{
    /// <summary>The customer finished: approval is on its way.</summary>
    Resumed = 1,

    /// <summary>It came back before, or the attempt has ended meanwhile: nothing changed; look at the order.</summary>
    AlreadyResumed = 2,

    /// <summary>The customer closed the window or cancelled in it: the attempt is ended, another may begin.</summary>
    GivenUp = 3,

    /// <summary>The provider refused in its window: the attempt is ended, another may begin.</summary>
    Refused = 4,

    /// <summary>Not what this provider's window says, or about another order or merchant. Nothing changed.</summary>
    Invalid = 5,

    /// <summary>The window was paid in for another amount. Nothing changed, and nothing is approved.</summary>
    AmountDiffers = 6,

    /// <summary>No such attempt, or the token is not its own.</summary>
    UnknownAttempt = 7,
}

/// <summary>A browser that came back.</summary>
/// <param name="AttemptId">From the address.</param>
/// <param name="Token">From the address.</param>
/// <param name="Returned">Everything it brought; all of it may be forged.</param>
public sealed record ResumePayment(Guid AttemptId, string Token, BrowserReturn Returned);

/// <summary>The attempt as it was found; null when it is unknown.</summary>
public readonly record struct ResumedPayment(ResumePaymentStatus Status, Attempt? Attempt);

/// <summary>
/// Takes a browser back from a provider's window. What it says is only compared; the money moves when a worker asks the
/// provider, and not before.
/// </summary>
public sealed class ResumePayments
{
    private readonly Database database;
    private readonly PaymentProviders providers;
    private readonly WindowTokens tokens;
    private readonly AuthenticateAttempts authenticate;
    private readonly WithdrawAttempts withdraw;
    private readonly JobQueue jobs;
    private readonly TimeProvider time;

    internal ResumePayments(
        Database database,
        PaymentProviders providers,
        WindowTokens tokens,
        AuthenticateAttempts authenticate,
        WithdrawAttempts withdraw,
        JobQueue jobs,
        TimeProvider time)
    {
        this.database = database;
        this.providers = providers;
        this.tokens = tokens;
        this.authenticate = authenticate;
        this.withdraw = withdraw;
        this.jobs = jobs;
        this.time = time;
    }

    public async Task<ResumedPayment> RunAsync(ResumePayment request, CancellationToken cancel)
    {
        var attempt = tokens.IsValid(request.AttemptId, request.Token)
            ? await database.ReadAsync(open => FindAttempts.ByIdAsync(open, request.AttemptId, cancel), cancel)
            : null;
        if (attempt is null || providers.Find(attempt.Provider) is not { HasWindow: true } provider)
        {
            return new ResumedPayment(ResumePaymentStatus.UnknownAttempt, null);
        }

        var reading = provider.ReadReturn(attempt, request.Returned);
        var status = reading.Kind switch
        {
            ReturnKind.Invalid => ResumePaymentStatus.Invalid,
            ReturnKind.GivenUp => await EndAsync(attempt, reading, ResumePaymentStatus.GivenUp, cancel),
            ReturnKind.Refused => await EndAsync(attempt, reading, ResumePaymentStatus.Refused, cancel),
            ReturnKind.Authenticated => await GoOnAsync(attempt, reading, cancel),
        };
        if (status == ResumePaymentStatus.Resumed) jobs.Wake(ApprovePayments.KindOf(attempt.Provider));
        return new ResumedPayment(status, attempt);
    }

    private Task<ResumePaymentStatus> GoOnAsync(Attempt attempt, ReturnReading reading, CancellationToken cancel) =>
        database.WriteAsync(
            async open =>
            {
                var now = time.GetUtcNow();
                var given = new Authentication(attempt.Id, reading.Amount, reading.Reference, reading.Session);
                var status = (await authenticate.RunAsync(open, [given], now, cancel))[0];
                if (status == AuthenticateAttemptStatus.Authenticated)
                {
                    await jobs.EnqueueAsync(open, [ApprovePayments.JobOf(attempt, now)], cancel);
                }

                return status switch
                {
                    AuthenticateAttemptStatus.Authenticated => ResumePaymentStatus.Resumed,
                    AuthenticateAttemptStatus.AlreadyAuthenticated => ResumePaymentStatus.AlreadyResumed,
                    AuthenticateAttemptStatus.AmountDiffers => ResumePaymentStatus.AmountDiffers,
                    AuthenticateAttemptStatus.UnknownAttempt => ResumePaymentStatus.UnknownAttempt,
                };
            },
            cancel);

    private Task<ResumePaymentStatus> EndAsync(
        Attempt attempt, ReturnReading reading, ResumePaymentStatus ended, CancellationToken cancel) =>
        database.WriteAsync(
            async open => await withdraw.OneAsync(
                open, attempt.Id, reading.Code ?? "", reading.Message, time.GetUtcNow(), cancel)
                ? ended
                : ResumePaymentStatus.AlreadyResumed,
            cancel);
}
