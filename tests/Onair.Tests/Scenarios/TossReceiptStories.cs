using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Onair.Host.Cli;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Sandbox;
using Onair.Sandbox.Faults;
using Onair.Sandbox.Toss;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Fault = Onair.Sandbox.Faults.Fault;

namespace Onair.Tests.Scenarios;

/// <summary>Receipts of cash at the sandbox's Toss, through what goes wrong on the wire: one receipt, whatever is lost.
/// </summary>
public sealed class TossReceiptStories
{
    private const string phone = "01012345678";

    public static TheoryData<Dialect, FaultKind> Faults
    {
        get
        {
            var rows = new TheoryData<Dialect, FaultKind>();
            foreach (var dialect in new[] { Dialect.Sqlite, Dialect.Postgres })
            {
                rows.Add(dialect, FaultKind.None);
                rows.Add(dialect, FaultKind.LoseAnswer);
                rows.Add(dialect, FaultKind.ErrorAfter);
            }

            foreach (var kind in new[]
            {
                FaultKind.Refuse, FaultKind.CloseBefore, FaultKind.ErrorBefore, FaultKind.Truncate,
                FaultKind.ProcessTwice, FaultKind.AnswerTwice,
            })
                rows.Add(Dialect.Sqlite, kind);
            return rows;
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task One_deposit_has_one_receipt_and_its_refund_takes_it_back_once(Dialect dialect, FaultKind fault)
    {
        var home = await TestDatabase.CreateAsync(dialect);
        await using var sandbox = SandboxHost.Build([], home.Time);
        await sandbox.StartAsync();
        var settings = SandboxProcess.Settings(new Uri(sandbox.Url + "/"))
            .Select(setting => setting["--".Length..].Split('=', 2))
            .ToDictionary(parts => parts[0], string? (parts) => parts[1]);
        await using var shop = await Shop.OpenAsync(home, services => services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        await shop.SellsAsync("mug", 12_000, 10);
        if (fault != FaultKind.None)
        {
            sandbox.Faults.Script("toss.receipt", Fault.Of(fault), 2);
            sandbox.Faults.Script("toss.receipt.cancel", Fault.Of(fault), 2);
        }

        var order = await shop.BuysAsync("a", ("mug", 2));
        await DepositAsync(shop, sandbox, order);
        await WorkAsync(shop);
        var issued = Assert.Single((await shop.SeeAsync(order)).Receipts);
        Assert.Equal((CashReceiptState.Issued, 24_000L), (issued.State, issued.Amounts.Amount));
        Assert.NotNull(issued.Url);
        Assert.Equal([("CONFIRM", 24_000L, phone)], await ListAsync(shop, sandbox));

        // Half goes back: the receipt is taken back, and the rest has a new one.
        await shop.CancelsAsync(order, ("mug", 1));
        await shop.Get<GiveRefundAccounts>().RunAsync(
            order.Number, order.Token, new RefundAccount("88", "110123456789", "홍길동"), Shop.Cancel);
        await WorkAsync(shop);
        Assert.Equal(
            [CashReceiptState.Cancelled, CashReceiptState.Issued],
            (await shop.SeeAsync(order)).Receipts.Select(r => r.State));
        Assert.Equal(
            [("CONFIRM", 24_000L, phone), ("CANCEL", 24_000L, phone), ("CONFIRM", 12_000L, phone)],
            await ListAsync(shop, sandbox));
        await shop.VerifyAsync();
    }

    private static async Task DepositAsync(Shop shop, SandboxHost sandbox, Ticket order)
    {
        var started = await shop.Get<StartPayments>().RunAsync(
            new StartPayment(order.Number, order.Token, null, PaymentMethod.VirtualAccount)
            {
                Receipt = await shop.Get<ReceiptNumbers>().SealAsync(
                    CashReceiptPurpose.IncomeDeduction, phone, order.Number, Shop.Cancel),
            });
        var attempt = started.Attempt!;
        Assert.Equal("toss", attempt.Provider);
        var visitor = new WindowVisitor(new Uri("https://shop.example"), IsMobile: false, IsEnglish: false);
        var window = await shop.Get<OpenWindows>().RunAsync(attempt.Id, order.Token, visitor, Shop.Cancel);
        // The window is told not to issue one as well.
        Assert.Equal("미발행", window.Step.Fields["cashReceiptType"]);
        var made = TossControlApi.Open(sandbox.Toss, new TossWindowRequest(
            window.Step.Fields["orderId"], attempt.Amount, Method: window.Step.Fields["method"],
            SuccessUrl: window.Step.Fields["successUrl"], FailUrl: window.Step.Fields["failUrl"])).Result
            as Microsoft.AspNetCore.Http.HttpResults.Ok<TossWindowView>;
        var back = QueryHelpers.ParseQuery(new Uri(made!.Value!.Redirect!).Query)
            .ToDictionary(f => f.Key, f => f.Value.ToString());
        await shop.Get<ResumePayments>().RunAsync(
            new ResumePayment(
                attempt.Id, shop.Get<WindowTokens>().Of(attempt.Id),
                new BrowserReturn(back, new Dictionary<string, string>())),
            Shop.Cancel);
        await shop.WorkAsync();
        var waiting = (await shop.SeeAsync(order)).Attempts[^1];
        Assert.Equal(AttemptState.AwaitingDeposit, waiting.State);
        Assert.Equal(CashReceiptState.Asked, Assert.Single((await shop.SeeAsync(order)).Receipts).State);
        sandbox.Toss.Books.Deposit(waiting.ProviderReference!, waiting.Amount);
    }

    /// <summary>Through the waits of retries, and past the next look for a deposit.</summary>
    private static async Task WorkAsync(Shop shop)
    {
        for (var turn = 0; turn < 6; turn++)
        {
            shop.Forward(TimeSpan.FromMinutes(6));
            await shop.WorkAsync();
        }
    }

    /// <summary>What the tax office has, as Toss lists it.</summary>
    private static async Task<List<(string, long, string)>> ListAsync(Shop shop, SandboxHost sandbox)
    {
        using var http = new HttpClient { BaseAddress = new Uri(sandbox.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("test_sk_sandbox0000000000000000000000:")));
        var found = new List<(string, long, string)>();
        foreach (var hours in new[] { -24, 0 })
        {
            var day = shop.Now.AddHours(9 + hours).ToString("yyyy-MM-dd");
            var text = await http.GetStringAsync($"/v1/cash-receipts?requestDate={day}", Shop.Cancel);
            found.AddRange(JsonDocument.Parse(text).RootElement.GetProperty("data").EnumerateArray().Select(row => (
                row.GetProperty("transactionType").GetString()!,
                row.GetProperty("amount").GetInt64(),
                row.GetProperty("customerIdentityNumber").GetString()!)));
        }

        return found;
    }
}
