using Onair.Orders;
using Onair.Payments;
using Onair.Sandbox;
using Onair.Sandbox.Bank;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Simulation.Storm;

/// <summary>The end of a storm: every order against the bank's own ledger.</summary>
internal static class StormBooks
{
    /// <summary>The session window of ten minutes, and two sweeps of a minute.</summary>
    private static readonly TimeSpan unknownMax = TimeSpan.FromMinutes(12);

    /// <summary>
    /// A payment that KG Inicis cannot be asked about ends by a net cancel after its session. One call in seven fails
    /// here, and the storm's clock goes on by up to a minute and a half before the next: five failures in a row happen
    /// to one of 16,000 such payments.
    /// </summary>
    private static readonly TimeSpan unknownMaxInicis = TimeSpan.FromMinutes(20);

    public static async Task CompareAsync(
        Shop shop, SandboxHost sandbox, IReadOnlyList<Ticket> orders, StormReport report)
    {
        var named = new HashSet<(string, string)>();
        foreach (var ticket in orders)
        {
            var shown = await shop.SeeAsync(ticket);
            foreach (var attempt in shown.Attempts)
            {
                named.Add((attempt.Provider, attempt.ProviderOrderId));
                Compare(attempt, sandbox, report);
            }

            CheckOrder(shown, report);
        }

        // Money that the bank took for something that we have never heard of.
        foreach (var entry in sandbox.Bank.Read(0, int.MaxValue))
        {
            if (!named.Contains((entry.Provider, entry.OrderId))) report.Find($"the bank charged {entry.OrderId}");
            var totals = report.Of(entry.Provider);
            if (entry.Kind == BankEntryKind.Capture) totals.BankCaptured += entry.Amount;
            else totals.BankRefunded += entry.Amount;
        }
    }

    private static void Compare(Attempt attempt, SandboxHost sandbox, StormReport report)
    {
        var bank = sandbox.Bank.Of(attempt.Provider, attempt.ProviderOrderId);
        var totals = report.Of(attempt.Provider);
        totals.OursCaptured += attempt.Captured;
        totals.OursRefunded += attempt.Refunded;
        var taken = attempt.Captured;
        if (bank.Charged != taken - attempt.Refunded)
        {
            report.Find(
                $"{attempt.ProviderOrderId} {attempt.State} {attempt.FailureCode}: the bank has {bank.Charged}, "
                + $"we have {taken} - {attempt.Refunded}");
        }

        if (bank.Captures > 1) report.Find($"{attempt.ProviderOrderId} was charged {bank.Captures} times");
        // What a net cancel took back was captured at the bank and never with us.
        if (attempt.Captured == 0) totals.TakenBackUnseen += bank.Captured;

        if (AttemptRules.IsInFlight(attempt.State) || attempt.State is AttemptState.RefundPending)
            report.Find($"{attempt.ProviderOrderId} is {attempt.State} still: {attempt.FailureCode}");
        if (attempt is { BeganAt: { } began, DepositUntil: null })
        {
            var took = (attempt.ApprovedAt ?? attempt.ChangedAt) - began;
            if (took > report.LongestUnknown) report.LongestUnknown = took;
            if (took > (attempt.Provider == StormCustomer.Inicis ? unknownMaxInicis : unknownMax))
                report.Find($"{attempt.ProviderOrderId} at {attempt.Provider} had no outcome for {took}");
            if (took >= TimeSpan.FromSeconds(1)) report.Unknowns++;
        }
    }

    private static void CheckOrder(ShownOrder shown, StormReport report)
    {
        var approved = shown.Attempts.Count(a => a.State == AttemptState.Approved);
        if (approved > 1) report.Find($"{shown.Order.Number} has {approved} approved attempts");
        if (shown.Order.Status == OrderStatus.Placed) report.Find($"{shown.Order.Number} is placed still");
        var kept = shown.Attempts.Sum(a => a.Captured - a.Refunded);
        if (kept != shown.Order.Owed) report.Find($"{shown.Order.Number} keeps {kept}, owed are {shown.Order.Owed}");
        if (OrderRules.IsPaid(shown.Order.Status)) report.Paid++;
        report.Refunds += shown.Attempts.Count(a => a.Refunded > 0);
    }
}
