using Onair.Sandbox.Bank;
using Onair.Sandbox.Windows;

namespace Onair.Sandbox.Toss;

/// <summary>
/// All payments of the gateway, and every change of one: under one gate, together with the bank's entry and the news to
/// the shop, so that none of the three can stand alone. Nothing waits inside.
/// </summary>
internal sealed partial class TossBooks(
    ulong seed, TimeProvider time, BankLedger bank, TossWebhooks webhooks) : IDisposable
{
    public const string Provider = "toss";

    /// <summary>
    /// A kilobyte each. The oldest is forgotten for a new one, as the provider's test environment forgets; a simulation
    /// of 100,000 payments forgets none.
    /// </summary>
    public const int PaymentsMax = 200_000;

    /// <summary>Each payment and its cancels; the oldest fifth goes when it is full.</summary>
    public const int TransactionsMax = 500_000;

    /// <summary>A window stands open this long.</summary>
    public static readonly TimeSpan WindowLife = TimeSpan.FromMinutes(30);

    /// <summary>After authentication, confirm must come within this.</summary>
    public static readonly TimeSpan ConfirmLife = TimeSpan.FromMinutes(10);

    private const long cardMin = 100;
    private const long accountMin = 200;

    /// <summary>An order of this and a number of <see cref="TossErrors"/> more is refused with that code.</summary>
    public const long MagicAmount = 9_000_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, TossPayment> payments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TossPayment> orders = new(StringComparer.Ordinal);
    private readonly Queue<TossPayment> byAge = new();
    private readonly List<TossTransaction> transactions = [];
    private readonly Dictionary<string, int> transactionPlaces = new(StringComparer.Ordinal);

    // Both clocks run equally long for every payment, so that the first in is the first to end.
    private readonly Queue<(DateTimeOffset Due, TossPayment Payment)> windows = new();
    private readonly Queue<(DateTimeOffset Due, TossPayment Payment)> sessions = new();
    private ITimer? sweep;
    private DateTimeOffset? sweepDue;
    private long made;

    /// <summary>The newest last; for the control API.</summary>
    public IReadOnlyList<TossPayment> Newest(int limit)
    {
        lock (gate)
        {
            Sweep();
            return [.. byAge.Skip(Math.Max(0, byAge.Count - limit))];
        }
    }

    public TossPayment? Peek(string key)
    {
        lock (gate)
        {
            Sweep();
            return payments.GetValueOrDefault(key);
        }
    }

    public int Count
    {
        get { lock (gate) return payments.Count; }
    }

    /// <summary>A window opens: READY.</summary>
    /// <returns>The payment, or a code.</returns>
    public (TossPayment? Payment, string? Code) Open(TossOrder order)
    {
        if (order.Amount <= 0 || !TossFields.IsOrderId(order.OrderId) || !TossFields.IsOrderName(order.OrderName))
            return (null, "INVALID_REQUEST");
        lock (gate)
        {
            var now = Sweep();
            if (IsTaken(order.OrderId, null)) return (null, "DUPLICATED_ORDER_ID");
            var payment = Keep(order, now);
            windows.Enqueue((now + WindowLife, payment));
            Arm();
            return (payment, null);
        }
    }

    /// <summary>The customer has proved to be himself: IN_PROGRESS, and the shop has ten minutes.</summary>
    public string? Authenticate(string key, InventedCard? card, InventedBank? inBank)
    {
        lock (gate)
        {
            var now = Sweep();
            var payment = payments.GetValueOrDefault(key);
            if (payment?.Status != TossStatus.READY) return "NOT_FOUND_PAYMENT_SESSION";
            payment.AuthenticatedAt = now;
            payment.Status = TossStatus.IN_PROGRESS;
            payment.Card = payment.Order.Method == TossMethod.CARD ? card ?? InventedCards.First : null;
            payment.Bank = payment.Order.Method is TossMethod.TRANSFER or TossMethod.VIRTUAL_ACCOUNT
                ? inBank ?? InventedBanks.All[0]
                : null;
            sessions.Enqueue((now + ConfirmLife, payment));
            Arm();
            return null;
        }
    }

    /// <summary>Authentication failed: ABORTED, and the shop is told.</summary>
    public string? Abort(string key, string code)
    {
        lock (gate)
        {
            Sweep();
            var payment = payments.GetValueOrDefault(key);
            if (payment?.Status != TossStatus.READY) return "NOT_FOUND_PAYMENT_SESSION";
            End(payment, TossStatus.ABORTED, TossErrors.Of(code));
            return null;
        }
    }

    /// <summary>Money moves here, or an account is given out.</summary>
    public TossAnswer Confirm(
        TossCaller caller, string? paymentKey, string? orderId, long? amount)
    {
        if (string.IsNullOrEmpty(paymentKey) || string.IsNullOrEmpty(orderId) || amount is null)
            return caller.Error("INVALID_REQUEST");
        lock (gate)
        {
            var now = Sweep();
            if (!payments.TryGetValue(paymentKey, out var payment)) return caller.Error("NOT_FOUND_PAYMENT");
            if (!caller.Keys.IsPair(payment.Order.ClientKey, caller.SecretKey)) return caller.Error("INVALID_API_KEY");
            if (payment.Order.OrderId != orderId || payment.Order.Amount != amount)
                return caller.Error("INVALID_REQUEST");
            if (payment.Status is TossStatus.READY or TossStatus.EXPIRED)
                return caller.Error("NOT_FOUND_PAYMENT_SESSION");
            if (payment.Status != TossStatus.IN_PROGRESS) return caller.Error("ALREADY_PROCESSED_PAYMENT");
            if (IsTaken(orderId, payment)) return caller.Error("DUPLICATED_ORDER_ID");
            if (Refusal(payment) is { } refusal)
            {
                if (refusal.Ends) End(payment, TossStatus.ABORTED, refusal);
                return TossAnswer.Error(refusal, caller.English);
            }

            if (payment.Order.Method == TossMethod.VIRTUAL_ACCOUNT) GiveAccount(payment, now);
            else Approve(payment, now);
            return View(payment, caller, now);
        }
    }

    /// <summary>A virtual account without a window.</summary>
    public TossAnswer Issue(TossCaller caller, TossOrder order, InventedBank inBank, DateTimeOffset? due)
    {
        lock (gate)
        {
            var now = Sweep();
            if (IsTaken(order.OrderId, null)) return caller.Error("DUPLICATED_ORDER_ID");
            if (order.Amount < accountMin) return caller.Error("BELOW_MINIMUM_AMOUNT");
            if (due <= now || due > now.AddHours(TossOrder.ValidHoursMax)) return caller.Error("INVALID_REQUEST");
            var payment = Keep(order, now);
            payment.AuthenticatedAt = now;
            payment.Bank = inBank;
            GiveAccount(payment, now);
            payment.DueDate = due ?? payment.DueDate;
            return View(payment, caller, now);
        }
    }

    public TossAnswer Find(TossCaller caller, string key, bool byOrder)
    {
        lock (gate)
        {
            var now = Sweep();
            var payment = (byOrder ? orders : payments).GetValueOrDefault(key);
            return payment is null ? caller.Error("NOT_FOUND_PAYMENT") : View(payment, caller, now);
        }
    }

    public TossAnswer Cancel(TossCaller caller, string key, TossCancelRequest request)
    {
        lock (gate)
        {
            var now = Sweep();
            if (!payments.TryGetValue(key, out var payment)) return caller.Error("NOT_FOUND_PAYMENT");
            if (TossCancels.Refuse(payment, request, TossCancels.Refuse(request.Receiver), now) is { } code)
                return caller.Error(code);
            var amount = request.Amount ?? payment.Balance;
            // The provider books a full cancel's tax-free part by itself.
            var taxFree = amount == payment.Balance ? payment.TaxFreeBalance : request.TaxFree;
            var wasPaid = payment.Status != TossStatus.WAITING_FOR_DEPOSIT;
            if (wasPaid) Move(payment, BankEntryKind.Refund, amount);
            var isFirst = payment.Cancels.Count == 0;
            payment.Balance -= amount;
            payment.TaxFreeBalance -= taxFree;
            payment.RefundReceiver = request.Receiver ?? payment.RefundReceiver;
            // Measured by others: once partial, always partial, even when nothing is left.
            payment.Status = isFirst && payment.Balance == 0 ? TossStatus.CANCELED : TossStatus.PARTIAL_CANCELED;
            payment.LastTransactionKey = Word("transaction", 32);
            payment.Add(new TossCancel(
                amount, request.Reason!, taxFree, payment.Balance, now, payment.LastTransactionKey));
            if (wasPaid) List(payment, amount, now);
            Tell(payment, deposit: payment.AccountNumber is not null);
            return View(payment, caller, now);
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            payments.Clear();
            orders.Clear();
            byAge.Clear();
            transactions.Clear();
            transactionPlaces.Clear();
            windows.Clear();
            sessions.Clear();
            receipts.Clear();
        }
    }

    public void Dispose() => sweep?.Dispose();

    private static TossError? Refusal(TossPayment payment)
    {
        var order = payment.Order;
        if (order.Amount < (order.Method == TossMethod.CARD ? cardMin : accountMin))
            return TossErrors.Of("BELOW_MINIMUM_AMOUNT");
        if (order.Amount > MagicAmount && order.Amount <= MagicAmount + TossErrors.All.Count)
            return TossErrors.All[(int)(order.Amount - MagicAmount) - 1];
        if (payment.Card is not { } card) return null;
        return card.Refusal switch
        {
            CardRefusal.None => null,
            CardRefusal.InsufficientFunds => TossErrors.Of("REJECT_CARD_PAYMENT"),
            CardRefusal.OverLimit => TossErrors.Of("EXCEED_MAX_AMOUNT"),
            CardRefusal.LostOrStolen => TossErrors.Of("INVALID_CARD_LOST_OR_STOLEN"),
            CardRefusal.Stopped => TossErrors.Of("INVALID_STOPPED_CARD"),
            CardRefusal.Company => TossErrors.Of("REJECT_CARD_COMPANY"),
        };
    }

    /// <summary>An order id is good for one approval; windows may be opened again until then.</summary>
    private bool IsTaken(string orderId, TossPayment? by) =>
        orders.TryGetValue(orderId, out var first) && !ReferenceEquals(first, by)
        && (first.ApprovedAt is not null || first.AccountNumber is not null);

    private void Approve(TossPayment payment, DateTimeOffset now)
    {
        Move(payment, BankEntryKind.Capture, payment.Order.Amount);
        orders[payment.Order.OrderId] = payment;
        payment.Status = TossStatus.DONE;
        payment.ApprovedAt = now;
        payment.ApproveNumber = (Seeded.Number(seed, "approval", ++made) % 100_000_000).ToString("D8");
        payment.LastTransactionKey = Word("transaction", 32);
        List(payment, payment.Order.Amount, now);
        Tell(payment, deposit: false);
    }

    private void GiveAccount(TossPayment payment, DateTimeOffset now)
    {
        orders[payment.Order.OrderId] = payment;
        payment.Status = TossStatus.WAITING_FOR_DEPOSIT;
        payment.Secret = "ps_" + Word("secret", 20);
        payment.DueDate = now.AddHours(payment.Order.ValidHours);
        payment.LastTransactionKey = Word("transaction", 32);
        // As in the provider's test environment: the X keeps anybody from paying in.
        payment.AccountNumber = "X" + (Seeded.Number(seed, "account", ++made) % 10_000_000_000_000).ToString("D13");
    }

    private void Move(TossPayment payment, BankEntryKind kind, long amount) =>
        bank.Enter(Provider, TossJson.Merchant, payment.Order.OrderId, payment.Key, kind, amount);

    private void End(TossPayment payment, TossStatus status, TossError? failure)
    {
        payment.Status = status;
        payment.Failure = failure;
        Tell(payment, deposit: false);
    }

    private TossPayment Keep(TossOrder order, DateTimeOffset now)
    {
        if (payments.Count == PaymentsMax)
        {
            var oldest = byAge.Dequeue();
            payments.Remove(oldest.Key);
            if (ReferenceEquals(orders.GetValueOrDefault(oldest.Order.OrderId), oldest))
                orders.Remove(oldest.Order.OrderId);
        }

        var payment = new TossPayment("sb" + Word("payment", 24), order, now);
        payments.Add(payment.Key, payment);
        byAge.Enqueue(payment);
        orders[order.OrderId] = payment;
        return payment;
    }

    private string Word(string kind, int length) => Seeded.Word(seed, kind, ++made, length);

    private static TossAnswer View(TossPayment payment, TossCaller caller, DateTimeOffset now) =>
        TossAnswer.Ok(json => TossJson.Write(json, payment, now, caller.Skew));

    private void Tell(TossPayment payment, bool deposit)
    {
        if (payment.Status != TossStatus.WAITING_FOR_DEPOSIT) webhooks.TellStatus(payment);
        if (deposit) webhooks.TellDeposit(payment);
    }

    /// <summary>Ends what has run out. No news for an account whose deadline passed: the provider sends none.</summary>
    private DateTimeOffset Sweep()
    {
        var now = time.GetUtcNow();
        while (windows.TryPeek(out var window) && window.Due <= now)
        {
            windows.Dequeue();
            if (window.Payment.Status == TossStatus.READY) End(window.Payment, TossStatus.EXPIRED, null);
        }

        while (sessions.TryPeek(out var session) && session.Due <= now)
        {
            sessions.Dequeue();
            if (session.Payment.Status == TossStatus.IN_PROGRESS) End(session.Payment, TossStatus.EXPIRED, null);
        }

        return now;
    }

    /// <summary>EXPIRED is told when it happens, although nobody asks.</summary>
    private void Arm()
    {
        DateTimeOffset? due = windows.TryPeek(out var window) ? window.Due : null;
        if (sessions.TryPeek(out var session) && !(session.Due >= due)) due = session.Due;
        if (due is null || due == sweepDue) return;
        sweepDue = due;
        sweep ??= time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var wait = due.Value - time.GetUtcNow();
        sweep.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        lock (gate)
        {
            sweepDue = null;
            Sweep();
            Arm();
        }
    }
}
