using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Onair.Payments;
using Onair.Payments.Inicis;
using Onair.Sandbox.Faults;
using Onair.Tests.Fixtures;
using Onair.Tests.Payments;
using Fault = Onair.Sandbox.Faults.Fault;
using InicisSettings = Onair.Sandbox.Inicis.InicisSettings;

namespace Onair.Tests.Sandbox;

/// <summary>The shop's provider against the sandbox: two programs that share no code and speak over HTTP.</summary>
public sealed class InicisProviderTests
{
    private const long price = 15_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<bool, string> Doors => new()
    {
        { false, "utf-8" }, { false, "euc-kr" }, { true, "utf-8" }, { true, "euc-kr" },
    };

    [Theory, MemberData(nameof(Doors))]
    public async Task Card_is_approved_and_asked_about(bool isPhone, string charset)
    {
        await using var pair = await Pair.StartAsync(charset);
        var attempt = await pair.AuthenticatedAsync(isPhone, PaymentMethod.Card);
        var answer = pair.Compare(attempt, await pair.Provider.ApproveAsync(attempt, 1, Cancel));
        Assert.Equal((AnswerKind.Approved, "card"), (answer.Kind, answer.Method));
        Assert.DoesNotContain("김온에어", answer.Detail!.Raw, StringComparison.Ordinal);
        Assert.Contains("정상처리되었습니다.", answer.Detail.Raw, StringComparison.Ordinal);
        Assert.Equal(price, pair.Charged);
        var asked = pair.Compare(attempt, await pair.Provider.QueryAsync(Paid(attempt, answer), Cancel));
        Assert.Equal((AnswerKind.Approved, answer.Reference), (asked.Kind, asked.Reference));
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task Card_that_is_declined_ends_by_a_net_cancel_and_takes_nothing(bool isPhone, string charset)
    {
        await using var pair = await Pair.StartAsync(charset);
        var attempt = await pair.AuthenticatedAsync(isPhone, PaymentMethod.Card, "?card=poor");
        var answer = await pair.Provider.ApproveAsync(attempt, 1, Cancel);
        Assert.True(AttemptAnswer.MustBeTakenBack(answer.Code));
        Assert.Equal(AnswerKind.NetCanceled, (await pair.Provider.NetCancelAsync(attempt, Cancel)).Kind);
        Assert.Equal(0, pair.Till.Shop.Host.Bank.Count);
    }

    [Theory]
    [InlineData(false, "decline", ReturnKind.Refused), InlineData(false, "cancel", ReturnKind.GivenUp)]
    [InlineData(true, "decline", ReturnKind.Refused), InlineData(true, "cancel", ReturnKind.GivenUp)]
    public async Task Window_that_fails_is_understood(bool isPhone, string button, ReturnKind expected)
    {
        await using var pair = await Pair.StartAsync();
        var attempt = Some.Begun(price, "inicis");
        var reading = await pair.VisitAsync(attempt, isPhone, PaymentMethod.Card, "?button=" + button);
        Assert.Equal(expected, reading.Kind);
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task Approval_whose_answer_is_lost_is_taken_back(bool isPhone, string charset)
    {
        await using var pair = await Pair.StartAsync(charset);
        pair.Till.Shop.Host.Faults.Script(
            isPhone ? "inicis.mobile.approve" : "inicis.pc.approve", Fault.Of(FaultKind.LoseAnswer));
        var attempt = await pair.AuthenticatedAsync(isPhone, PaymentMethod.Card);
        await Assert.ThrowsAsync<HttpRequestException>(() => pair.Provider.ApproveAsync(attempt, 1, Cancel));
        Assert.Equal(price, pair.Charged);
        var asked = await pair.Provider.QueryAsync(attempt, Cancel);
        // A phone's payment has had its id from the window on; a PC's has none to be asked about.
        if (isPhone) Assert.Equal(AnswerKind.Approved, pair.Compare(attempt, asked).Kind);
        else Assert.Equal(AttemptAnswer.UnanswerableCode, asked.Code);
        Assert.Equal(AnswerKind.NetCanceled, (await pair.Provider.NetCancelAsync(attempt, Cancel)).Kind);
        Assert.Equal(0, pair.Charged);
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task Approval_that_never_came_is_kept_away(bool isPhone, string charset)
    {
        await using var pair = await Pair.StartAsync(charset);
        pair.Till.Shop.Host.Faults.Script(
            isPhone ? "inicis.mobile.approve" : "inicis.pc.approve", Fault.Of(FaultKind.CloseBefore));
        var attempt = await pair.AuthenticatedAsync(isPhone, PaymentMethod.Card);
        await Assert.ThrowsAsync<HttpRequestException>(() => pair.Provider.ApproveAsync(attempt, 1, Cancel));
        Assert.NotEqual(AnswerKind.Approved, (await pair.Provider.QueryAsync(attempt, Cancel)).Kind);
        Assert.Equal(AnswerKind.NetCanceled, (await pair.Provider.NetCancelAsync(attempt, Cancel)).Kind);
        Assert.NotEqual(AnswerKind.Approved, (await pair.Provider.ApproveAsync(attempt, 2, Cancel)).Kind);
        Assert.Equal(0, pair.Till.Shop.Host.Bank.Count);
    }

    [Fact]
    public async Task Answers_signature_is_checked_in_either_reading()
    {
        await using var pair = await Pair.StartAsync();
        pair.Till.Inicis.Book.Settings = new InicisSettings(SortedAuthSignature: true);
        var sorted = await pair.AuthenticatedAsync(isPhone: false, PaymentMethod.Card);
        Assert.Equal(AnswerKind.Approved, (await pair.Provider.ApproveAsync(sorted, 1, Cancel)).Kind);
        pair.Till.Inicis.Book.Settings = new InicisSettings(WrongAuthSignature: true);
        var wrong = await pair.AuthenticatedAsync(isPhone: false, PaymentMethod.Card);
        Assert.Equal(AttemptAnswer.UnanswerableCode, (await pair.Provider.ApproveAsync(wrong, 1, Cancel)).Code);
        pair.Till.Inicis.Book.Settings = new InicisSettings(PlainNetCancel: true);
        Assert.Equal(AnswerKind.NetCanceled, (await pair.Provider.NetCancelAsync(wrong, Cancel)).Kind);
    }

    [Theory]
    [InlineData(PaymentMethod.Card, false), InlineData(PaymentMethod.Card, true)]
    [InlineData(PaymentMethod.Transfer, false), InlineData(PaymentMethod.Phone, true)]
    public async Task Whole_refund_happens_once_though_its_answer_is_lost(PaymentMethod method, bool isPhone)
    {
        await using var pair = await Pair.StartAsync();
        var attempt = await pair.PaidAsync(isPhone, method);
        pair.Till.Shop.Host.Faults.Script("inicis.refund", Fault.Of(FaultKind.LoseAnswer));
        var refund = RefundOf(attempt, price);
        await Assert.ThrowsAsync<HttpRequestException>(() => pair.Provider.CancelAsync(attempt, refund, Cancel));
        Assert.Equal(RefundAnswerKind.Done, (await pair.Provider.CancelAsync(attempt, refund, Cancel)).Kind);
        Assert.Equal((0, 2), (pair.Charged, pair.Till.Shop.Host.Bank.Count));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Parts_are_refunded_one_after_the_other_and_each_once(bool partsStay)
    {
        await using var pair = await Pair.StartAsync();
        pair.Till.Inicis.Book.Settings = new InicisSettings(PartsStay: partsStay);
        var attempt = await pair.PaidAsync(isPhone: false, PaymentMethod.Card);
        foreach (var amount in new long[] { 3_000, 4_000, 8_000 })
        {
            var (now, refund) = (attempt with { Refunding = amount }, RefundOf(attempt, amount));
            pair.Till.Shop.Host.Faults.Script("inicis.refund", Fault.Of(FaultKind.ErrorAfter));
            await Assert.ThrowsAsync<HttpRequestException>(() => pair.Provider.CancelAsync(now, refund, Cancel));
            Assert.Equal(RefundAnswerKind.Done, (await pair.Provider.CancelAsync(now, refund, Cancel)).Kind);
            attempt = attempt with { Refunded = attempt.Refunded + amount };
            Assert.Equal(price - attempt.Refunded, pair.Charged);
        }

        Assert.Equal(4, pair.Till.Shop.Host.Bank.Count);
        Assert.Equal(AnswerKind.Approved, (await pair.Provider.QueryAsync(attempt, Cancel)).Kind);
        var statement = await pair.Provider.ReadStatementAsync(
            new StatementRequest(TestDatabase.Start, TestDatabase.Start, [attempt]), Cancel);
        Assert.Equal([price, price], statement.Movements.Select(m => m.Amount));
    }

    [Fact]
    public async Task Refund_that_is_carried_out_twice_gives_once()
    {
        await using var pair = await Pair.StartAsync();
        var attempt = await pair.PaidAsync(isPhone: true, PaymentMethod.Card);
        pair.Till.Shop.Host.Faults.Script("inicis.refund", Fault.Of(FaultKind.ProcessTwice), count: 2);
        Assert.Equal(
            RefundAnswerKind.Done, (await pair.Provider.CancelAsync(attempt, RefundOf(attempt, 5_000), Cancel)).Kind);
        attempt = attempt with { Refunded = 5_000 };
        Assert.Equal(
            RefundAnswerKind.Done, (await pair.Provider.CancelAsync(attempt, RefundOf(attempt, 10_000), Cancel)).Kind);
        Assert.Equal((0, 3), (pair.Charged, pair.Till.Shop.Host.Bank.Count));
    }

    [Theory]
    [InlineData(false, true), InlineData(false, false), InlineData(true, false)]
    public async Task Account_is_paid_into_told_asked_about_and_paid_back(bool isPhone, bool isPlain)
    {
        await using var ear = await InicisEar.StartAsync();
        await using var pair = await Pair.StartAsync(noticeUrl: ear.Url);
        pair.Till.Inicis.Notices.Url = ear.Url;
        pair.Till.Inicis.Book.Settings = new InicisSettings(PlainDepositTid: isPlain);
        var attempt = await pair.AuthenticatedAsync(isPhone, PaymentMethod.VirtualAccount);
        var answer = pair.Compare(attempt, await pair.Provider.ApproveAsync(attempt, 1, Cancel));
        Assert.Equal((AnswerKind.AwaitingDeposit, "91"), (answer.Kind, answer.Detail!.Deposit!.Bank));
        attempt = attempt with
        {
            State = AttemptState.AwaitingDeposit, ProviderReference = answer.Reference, Method = "virtual-account",
            DepositUntil = answer.Detail.Deposit.Until,
        };
        Assert.Equal(AnswerKind.Unknown, (await pair.Provider.QueryAsync(attempt, Cancel)).Kind);
        // Notices are sent side by side: the one of the account first, so that the last one is the deposit's.
        await pair.Till.Inicis.Notices.WhenQuietAsync();
        pair.Till.Inicis.Deposit(answer.Reference!, null);
        await pair.Till.Inicis.Notices.WhenQuietAsync();
        var hint = pair.Provider.ReadNotice(ear.Heard.Last());
        Assert.Equal(
            (NoticeKind.Hint, attempt.ProviderOrderId, answer.Reference, price),
            (hint.Kind, hint.OrderId, hint.Reference, hint.Amount));
        // A phone's account was told when it was given out, too: that is no deposit.
        Assert.Equal(isPhone ? 2 : 1, ear.Heard.Count);
        if (isPhone) Assert.Equal(NoticeKind.Ignored, pair.Provider.ReadNotice(ear.Heard.First()).Kind);
        Assert.Equal(AnswerKind.Approved, (await pair.Provider.NetCancelAsync(attempt, Cancel)).Kind);
        var paid = pair.Compare(attempt, await pair.Provider.QueryAsync(attempt, Cancel));
        Assert.Equal((AnswerKind.Approved, price), (paid.Kind, pair.Charged));
        attempt = Paid(attempt, paid);
        var refund = RefundOf(attempt, price);
        Assert.Equal("REFUND_ACCOUNT_MISSING", (await pair.Provider.CancelAsync(attempt, refund, Cancel)).Code);
        var toAccount = refund with { Account = new RefundAccount("91", "12345678901", "김온에어") };
        Assert.Equal(RefundAnswerKind.Done, (await pair.Provider.CancelAsync(attempt, toAccount, Cancel)).Kind);
        Assert.Equal(0, pair.Charged);
    }

    [Fact]
    public async Task Account_that_nobody_paid_into_ends_or_is_given_back()
    {
        await using var pair = await Pair.StartAsync();
        var attempt = await pair.AuthenticatedAsync(isPhone: false, PaymentMethod.VirtualAccount);
        var answer = await pair.Provider.ApproveAsync(attempt, 1, Cancel);
        // Its answer was lost: nobody saw the number.
        Assert.Equal(
            AttemptAnswer.UnanswerableCode,
            (await pair.Provider.QueryAsync(attempt with { ProviderReference = answer.Reference }, Cancel)).Code);
        var over = attempt with
        {
            ProviderReference = answer.Reference, DepositUntil = TestDatabase.Start.AddSeconds(-1),
        };
        Assert.Equal("DEPOSIT_EXPIRED", (await pair.Provider.QueryAsync(over, Cancel)).Code);
        Assert.Equal(AnswerKind.NetCanceled, (await pair.Provider.NetCancelAsync(over, Cancel)).Kind);
        Assert.Equal(AnswerKind.NetCanceled, (await pair.Provider.NetCancelAsync(over, Cancel)).Kind);
        Assert.Equal("CANCELED", (await pair.Provider.QueryAsync(over, Cancel)).Code);
    }

    private static Attempt Paid(Attempt attempt, ProviderAnswer answer) => attempt with
    {
        State = AttemptState.Approved, Captured = price, Method = answer.Method, ProviderReference = answer.Reference,
        ApprovedAt = TestDatabase.Start,
    };

    private static Refund RefundOf(Attempt attempt, long amount) => new()
    {
        Id = Guid.CreateVersion7(TestDatabase.Start), AttemptId = attempt.Id, Amount = amount, Reason = "고객 변심",
        State = RefundState.Pending, IdempotencyKey = "k", RequestedAt = TestDatabase.Start,
    };

    /// <summary>Both programs.</summary>
    private sealed class Pair(InicisTill till, ServiceProvider services, Uri noticeUrl) : IAsyncDisposable
    {
        public InicisTill Till => till;

        public IPaymentProvider Provider { get; } =
            services.GetRequiredService<PaymentProviders>().Find(InicisProvider.InicisName)!;

        public long Charged => till.Charged(Some.Prepared(price).ProviderOrderId);

        public static async Task<Pair> StartAsync(
            string charset = "utf-8", string noticeUrl = "http://shop.example/notices")
        {
            var till = await InicisTill.StartAsync();
            var settings = InicisGateway.Settings(till.Shop.Host.Url, charset);
            settings["Onair:Payments:Inicis:NoticeSenders"] = "127.0.0.1";
            return new Pair(till, InicisGateway.Build(settings), new Uri(noticeUrl));
        }

        public async Task<ReturnReading> VisitAsync(
            Attempt attempt, bool isPhone, PaymentMethod method, string query = "")
        {
            var step = await Provider.PrepareAsync(attempt, new WindowRequest
            {
                Method = method, IsMobile = isPhone, Language = "ko", OrderName = "머그 뷁", BuyerName = "김온에어",
                ReturnUrl = new Uri("http://shop.example/back"), CloseUrl = new Uri("http://shop.example/closed"),
                NoticeUrl = noticeUrl,
            }, Cancel);
            var (url, fields) = await till.VisitAsync(step.Fields.ToDictionary(f => f.Key, f => f.Value), query);
            var asked = QueryHelpers.ParseQuery(new Uri(url).Query).ToDictionary(f => f.Key, f => f.Value.ToString());
            return Provider.ReadReturn(attempt, new BrowserReturn(asked, fields));
        }

        public async Task<Attempt> AuthenticatedAsync(bool isPhone, PaymentMethod method, string query = "")
        {
            var attempt = Some.Begun(price, "inicis");
            var reading = await VisitAsync(attempt, isPhone, method, query);
            Assert.Equal(ReturnKind.Authenticated, reading.Kind);
            return attempt with { Session = reading.Session, ProviderReference = reading.Reference };
        }

        public async Task<Attempt> PaidAsync(bool isPhone, PaymentMethod method)
        {
            var attempt = await AuthenticatedAsync(isPhone, method);
            return Paid(attempt, Compare(attempt, await Provider.ApproveAsync(attempt, 1, Cancel)));
        }

        /// <summary>As the shop does before it believes anything.</summary>
        public ProviderAnswer Compare(Attempt attempt, ProviderAnswer answer) =>
            AttemptAnswer.Of(attempt, answer, TestDatabase.Start).Answer;

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await till.DisposeAsync();
        }
    }
}
