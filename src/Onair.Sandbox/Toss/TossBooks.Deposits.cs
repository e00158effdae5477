using Onair.Sandbox.Bank;

namespace Onair.Sandbox.Toss;

internal enum DepositOutcome
{
    Deposited = 1,
    NoSuchAccount = 2,

    /// <summary>Paid already, cancelled, or past its deadline.</summary>
    NotWaiting = 3,

    /// <summary>The bank takes the exact amount or nothing: no money moved, and nobody is told.</summary>
    WrongAmount = 4,
    Undone = 5,
    NotDeposited = 6,
}

/// <summary>What the customer does at the counter of the bank, and what the bank finds out later.</summary>
internal sealed partial class TossBooks
{
    /// <param name="amount">Null: the right one.</param>
    public DepositOutcome Deposit(string key, long? amount)
    {
        lock (gate)
        {
            var now = Sweep();
            if (!payments.TryGetValue(key, out var payment) || payment.AccountNumber is null)
                return DepositOutcome.NoSuchAccount;
            if (payment.Status != TossStatus.WAITING_FOR_DEPOSIT || payment.DueDate <= now)
                return DepositOutcome.NotWaiting;
            if (amount is { } paid && paid != payment.Order.Amount) return DepositOutcome.WrongAmount;
            Move(payment, BankEntryKind.Capture, payment.Order.Amount);
            payment.Status = TossStatus.DONE;
            payment.Deposited = true;
            payment.ApprovedAt = now;
            payment.LastTransactionKey = Word("transaction", 32);
            List(payment, payment.Order.Amount, now);
            Tell(payment, deposit: true);
            return DepositOutcome.Deposited;
        }
    }

    /// <summary>
    /// The deposit was an error: DONE goes back to WAITING_FOR_DEPOSIT, and the customer has the money again. Only the
    /// deposit callback tells of it.
    /// </summary>
    public DepositOutcome UndoDeposit(string key)
    {
        lock (gate)
        {
            var now = Sweep();
            if (!payments.TryGetValue(key, out var payment) || payment.AccountNumber is null)
                return DepositOutcome.NoSuchAccount;
            if (payment.Status != TossStatus.DONE) return DepositOutcome.NotDeposited;
            Move(payment, BankEntryKind.Refund, payment.Order.Amount);
            payment.Status = TossStatus.WAITING_FOR_DEPOSIT;
            payment.Deposited = false;
            payment.ApprovedAt = null;
            Unlist(payment, now);
            Tell(payment, deposit: true);
            return DepositOutcome.Undone;
        }
    }
}
