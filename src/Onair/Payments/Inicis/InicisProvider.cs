using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Options;

namespace Onair.Payments.Inicis;

/// <summary>
/// KG Inicis: the web standard window for PCs, the mobile window, and INIAPI. Nothing in it has an idempotency key:
/// what keeps money from moving twice is the order id, the one-shot token, the transaction id, and, for refunds,
/// <see cref="InicisRefunds"/>.
/// </summary>
internal sealed class InicisProvider(
    InicisWire wire, InicisKeys keys, InicisCenters centers, IOptions<InicisOptions> options, TimeProvider time)
    : IPaymentProvider
{
    public const string InicisName = "inicis";

    private readonly InicisOptions set = options.Value;
    private readonly Encoding charset = InicisText.Find(options.Value.Charset)!;
    private readonly IReadOnlyList<IPAddress> senders = InicisNotices.Senders(options.Value.NoticeSenders) ?? [];

    public string Name => InicisName;

    public TimeSpan SessionWindow => set.SessionWindow;

    public int ConcurrencyMax => set.ConcurrencyMax;

    public TimeSpan Timeout => set.Timeout;

    /// <summary>None while it is not configured, which keeps it out of <see cref="PaymentProviders"/>.</summary>
    public IReadOnlyList<PaymentMethod> Methods { get; } =
        options.Value.IsSet ? InicisWords.Methods(options.Value.Methods) ?? [] : [];

    public bool HasWindow => true;

    /// <summary>
    /// INIAPI has receipts, but the fields of its request are not in our sources, and one that is guessed would file
    /// wrong numbers with the tax office.
    /// </summary>
    public ICashReceipts? CashReceipts => null;

    public NoticeReplies Replies => InicisNotices.Replies;

    public Task<BrowserStep> PrepareAsync(Attempt attempt, WindowRequest window, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return Task.FromResult(window.IsMobile
            ? InicisWindow.Mobile(set, keys, attempt, window, now)
            : InicisWindow.Pc(set, keys, attempt, window, now));
    }

    public ReturnReading ReadReturn(Attempt attempt, BrowserReturn returned) =>
        InicisReturn.Read(set, centers, attempt, returned);

    public NoticeReading ReadNotice(ProviderNotice notice) => InicisNotices.Read(set, senders, notice);

    public async Task<ProviderAnswer> ApproveAsync(Attempt attempt, int tries, CancellationToken cancel)
    {
        if (Find(attempt) is not ({ } session, { } center)) return ProviderAnswer.Declined("SESSION_MISSING");
        try
        {
            if (session.IsMobile)
            {
                var said = await wire.ApproveMobileAsync(center.MobileApproval, session.Token, cancel);
                return InicisAnswers.OfMobileApproval(set.Mid, InicisMessage.Read(said, charset));
            }

            var (timestamp, body) = await wire.PostPcAsync(center.PcApproval, session.Token, attempt.Amount, cancel);
            return InicisAnswers.OfPcApproval(set.Mid, timestamp, InicisMessage.Read(body, charset));
        }
        catch (Exception error) when (ProviderHttp.WasNotSent(error))
        {
            return ProviderAnswer.Passing("NOT_SENT");
        }
    }

    public async Task<ProviderAnswer> QueryAsync(Attempt attempt, CancellationToken cancel)
    {
        // INIAPI answers by transaction id only, and the PC window gives none before its approval's answer.
        if (attempt.ProviderReference is not { } tid) return ProviderAnswer.Unanswerable();
        var askedAt = time.GetUtcNow();
        return InicisAnswers.OfInquiry(attempt, await wire.InquireAsync(tid, cancel), askedAt);
    }

    public async Task<ProviderAnswer> NetCancelAsync(Attempt attempt, CancellationToken cancel)
    {
        if (Find(attempt) is not ({ } session, { } center)) return ProviderAnswer.Unknown("SESSION_MISSING");
        if (attempt is { DepositUntil: not null, ProviderReference: { } tid })
        {
            // Money that came into an account is no approval to be undone: it is a capture, and is refunded.
            var said = await wire.InquireAsync(tid, cancel);
            if (said is null) return ProviderAnswer.Unknown("INQUIRY_FAILED");
            if (said.IsPaid) return InicisAnswers.OfInquiry(attempt, said, time.GetUtcNow());
            if (said.IsOver) return ProviderAnswer.NetCanceled();
        }

        var body = session.IsMobile
            ? await wire.NetCancelMobileAsync(center.MobileNetCancel, session.Token, attempt, cancel)
            : (await wire.PostPcAsync(center.PcNetCancel, session.Token, attempt.Amount, cancel)).Body;
        return InicisAnswers.OfNetCancel(body, InicisMessage.Read(body, charset));
    }

    public async Task<RefundAnswer> CancelAsync(Attempt attempt, Refund refund, CancellationToken cancel)
    {
        if (attempt.ProviderReference is not { } tid) return new(RefundAnswerKind.Again, Code: "REFERENCE_MISSING");
        if (attempt.Method == PaymentMethods.Word(PaymentMethod.VirtualAccount) && refund.Account is null)
            return new RefundAnswer(RefundAnswerKind.Again, Code: "REFUND_ACCOUNT_MISSING");

        // Every call may be a repeated one, for all that a stateless provider can know: it asks first, always.
        if (await wire.InquireAsync(tid, cancel) is not { } before)
            return new RefundAnswer(RefundAnswerKind.Again, Code: "INQUIRY_FAILED");
        var (step, why) = InicisRefunds.Decide(attempt, refund, before, set.TrustConfirmPrice);
        if (step == RefundStep.Done) return new(RefundAnswerKind.Done, tid);
        if (step == RefundStep.Wait) return new(RefundAnswerKind.Again, Code: why);

        var said = await wire.RefundAsync(attempt, refund, cancel);
        if (said is not null && InicisCodes.OfRefund(said["resultCode"]) == InicisOutcome.Success)
            return new RefundAnswer(RefundAnswerKind.Done, said["tid"] ?? tid);

        // A refusal is not believed either, not even "already done": what remains decides.
        var after = await wire.InquireAsync(tid, cancel);
        return after is not null
            && InicisRefunds.Decide(attempt, refund, after, trustsConfirmPrice: false).Step == RefundStep.Done
                ? new RefundAnswer(RefundAnswerKind.Done, tid)
                : new RefundAnswer(
                    RefundAnswerKind.Again, Code: ProviderAnswer.CutCode(CodeOf(said)) ?? "ANSWER_BROKEN");
    }

    /// <summary>There is no listing: each attempt that has a transaction is asked about.</summary>
    public async Task<ProviderStatement> ReadStatementAsync(StatementRequest request, CancellationToken cancel)
    {
        var movements = new ConcurrentBag<ProviderMovement>();
        await Parallel.ForEachAsync(
            request.Ours.Where(a => a is { ProviderReference: not null, Captured: > 0 }),
            new ParallelOptions { MaxDegreeOfParallelism = set.StatementConcurrencyMax, CancellationToken = cancel },
            async (attempt, stopping) =>
            {
                var said = await wire.InquireAsync(attempt.ProviderReference!, stopping);
                // A statement with a hole is worse than none.
                if (said is not { Remaining: { } remaining })
                    throw new InvalidDataException($"The gateway does not tell all of attempt {attempt.Id}.");
                movements.Add(Movement(said, StatementKind.Capture, said.Price, attempt.ApprovedAt!.Value));
                if (remaining < said.Price)
                    movements.Add(Movement(said, StatementKind.Refund, said.Price - remaining, attempt.ChangedAt));
            });
        return new ProviderStatement([.. movements.OrderBy(m => m.Key, StringComparer.Ordinal)], IsListing: false);
    }

    public Task<IReadOnlyList<ProviderSettlement>?> ReadSettlementsAsync(
        DateOnly from, DateOnly until, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ProviderSettlement>?>(null);

    /// <summary>Of a refusal: the result itself only says that it failed.</summary>
    private static string? CodeOf(InicisMessage? said) => said?["detailResultCode"] ?? said?["resultCode"];

    private static ProviderMovement Movement(
        InicisInquiry said, StatementKind kind, long amount, DateTimeOffset at) => new(
            kind == StatementKind.Capture ? said.Tid : said.Tid + ":back", said.Tid, said.Oid, kind, amount, at);

    private (InicisSession? Session, InicisAddresses? Center) Find(Attempt attempt)
    {
        var session = InicisSession.Parse(attempt.Session);
        return (session, session is null ? null : centers.Find(session.Center));
    }
}
