using Onair.Payments;
using Onair.Payments.Ledger;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Payments;

namespace Onair.Tests.Conformance;

/// <summary>The money ledger on both databases: posted with what happened, once, and never changed.</summary>
public sealed class LedgerConformance
{
    private const string journals = "payments.ledger-journals";
    private const string orders = "payments.ledger-orders";
    private const string clearing = "payments.ledger-clearing";
    private const string owed = "payments.ledger-owed";
    private const string missing = "payments.ledger-missing";
    private const string foreign = "payments.ledger-foreign";

    private static readonly Guid order = Guid.Parse("0195a000-0000-7000-8000-000000000003");

    // One defect each, planted by who may drop the triggers; the names under which it must be found.
    private static readonly (string Plant, string[] Found)[] defects =
    [
        ("UPDATE ledger_entries SET amount = amount + 1 WHERE kind = 1 AND line = 1",
            [journals, orders, clearing, missing]),
        ("UPDATE ledger_entries SET amount = amount + 1 WHERE kind = 2 AND line = 2",
            [journals, orders, owed, missing]),
        ("UPDATE ledger_entries SET amount = amount * 2 WHERE kind = 1", [clearing, missing]),
        ("UPDATE ledger_entries SET account = 'bank' WHERE kind = 3 AND line = 1", [clearing]),
        ("UPDATE ledger_entries SET order_id = attempt_id WHERE kind = 1 AND line = 1", [orders]),
        ("UPDATE ledger_entries SET source_id = order_id WHERE kind = 1", [missing, foreign]),
        ("UPDATE ledger_entries SET kind = 4 WHERE kind = 3", [clearing, missing, foreign]),
        ("DELETE FROM ledger_entries WHERE kind = 1", [clearing, missing]),
        ("DELETE FROM ledger_entries WHERE kind = 3", [clearing, owed, missing]),
        ("DELETE FROM ledger_entries WHERE kind = 2 AND line = 1", [journals, orders]),
        ("DELETE FROM refunds WHERE state = 2", [foreign]),
        ("INSERT INTO ledger_entries (source_id, kind, line, account, amount, order_id, attempt_id, at) "
            + "SELECT order_id, 1, 1, 'bank', 5, order_id, attempt_id, 0 FROM ledger_entries WHERE kind = 1 "
            + "AND line = 1", [journals, orders, foreign]),
    ];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_step_of_money_posts_its_journal_and_balances_are_folds(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = await desk.ApprovedAsync(order, 10_000);
        await IsAsync(desk, ("provider:scripted", 10_000), ("sales", -10_000));
        var part = (await desk.RequestAsync(attempt.Id, 4_000, "return-1")).Refund!;
        await IsAsync(desk, ("provider:scripted", 10_000), ("refunds-payable", -4_000), ("sales", -6_000));
        await desk.RefundAsync(part);
        await IsAsync(desk, ("provider:scripted", 6_000), ("refunds-payable", 0), ("sales", -6_000));
        var refused = (await desk.RequestAsync(attempt.Id, 6_000, "return-2")).Refund!;
        await desk.RefundAsync(refused, new RefundAnswer(RefundAnswerKind.Failed, Code: "TOO_OLD"));
        await IsAsync(desk, ("provider:scripted", 6_000), ("refunds-payable", 0), ("sales", -6_000));
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Late_capture_is_owed_back_in_the_same_round(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var begun = (await desk.BeginAsync((await desk.PrepareAsync(order, 7_000)).Attempt!.Id)).Attempt!;
        var late = await desk.SettleAsync(begun, ScriptedProvider.Yes(begun), orderMayBePaid: false);
        Assert.Equal(SettleStatus.Late, late.Status);
        await IsAsync(desk, ("provider:scripted", 7_000), ("refunds-payable", -7_000), ("sales", 0));
        await desk.RefundAsync(late.Refund!);
        await IsAsync(desk, ("provider:scripted", 0), ("refunds-payable", 0), ("sales", 0));
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Posting_twice_is_posting_once_from_two_nodes_too(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = await desk.ApprovedAsync(order, 10_000);
        var refund = (await desk.RequestAsync(attempt.Id, 4_000, "return-1")).Refund!;
        var nodes = desk.TwoNodes();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => nodes[i % 2].WriteAsync(
            async open =>
            {
                var round = open.Round();
                Journal.Post(round, [.. Journal.Captured(attempt), .. Journal.RefundRequested(attempt, refund)]);
                await round.ExecuteAsync(desk.Cancel);
            },
            desk.Cancel)));
        await IsAsync(desk, ("provider:scripted", 10_000), ("refunds-payable", -4_000), ("sales", -6_000));
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Database_lets_nobody_change_or_delete_an_entry(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        await desk.ApprovedAsync(order, 10_000);
        await Refused.ByConstraintAsync(desk.Database, "UPDATE ledger_entries SET amount = 1");
        await Refused.ByConstraintAsync(desk.Database, "UPDATE ledger_entries SET account = 'bank' WHERE line = 2");
        await Refused.ByConstraintAsync(desk.Database, "DELETE FROM ledger_entries");
        if (dialect == Dialect.Postgres)
            await Refused.ByConstraintAsync(desk.Database, "TRUNCATE ledger_entries");
        await IsAsync(desk, ("provider:scripted", 10_000), ("sales", -10_000));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_planted_defect_is_found_under_its_names(Dialect dialect)
    {
        foreach (var (plant, names) in defects)
        {
            await using var desk = await PaymentDesk.OpenAsync(dialect);
            var attempt = await desk.ApprovedAsync(order, 10_000);
            await desk.RefundAsync((await desk.RequestAsync(attempt.Id, 4_000, "return-1")).Refund!);
            await desk.VerifyAsync();
            var table = dialect == Dialect.Postgres ? " ON ledger_entries" : "";
            await Refused.ByHandAsync(desk.Database, "DROP TRIGGER ledger_entries_stay" + table);
            await Refused.ByHandAsync(desk.Database, "DROP TRIGGER ledger_entries_remain" + table);
            Assert.True(await Refused.ByHandAsync(desk.Database, plant) > 0, $"nothing changed: {plant}");
            var found = (await new VerifyPayments(desk.Database).RunAsync(desk.Cancel))
                .Where(v => !v.Holds && v.Invariant.StartsWith("payments.ledger-", StringComparison.Ordinal))
                .ToList();
            Assert.Equal((plant, string.Join(' ', names.Order())),
                (plant, string.Join(' ', found.Select(v => v.Invariant).Order())));
            Assert.All(found.SelectMany(v => v.Findings), f => Assert.NotEmpty(f.Row + f.Detail));
        }
    }

    private static async Task IsAsync(PaymentDesk desk, params (string Account, long Balance)[] expected)
    {
        var balances = await new ReadLedger(desk.Database).BalancesAsync(desk.Cancel);
        Assert.Equal(expected, balances.Select(b => (b.Account, b.Balance)));
        Assert.Equal(0, balances.Sum(b => b.Balance));
    }
}
