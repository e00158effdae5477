using Microsoft.Extensions.Logging.Abstractions;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Payments;

namespace Onair.Tests.Conformance;

/// <summary>The payment verbs over one test database, one attempt at a time.</summary>
internal sealed class PaymentDesk : IAsyncDisposable
{
    private static readonly PaymentProviders providers = Some.Providers(new ScriptedProvider());
    private readonly TestDatabase shop;

    private PaymentDesk(TestDatabase shop) => this.shop = shop;

    public PrepareAttempts Prepare { get; } = new(providers, Some.Options());

    public BeginApproval Begin { get; } = new(providers);

    public SettleAttempts Settle { get; } = new(NullLogger<SettleAttempts>.Instance);

    public RequestRefunds Request { get; } = new();

    public SettleRefunds SettleRefunds { get; } = new(NullLogger<SettleRefunds>.Instance);

    public Database Database => shop.Database;

    public DateTimeOffset Now => shop.Time.GetUtcNow();

    public CancellationToken Cancel { get; } = TestContext.Current.CancellationToken;

    public static async Task<PaymentDesk> OpenAsync(Dialect dialect) => new(await TestDatabase.CreateAsync(dialect));

    public static NewAttempt New(Guid orderId, long amount, string provider = "scripted") =>
        new(orderId, "20260302-ABCDEFGH", provider, PaymentMethod.Card, amount, "KRW", TestDatabase.Start + Some.Pay);

    /// <summary>Two nodes on PostgreSQL; two callers of the one writer on SQLite.</summary>
    public Database[] TwoNodes() =>
        [Database, shop.Dialect == Dialect.Postgres ? shop.OpenAnother() : Database];

    public void Forward(double seconds) => shop.Time.Advance(TimeSpan.FromSeconds(seconds));

    public Task<T> WriteAsync<T>(Func<Transaction, Task<T>> write) => Database.WriteAsync(write, Cancel);

    public async Task<PreparedAttempt> PrepareAsync(Guid orderId, long amount, string provider = "scripted") =>
        (await WriteAsync(open => Prepare.RunAsync(
            open, [New(orderId, amount, provider) with { Deadline = Now + Some.Pay }], Now, Cancel)))[0];

    public async Task<BegunApproval> BeginAsync(Guid id) =>
        (await WriteAsync(open => Begin.RunAsync(open, [id], Now, Cancel)))[0];

    public async Task<SettledAttempt> SettleAsync(
        Attempt attempt, ProviderAnswer answer, bool orderMayBePaid = true, DateTimeOffset? askedAt = null)
    {
        var settlement = new Settlement(AttemptAnswer.Of(attempt, answer, askedAt ?? Now), orderMayBePaid);
        var settled = await WriteAsync(open => Settle.RunAsync(open, [settlement], Now, Cancel));
        Settle.Announce(settled);
        return settled[0];
    }

    public async Task<Attempt> ApprovedAsync(Guid orderId, long amount)
    {
        var begun = (await BeginAsync((await PrepareAsync(orderId, amount)).Attempt!.Id)).Attempt!;
        var settled = await SettleAsync(begun, ScriptedProvider.Yes(begun));
        Assert.Equal(SettleStatus.Approved, settled.Status);
        return settled.Attempt!;
    }

    public async Task<NetCancelStatus> NetCancelAsync(Guid id)
    {
        using var calls = Some.Calls(providers, shop.Time);
        var verb = new NetCancelAttempts(calls, shop.Time);
        return (await WriteAsync(open => verb.RequestAsync(open, [id], "GAVE_UP", Now, Cancel)))[0];
    }

    public async Task<WithdrawnAttempt> WithdrawAsync(Guid orderId) =>
        (await WriteAsync(open => new WithdrawAttempts().RunAsync(
            open, [orderId], WithdrawAttempts.OrderCanceled, Now, Cancel)))[0];

    public async Task<AuthenticateAttemptStatus> AuthenticateAsync(Authentication given) =>
        (await WriteAsync(open => new AuthenticateAttempts().RunAsync(open, [given], Now, Cancel)))[0];

    public async Task<RequestedRefund> RequestAsync(Guid attemptId, long amount, string key) =>
        (await WriteAsync(open => Request.RunAsync(open, [new(attemptId, amount, "returned", key)], Now, Cancel)))[0];

    public async Task<SettledRefund> RefundAsync(Refund refund, RefundAnswer? answer = null)
    {
        var given = new AnsweredRefund(
            refund.Id, refund.AttemptId, answer ?? new RefundAnswer(RefundAnswerKind.Done, "back-1"));
        var settled = await WriteAsync(open => SettleRefunds.RunAsync(open, [given], Now, Cancel));
        SettleRefunds.Announce(settled);
        return settled[0];
    }

    public Task<Attempt?> FindAsync(Guid id) =>
        Database.ReadAsync(open => FindAttempts.ByIdAsync(open, id, Cancel), Cancel);

    public Task<List<Refund>> RefundsAsync(Guid attemptId) =>
        ReadAsync<Refund>((round, into) => FindAttempts.RefundsOf(round, [attemptId], into));

    public Task<List<OrderMoney>> MoneyAsync(Guid orderId) =>
        ReadAsync<OrderMoney>((round, into) => OrderMoney.OfOrders(round, [orderId], into));

    public Task<List<AttemptTransition>> TransitionsAsync(Guid id) =>
        ReadAsync<AttemptTransition>((round, into) => PaymentsStore.ReadTransitions(round, [id], into));

    /// <summary>Every invariant of the room holds over every row.</summary>
    public async Task VerifyAsync()
    {
        var found = await new VerifyPayments(Database).RunAsync(Cancel);
        Assert.Equal(13, found.Count);
        // A ledger without captures is empty and holds.
        Assert.All(found, v => Assert.True(
            v.Holds && (v.Checked > 0 || v.Invariant.StartsWith("payments.ledger-", StringComparison.Ordinal)),
            string.Join("; ", v.Findings)));
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    private Task<List<T>> ReadAsync<T>(Action<Round, List<T>> read) => Database.ReadAsync(
        async open =>
        {
            var into = new List<T>();
            var round = open.Round();
            read(round, into);
            await round.ExecuteAsync(Cancel);
            return into;
        },
        Cancel);
}
