using Onair.Sandbox.Bank;

namespace Onair.Sandbox.Inicis;

/// <summary>Everything of KG Inicis, put together.</summary>
internal sealed class InicisGateway : IAsyncDisposable
{
    public InicisGateway(SandboxOptions options, TimeProvider time, BankLedger bank)
    {
        Options = options;
        Time = time;
        Book = new InicisBook(options, bank, time);
        Notices = new InicisNotices(options, Book, time);
    }

    public SandboxOptions Options { get; }

    public TimeProvider Time { get; }

    public InicisBook Book { get; }

    public InicisNotices Notices { get; }

    /// <summary>The customer pays into an account, and the shop is told.</summary>
    /// <param name="amount">Null: the right one.</param>
    public InicisStatus Deposit(string tid, long? amount)
    {
        if (Book.Payment(tid) is not { } payment) return InicisStatus.UnknownPayment;
        var status = Book.Deposit(payment, amount);
        if (status == InicisStatus.Ok) Notices.TellDeposit(payment, null);
        return status;
    }

    public void Reset()
    {
        Book.Reset();
        Notices.Reset();
    }

    public ValueTask DisposeAsync() => Notices.DisposeAsync();
}
