using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>Receipts of cash over real HTTP: asked for with the payment, shown masked, and nowhere in clear.</summary>
public sealed class ReceiptsHttpTests
{
    private const string phone = "01012345678";
    private const string business = "1234567891";

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Receipt_is_asked_for_with_the_payment_and_the_last_word_counts(Dialect dialect)
    {
        // Its windows open without a word to Toss, which is not there.
        await using var shop = await LiveShop.OpenAsync(
            dialect, "Payments:Toss:ClientKey=test_ck_sandbox0000000000000000000000",
            "Payments:Toss:SecretKey=test_sk_sandbox0000000000000000000000",
            $"Payments:Toss:ApiAddress=http://127.0.0.1:{LoopbackPort.Free()}");
        await shop.SellsAsync("mug", 12_000, 5);
        var (number, token) = await shop.BuysAsync(LiveShop.Body(), "one");
        var started = await PayAsync(shop, number, token, "income-deduction", "010-1234-5678");
        Assert.Equal((202, "toss"), (started.Status, (string)started.Json["provider"]!));
        Assert.Equal("미발행", (string)started.Json["next"]!["fields"]!["cashReceiptType"]!);
        var first = await ShowAsync(shop, number, token);
        Assert.Equal(
            """[{"state":"asked","purpose":"income-deduction","number":"010****5678","selfIssued":false}]""",
            first.Json["cashReceipts"]!.ToJsonString());

        Assert.Equal(202, (await PayAsync(shop, number, token, "expense-proof", "123-45-67891")).Status);
        var second = await ShowAsync(shop, number, token);
        Assert.Equal("123***7891", (string)second.Json["cashReceipts"]!.AsArray().Single()!["number"]!);
        Assert.NotEqual(first.Header("ETag"), second.Header("ETag"));
        var asked = await AskAsync(shop, number, token, "income-deduction", phone);
        Assert.Equal((204, ""), (asked.Status, asked.Text));
        Assert.Equal(404, (await AskAsync(shop, number, "x", "income-deduction", phone)).Status);

        // Started once more without one: the customer wants none.
        var none = await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/payments", """{"method":"virtual-account"}""",
            ("Order-Token", token));
        Assert.Equal(202, none.Status);
        Assert.Null((await ShowAsync(shop, number, token)).Json["cashReceipts"]);

        var card = await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/payments",
            """{"method":"card","cashReceipt":{"purpose":"income-deduction","number":"01012345678"}}""",
            ("Order-Token", token));
        Assert.Equal((400, "cashReceipt"), (card.Status, Assert.Single(card.Json["errors"]!.AsObject()).Key));
        Assert.DoesNotContain(shop.Log, line => line.Contains(phone, StringComparison.Ordinal)
            || line.Contains("010-1234-5678", StringComparison.Ordinal)
            || line.Contains(business, StringComparison.Ordinal));
    }

    private static Task<Answer> PayAsync(
        LiveShop shop, string number, string token, string purpose, string typed) => shop.SendAsync(
        HttpMethod.Post,
        $"/api/v1/orders/{number}/payments",
        $$$"""{"method":"virtual-account","cashReceipt":{"purpose":"{{{purpose}}}","number":"{{{typed}}}"}}""",
        ("Order-Token", token));

    private static Task<Answer> AskAsync(
        LiveShop shop, string number, string token, string purpose, string typed) => shop.SendAsync(
        HttpMethod.Post,
        $"/api/v1/orders/{number}/cash-receipt",
        $$"""{"purpose":"{{purpose}}","number":"{{typed}}"}""",
        ("Order-Token", token));

    private static Task<Answer> ShowAsync(LiveShop shop, string number, string token) =>
        shop.SendAsync(HttpMethod.Get, $"/api/v1/orders/{number}", null, ("Order-Token", token));
}
