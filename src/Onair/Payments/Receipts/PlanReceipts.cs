using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Receipts;

/// <summary>A payment that captured money now.</summary>
/// <param name="Attempt">Approved.</param>
/// <param name="Window">What the provider's own window issued, if it did.</param>
/// <param name="Goods">What was sold.</param>
internal sealed record CapturedCash(Attempt Attempt, IssuedReceipt? Window, SoldGoods Goods);

/// <summary>What came of asking for a receipt. Sent as problem codes; never renumber.</summary>
public enum AskReceiptStatus
{
    /// <summary>
    /// It is issued by a job, at once or when the money is here. Asked again before that: the last word counts.
    /// </summary>
    Asked = 1,

    /// <summary>One is issued, or on its way. Nothing changed.</summary>
    AlreadyIssued = 2,

    /// <summary>
    /// Not paid in cash, or through a provider that issues none here, or nothing of it is kept. Nothing changed.
    /// </summary>
    NotApplicable = 3,

    UnknownOrder = 4,
}

/// <summary>
/// Writes which receipts there are to be, in the transaction that makes them necessary; jobs do the rest. Attempts are
/// locked by the caller.
/// </summary>
internal sealed class PlanReceipts(
    PaymentProviders providers, JobQueue jobs, IOptions<ReceiptOptions> options)
{
    private readonly ReceiptOptions options = options.Value;

    /// <summary>True when somebody here would issue a receipt for this way to pay.</summary>
    public bool IsTaken(string provider, PaymentMethod method) =>
        ReceiptRules.IsCash(method) && IssuesReceipts(provider);

    /// <summary>
    /// What customers chose with payments that are open now: kept until the money is here. No choice takes an earlier
    /// one back.
    /// </summary>
    public async Task ChooseAsync(
        Transaction open,
        IReadOnlyList<(Attempt Attempt, ReceiptChoice? Choice, string Name)> chosen,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var cash = chosen.Where(c => ReceiptRules.IsCash(c.Attempt) && IssuesReceipts(c.Attempt.Provider)).ToList();
        if (cash.Count == 0) return;
        var round = open.Round();
        CashReceiptsStore.DropAsked(
            round, [.. cash.Where(c => c.Choice is null).Select(c => c.Attempt.Id).Distinct()]);
        CashReceiptsStore.Insert(
            round,
            [
                .. cash.Where(c => c.Choice is not null).DistinctBy(c => c.Attempt.Id)
                    .Select(c => New(c.Attempt, 1, c.Choice, new SoldGoods(c.Name, 0, 0), now)),
            ]);
        await round.ExecuteAsync(cancel);
    }

    /// <summary>Payments that took money now: plans what was chosen, and what the law wants all the same.</summary>
    public async Task CapturedAsync(
        Transaction open, IReadOnlyList<CapturedCash> captured, DateTimeOffset now, CancellationToken cancel)
    {
        var cash = captured.Where(
            c => ReceiptRules.IsCash(c.Attempt) && IssuesReceipts(c.Attempt.Provider)).ToList();
        if (cash.Count == 0) return;
        var batch = await ReceiptBatch.OfAttemptsAsync(open, [.. cash.Select(c => c.Attempt)], cancel);
        var work = new List<NewJob>();
        foreach (var one in cash)
        {
            var asked = batch.Of(one.Attempt.Id).FirstOrDefault();
            // Captured before: it has its receipts.
            if (asked is not (null or { State: CashReceiptState.Asked })) continue;
            if (one.Window is { } window) Take(batch, asked, one, window, now);
            else if (asked is not null) work.Add(Plan(batch, asked, one, now));
            else if (options.SelfIssueFrom > 0 && one.Attempt.Captured >= options.SelfIssueFrom)
                work.Add(PlanSelf(batch, one, now));
        }

        await WriteAsync(open, batch, work, cancel);
    }

    /// <summary>Money went back: receipts that do not fit any more are taken back.</summary>
    public async Task RefundedAsync(
        Transaction open, IReadOnlyList<Attempt> attempts, DateTimeOffset now, CancellationToken cancel)
    {
        var cash = attempts.Where(a => ReceiptRules.IsCash(a) && IssuesReceipts(a.Provider)).ToList();
        if (cash.Count == 0) return;
        var batch = await ReceiptBatch.OfAttemptsAsync(open, cash, cancel);
        var work = new List<NewJob>();
        foreach (var receipt in cash.DistinctBy(a => a.Id).SelectMany(a => batch.Of(a.Id)))
        {
            var after = ReceiptRules.Follow(receipt, batch.WantedOf(receipt), now, now + options.Within);
            if (after is null) continue;
            batch.Change(after);
            if (after.State == CashReceiptState.Cancelling) work.Add(CancelCashReceipts.JobOf(after.Id, now));
        }

        await WriteAsync(open, batch, work, cancel);
    }

    /// <summary>A customer asks for one payment, before or after its money is here.</summary>
    public async Task<AskReceiptStatus> AskAsync(
        Transaction open,
        Attempt attempt,
        ReceiptChoice choice,
        SoldGoods goods,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        if (!ReceiptRules.IsCash(attempt) || !IssuesReceipts(attempt.Provider)) return AskReceiptStatus.NotApplicable;
        if (attempt.Captured == 0)
        {
            if (!AttemptRules.IsLiving(attempt.State)) return AskReceiptStatus.NotApplicable;
            await ChooseAsync(open, [(attempt, choice, goods.Name)], now, cancel);
            return AskReceiptStatus.Asked;
        }

        if (attempt.Refundable == 0) return AskReceiptStatus.NotApplicable;
        var batch = await ReceiptBatch.OfAttemptsAsync(open, [attempt], cancel);
        var last = batch.Of(attempt.Id).LastOrDefault();
        if (!ReceiptRules.MayAsk(last)) return AskReceiptStatus.AlreadyIssued;
        if (last is not null && ReceiptRules.IsReplaceable(last))
        {
            batch.Change(ReceiptRules.Step(last, CashReceiptState.Planned, now) with
            {
                IsSelfIssued = false,
                Purpose = choice.Purpose,
                SealedNumber = choice.SealedNumber,
                MaskedNumber = choice.MaskedNumber,
            });
            await WriteAsync(open, batch, [IssueCashReceipts.NowOf(last.Id, now)], cancel);
            return AskReceiptStatus.Asked;
        }

        var fresh = New(attempt, (last?.Place ?? 0) + 1, choice, goods, now);
        var planned = Planned(fresh, batch.WantedOf(fresh), now);
        batch.Make(planned);
        await WriteAsync(open, batch, [IssueCashReceipts.JobOf(planned.Id, now)], cancel);
        return AskReceiptStatus.Asked;
    }

    private bool IssuesReceipts(string provider) => providers.Find(provider)?.CashReceipts is not null;

    private NewJob Plan(ReceiptBatch batch, CashReceipt asked, CapturedCash one, DateTimeOffset now)
    {
        var stepped = ReceiptRules.Step(asked, CashReceiptState.Planned, now) with
        {
            OrderName = one.Goods.Name,
            CapturedVat = one.Goods.Vat,
            CapturedTaxFree = one.Goods.TaxFree,
        };
        batch.Change(Planned(stepped, batch.WantedOf(stepped), now));
        return IssueCashReceipts.JobOf(asked.Id, now);
    }

    private NewJob PlanSelf(ReceiptBatch batch, CapturedCash one, DateTimeOffset now)
    {
        var fresh = New(one.Attempt, 1, null, one.Goods, now);
        batch.Make(Planned(fresh, batch.WantedOf(fresh), now));
        return IssueCashReceipts.JobOf(fresh.Id, now + options.SelfIssueAfter);
    }

    /// <summary>The provider's window was quicker: a second receipt would be one too many.</summary>
    private static void Take(
        ReceiptBatch batch, CashReceipt? asked, CapturedCash one, IssuedReceipt window, DateTimeOffset now)
    {
        var receipt = (asked ?? New(one.Attempt, 1, null, one.Goods, now)) with
        {
            State = CashReceiptState.Issued,
            Purpose = window.Purpose,
            IsSelfIssued = false,
            CapturedVat = one.Goods.Vat,
            CapturedTaxFree = one.Goods.TaxFree,
            ProviderKey = window.Key,
            IssueNumber = window.IssueNumber,
            Url = window.Url,
        };
        var taken = receipt with { Amounts = batch.WantedOf(receipt) };
        if (asked is null) batch.Make(taken);
        else batch.Change(taken with { Version = asked.Version + 1, ChangedAt = now, SealedNumber = null });
    }

    private CashReceipt Planned(CashReceipt receipt, ReceiptAmounts wanted, DateTimeOffset now) => receipt with
    {
        State = CashReceiptState.Planned,
        Amounts = wanted,
        DueAt = now + options.Within,
    };

    private async Task WriteAsync(
        Transaction open, ReceiptBatch batch, IReadOnlyList<NewJob> work, CancellationToken cancel)
    {
        var round = open.Round();
        batch.Write(round);
        if (work.Count > 0) jobs.Enqueue(round, work);
        await round.ExecuteAsync(cancel);
    }

    private static CashReceipt New(
        Attempt attempt, int place, ReceiptChoice? choice, SoldGoods goods, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            AttemptId = attempt.Id,
            Place = place,
            OrderNumber = attempt.OrderNumber,
            OrderName = Cut(goods.Name),
            Purpose = choice?.Purpose ?? CashReceiptPurpose.IncomeDeduction,
            IsSelfIssued = choice is null,
            SealedNumber = choice?.SealedNumber,
            MaskedNumber = choice?.MaskedNumber,
            CapturedVat = goods.Vat,
            CapturedTaxFree = goods.TaxFree,
            State = CashReceiptState.Asked,
            AskedAt = now,
            ChangedAt = now,
            Version = 1,
        };

    /// <summary>On a character's border: half of a pair is no text.</summary>
    private static string Cut(string name)
    {
        const int max = CashReceipt.NameLengthMax;
        if (name.Length <= max) return name;
        return char.IsHighSurrogate(name[max - 1]) ? name[..(max - 1)] : name[..max];
    }
}
