using Onair.Sandbox.Bank;
using Onair.Sandbox.Windows;

namespace Onair.Sandbox.Inicis;

/// <summary>
/// The gateway's memory and all its decisions. One lock: a payment changes and the bank is told in the same breath, so
/// that an approval and a net cancel that meet have one order.
/// </summary>
internal sealed class InicisBook(SandboxOptions options, BankLedger bank, TimeProvider time)
{
    /// <summary>About 1 KB each with its payment: a simulation of 100,000 payments, each tried twice.</summary>
    public const int WindowsMax = 200_000;

    public const string Provider = "inicis";
    private const int tokenLength = 32;
    private static readonly string[] centers = ["fc", "ks"];
    private static readonly TimeSpan accountLifetime = TimeSpan.FromDays(3);

    private readonly Lock gate = new();
    private readonly Dictionary<string, InicisWindow> windows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InicisWindow> tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InicisPayment> payments = new(StringComparer.Ordinal);
    private long made;

    public InicisSettings Settings { get; set; } = new();

    /// <returns>Null: the book is full.</returns>
    public InicisWindow? Open(InicisRequest request)
    {
        lock (gate)
        {
            if (windows.Count == WindowsMax) return null;
            var center = Settings.Center ?? centers[windows.Count % centers.Length];
            var window = new InicisWindow(request, Word("window", ++made), center, time.GetUtcNow());
            windows.Add(window.Id, window);
            return window;
        }
    }

    /// <summary>An open window, or null.</summary>
    public InicisWindow? Find(string id)
    {
        lock (gate)
            return windows.GetValueOrDefault(id) is { State: InicisWindowState.Open } window
                && time.GetUtcNow() - window.OpenedAt < InicisWindow.Lifetime ? window : null;
    }

    /// <summary>The customer pressed the button: a token goes out.</summary>
    /// <returns>False: the window is no longer open.</returns>
    public bool Authenticate(InicisWindow window, InventedCard? card, InventedBank? account)
    {
        lock (gate)
        {
            if (window.State != InicisWindowState.Open) return false;
            window.Card = card ?? InventedCards.First;
            window.Bank = account ?? InventedBanks.All[0];
            window.AuthenticatedAt = time.GetUtcNow();
            window.State = InicisWindowState.Authenticated;
            // Base64 as the gateway's: a shop that does not escape it loses the plus sign.
            window.Token = window.Request.Door == InicisDoor.Pc
                ? $"{Word("token", ++made)}+/{window.Id}=="
                : Tid(window.Request, ++made);
            tokens.Add(window.Token, window);
            return true;
        }
    }

    /// <param name="center">The data centre that was asked.</param>
    /// <param name="price">What the shop says it should cost; null: it does not say.</param>
    public (InicisStatus Status, InicisPayment? Payment) Approve(
        InicisDoor door, string token, string center, string? price)
    {
        lock (gate)
        {
            if (!TryFind(door, token, out var window)) return (InicisStatus.UnknownToken, null);
            if (window.Center != center) return (InicisStatus.WrongCenter, null);
            if (price is not null && price != Won(window.Request.Price)) return (InicisStatus.WrongAmount, null);
            if (window.State == InicisWindowState.NetCanceled) return (InicisStatus.NetCanceled, null);
            if (window.State != InicisWindowState.Authenticated) return (InicisStatus.TokenUsed, null);
            var now = time.GetUtcNow();
            if (now - window.AuthenticatedAt >= InicisWindow.TokenLifetime) return (InicisStatus.TokenExpired, null);
            var refusal = window.Request.Method == InicisMethod.Card ? Refusal(window.Card) : InicisStatus.Ok;
            if (refusal != InicisStatus.Ok)
            {
                window.State = InicisWindowState.Refused;
                return (refusal, null);
            }

            return (InicisStatus.Ok, Capture(window, now));
        }
    }

    /// <summary>
    /// Takes back what was approved, or keeps it from being approved. Said twice, it is done once. Money that came into
    /// an account is no approval any more: it has to be refunded.
    /// </summary>
    public InicisStatus NetCancel(InicisDoor door, string token, string center, long? price, string? orderId)
    {
        lock (gate)
        {
            if (!TryFind(door, token, out var window)) return InicisStatus.UnknownToken;
            if (window.Center != center) return InicisStatus.WrongCenter;
            if (price is { } won && won != window.Request.Price) return InicisStatus.WrongAmount;
            if (orderId is not null && orderId != window.Request.OrderId) return InicisStatus.BadField;
            if (window.Payment is { IsCanceled: false } payment)
            {
                if (payment is { Account: not null, IsCaptured: true } || payment.Parts.Count > 0)
                    return InicisStatus.TooLateToNetCancel;
                Return(payment, payment.Remaining);
            }

            window.State = InicisWindowState.NetCanceled;
            return InicisStatus.Ok;
        }
    }

    /// <summary>The whole transaction; what is left after a part goes back as a part too.</summary>
    public InicisStatus Refund(InicisPayment payment)
    {
        lock (gate)
        {
            if (payment.IsCanceled) return InicisStatus.AlreadyCanceled;
            if (payment.Parts.Count > 0) return InicisStatus.HasParts;
            Return(payment, payment.Remaining);
            return InicisStatus.Ok;
        }
    }

    /// <summary>
    /// A part. The two amounts together must be what remained: a request that is sent again says a remainder that is
    /// no longer true, and is refused.
    /// </summary>
    /// <param name="amount">Won that go back.</param>
    /// <param name="remainder">Won that remain afterwards.</param>
    public (InicisStatus Status, InicisPart? Part) RefundPart(InicisPayment payment, long amount, long remainder)
    {
        lock (gate)
        {
            if (payment.IsCanceled) return (InicisStatus.AlreadyCanceled, null);
            if (!payment.IsCaptured) return (InicisStatus.NotDeposited, null);
            if (payment.Window.Request.Method == InicisMethod.Phone) return (InicisStatus.PartNotPossible, null);
            if (amount <= 0 || remainder < 0 || payment.Remaining - amount != remainder)
                return (InicisStatus.WrongRemainder, null);
            var part = new InicisPart(
                Tid(payment.Window.Request, ++made), amount, remainder, payment.Parts.Count + 1, time.GetUtcNow());
            payment.AddPart(part);
            Return(payment, amount);
            return (InicisStatus.Ok, part);
        }
    }

    /// <summary>Money arrives in a virtual account: all of it, or the bank takes none.</summary>
    /// <param name="amount">Null: the right one.</param>
    public InicisStatus Deposit(InicisPayment payment, long? amount)
    {
        lock (gate)
        {
            if (payment.Account is null) return InicisStatus.WrongMethod;
            if (payment.IsCanceled) return InicisStatus.AlreadyCanceled;
            if (payment.IsCaptured) return InicisStatus.AlreadyDeposited;
            var now = time.GetUtcNow();
            if (now >= payment.Due) return InicisStatus.AccountExpired;
            if (amount is { } won && won != payment.Price) return InicisStatus.WrongAmount;
            Enter(payment, BankEntryKind.Capture, payment.Price);
            payment.Remaining = payment.Price;
            payment.IsCaptured = true;
            payment.DepositedAt = now;
            return InicisStatus.Ok;
        }
    }

    public InicisPayment? Payment(string tid)
    {
        lock (gate) return payments.GetValueOrDefault(tid);
    }

    public InicisSeen See(InicisPayment payment)
    {
        lock (gate)
        {
            return new InicisSeen(
                payment.Status(Settings.PartsStay), payment.Remaining, payment.CanceledAt, [.. payment.Parts]);
        }
    }

    /// <summary>In the order of approval, at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<InicisPayment> Newest(int limit)
    {
        lock (gate) return [.. payments.Values.TakeLast(limit)];
    }

    public int WindowCount
    {
        get { lock (gate) return windows.Count; }
    }

    public void Reset()
    {
        lock (gate)
        {
            windows.Clear();
            tokens.Clear();
            payments.Clear();
            Settings = new InicisSettings();
        }
    }

    public static string Won(long amount) => amount.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private bool TryFind(InicisDoor door, string token, out InicisWindow window) =>
        tokens.TryGetValue(token, out window!) && window.Request.Door == door;

    private InicisPayment Capture(InicisWindow window, DateTimeOffset now)
    {
        var number = ++made;
        var isAccount = window.Request.Method == InicisMethod.VirtualAccount;
        // A mobile payment keeps the name that it had in the window.
        var tid = window.Request.Door == InicisDoor.Mobile ? window.Token : Tid(window.Request, number);
        var payment = new InicisPayment(window, tid, Digits("approval", number, 8), now)
        {
            Account = isAccount ? Digits("account", number, 14) : null,
            Due = window.Request.Due ?? now + accountLifetime,
        };
        if (!isAccount)
        {
            Enter(payment, BankEntryKind.Capture, payment.Price);
            payment.Remaining = payment.Price;
            payment.IsCaptured = true;
        }

        payments.Add(tid, payment);
        window.Payment = payment;
        window.State = InicisWindowState.Approved;
        return payment;
    }

    private void Return(InicisPayment payment, long amount)
    {
        if (amount > 0) Enter(payment, BankEntryKind.Refund, amount);
        payment.Remaining -= amount;
        if (payment.Remaining > 0) return;
        payment.IsCanceled = true;
        payment.CanceledAt = time.GetUtcNow();
    }

    private void Enter(InicisPayment payment, BankEntryKind kind, long amount) =>
        bank.Enter(Provider, options.InicisMid, payment.Window.Request.OrderId, payment.Tid, kind, amount);

    private static InicisStatus Refusal(InventedCard card) => card.Refusal switch
    {
        CardRefusal.None => InicisStatus.Ok,
        CardRefusal.InsufficientFunds => InicisStatus.InsufficientFunds,
        CardRefusal.OverLimit => InicisStatus.OverLimit,
        CardRefusal.LostOrStolen => InicisStatus.LostOrStolen,
        CardRefusal.Stopped => InicisStatus.Stopped,
        CardRefusal.Company => InicisStatus.CompanyRefused,
    };

    /// <summary>Door, method, merchant, the time in Seoul, a number: 40 characters.</summary>
    private string Tid(InicisRequest request, long number) =>
        Tid(request.Door == InicisDoor.Pc ? "Stdpay" : "INIMX_", request, number);

    /// <summary>The bank's message about a deposit has a number of its own.</summary>
    public string NoticeTid(InicisPayment payment)
    {
        lock (gate) return Tid("ININPG", payment.Window.Request, ++made);
    }

    private string Tid(string door, InicisRequest request, long number)
    {
        var tag = request.Method switch
        {
            InicisMethod.Card => "CARD",
            InicisMethod.Transfer => "DBNK",
            InicisMethod.VirtualAccount => "VBNK",
            InicisMethod.Phone => "HPP_",
        };
        return $"{door}{tag}{options.InicisMid,-10}{Kst.Of(time.GetUtcNow()):yyyyMMddHHmmss}{number % 1_000_000:D6}"
            .Replace(' ', '0');
    }

    private string Word(string name, long number) =>
        Seeded.Word(options.Seed, "inicis." + name, number, tokenLength);

    private string Digits(string name, long number, int length) =>
        (Seeded.Number(options.Seed, "inicis." + name, number) % (ulong)Math.Pow(10, length))
            .ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(length, '0');
}
