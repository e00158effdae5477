using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Onair.Payments;
using Onair.Payments.Toss;

namespace Onair.Tests.Payments;

/// <summary>What is pure: the window and its returns, notices, options, timestamps.</summary>
public sealed class TossEdgesTests
{
    private static readonly TossOptions options = new()
    {
        ClientKey = "test_ck_clientkey0000",
        SecretKey = TossServer.Secret,
        SecurityKey = "security-key",
        MerchantId = "ours",
    };

    private static readonly TossKeys keys = TossKeys.Of(options);

    [Fact]
    public void Window_is_opened_with_exactly_this()
    {
        var step = TossWindow.Open(TossSome.Begun(), Window(), options, keys);
        Assert.Equal((BrowserStepKind.Script, options.ScriptAddress), (step.Kind, step.Url));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["clientKey"] = "test_ck_clientkey0000",
                ["method"] = "VIRTUAL_ACCOUNT",
                ["currency"] = "KRW",
                ["amount"] = "12900",
                ["orderId"] = TossSome.Order,
                ["orderName"] = "머그컵",
                ["successUrl"] = "https://shop.example/pay/return/1/t",
                ["failUrl"] = "https://shop.example/pay/return/1/t",
                ["cashReceiptType"] = "미발행",
                ["customerName"] = "김손님",
                ["customerMobilePhone"] = "01012341234",
            },
            step.Fields);
    }

    [Theory]
    [InlineData(
        "orderId=20260302-ABCDEFGH_1&paymentKey=tk_1&amount=12900&paymentType=NORMAL", ReturnKind.Authenticated)]
    [InlineData("orderId=20260302-ABCDEFGH_1&code=PAY_PROCESS_CANCELED&message=x", ReturnKind.GivenUp)]
    [InlineData("code=USER_CANCEL&message=x", ReturnKind.GivenUp)]
    [InlineData("code=PAY_PROCESS_ABORTED&message=x&orderId=20260302-ABCDEFGH_1", ReturnKind.Refused)]
    [InlineData("code=REJECT_CARD_COMPANY", ReturnKind.Refused)]
    [InlineData("", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_2&paymentKey=tk_1&amount=12900", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ZZZZZZZZ_1&paymentKey=tk_1&amount=12900", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=tk_1&amount=12901", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=tk_1&amount=1", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=tk_1&amount=-12900", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=tk_1&amount=12900.0", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=tk_1&amount=99999999999999999999", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=tk_1", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&amount=12900", ReturnKind.Invalid)]
    [InlineData("paymentKey=tk_1&amount=12900", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=..&amount=12900", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=a/../b&amount=12900", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=a%0d%0ab&amount=12900", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=&amount=12900", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ABCDEFGH_1&paymentKey=tk_1&amount=12900&code=USER_CANCEL", ReturnKind.Invalid)]
    [InlineData("orderId=20260302-ZZZZZZZZ_1&code=USER_CANCEL", ReturnKind.Invalid)]
    [InlineData("code=<b>", ReturnKind.Invalid)]
    public void Return_of_a_browser(string query, ReturnKind kind)
    {
        var fields = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2))
            .ToDictionary(f => f[0], f => Uri.UnescapeDataString(f[1]));
        var reading = TossWindow.Read(
            TossSome.Begun(), new BrowserReturn(fields, new Dictionary<string, string>()));
        Assert.Equal(kind, reading.Kind);
        Assert.Equal(kind == ReturnKind.Authenticated ? "tk_1" : null, reading.Reference);
        Assert.Null(reading.Message);
    }

    public static TheoryData<string, NoticeKind, string> Notices => new()
    {
        { Status(), NoticeKind.Hint, "PAYMENT_STATUS_CHANGED" },
        { Status().Replace("\"12900\"", "12900"), NoticeKind.Hint, "PAYMENT_STATUS_CHANGED" },
        { Status().Replace("ours", "theirs"), NoticeKind.Invalid, "OTHER_MERCHANT" },
        { Status().Replace(TossSome.Order, "other-system-1"), NoticeKind.Ignored, "FOREIGN_ORDER" },
        { Status().Replace("tk_1", "../cancel"), NoticeKind.Invalid, "PAYMENT_KEY" },
        { Status().Replace("totalAmount", "amount"), NoticeKind.Invalid, "FIELDS_MISSING" },
        { Status().Replace("orderId", "order"), NoticeKind.Invalid, "FIELDS_MISSING" },
        { """{"eventType":"PAYMENT_STATUS_CHANGED"}""", NoticeKind.Invalid, "FIELDS_MISSING" },
        { """{"eventType":"PAYMENT_STATUS_CHANGED","data":[]}""", NoticeKind.Invalid, "FIELDS_MISSING" },
        { Deposit(), NoticeKind.Hint, "DEPOSIT_CALLBACK" },
        { Deposit().Replace("\"secret\"", "\"public\""), NoticeKind.Invalid, "FIELDS_MISSING" },
        { Deposit().Replace("ps_1", new string('s', 51)), NoticeKind.Invalid, "FIELDS_MISSING" },
        { Deposit().Replace("ps_1", "\\ud800"), NoticeKind.Invalid, "FIELDS_MISSING" },
        { Deposit().Replace(TossSome.Order, "x"), NoticeKind.Ignored, "FOREIGN_ORDER" },
        { """{"eventType":"BILLING_DELETED","data":{}}""", NoticeKind.Ignored, "BILLING_DELETED" },
        { """{"eventType":"CANCEL_STATUS_CHANGED","data":{}}""", NoticeKind.Ignored, "CANCEL_STATUS_CHANGED" },
        { """{"eventType":"NEXT_YEAR","data":{}}""", NoticeKind.Ignored, "OTHER_EVENT" },
        { """{"eventType":"payout.changed","data":{}}""", NoticeKind.Invalid, "SIGNATURE_DIFFERS" },
        { "", NoticeKind.Invalid, "NOT_JSON" },
        { "[]", NoticeKind.Invalid, "NOT_JSON" },
        { "{", NoticeKind.Invalid, "NOT_JSON" },
        { "{}", NoticeKind.Invalid, "FIELDS_MISSING" },
        { "resultCode=0000&oid=1", NoticeKind.Invalid, "NOT_JSON" },
        { new string('[', 5000), NoticeKind.Invalid, "NOT_JSON" },
        { new string('x', ProviderNotice.BodyBytesMax + 1), NoticeKind.Invalid, "TOO_LARGE" },
    };

    [Theory]
    [MemberData(nameof(Notices))]
    public void Notice_is_worth(string body, NoticeKind kind, string code)
    {
        var reading = Read(body, []);
        Assert.Equal((kind, code), (reading.Kind, reading.Code));
        if (kind != NoticeKind.Hint) return;
        Assert.Equal(TossSome.Order, reading.OrderId);
        Assert.Equal(code == "DEPOSIT_CALLBACK", reading.NeedsSecret);
        Assert.StartsWith("body:", reading.DedupeKey, StringComparison.Ordinal);
        Assert.Equal(code == "DEPOSIT_CALLBACK" ? null : 12_900, reading.Amount);
    }

    [Fact]
    public void Transmission_id_is_the_dedupe_key_unless_it_is_odd()
    {
        Assert.Equal("tx-1", Read(Status(), new() { [Header("transmission-id")] = "tx-1" }).DedupeKey);
        Assert.StartsWith(
            "body:", Read(Status(), new() { [Header("transmission-id")] = "tx 1\n" }).DedupeKey,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_may_be_either_of_two()
    {
        const string body = """{"eventType":"payout.changed","data":{"id":"p"}}""";
        const string at = "2026-03-02T20:05:00.123456";
        var right = Convert.ToBase64String(
            HMACSHA256.HashData("security-key"u8, Encoding.UTF8.GetBytes($"{body}:{at}")));
        var wrong = Convert.ToBase64String(new byte[32]);
        Assert.Equal(NoticeKind.Ignored, Signed(body, at, "v1:" + right).Kind);
        Assert.Equal(NoticeKind.Ignored, Signed(body, at, $"v1:{wrong},{right}").Kind);
        Assert.Equal(NoticeKind.Invalid, Signed(body, at, "v1:" + wrong).Kind);
        Assert.Equal(NoticeKind.Invalid, Signed(body, at, right).Kind);
        Assert.Equal(NoticeKind.Invalid, Signed(body, at + "1", "v1:" + right).Kind);
        Assert.Equal(NoticeKind.Invalid, Signed(body + " ", at, "v1:" + right).Kind);
        Assert.Equal(NoticeKind.Invalid, Signed(body, at, "v1:" + new string('A', 9000)).Kind);
    }

    [Theory]
    [InlineData("2026-03-02T20:01:00+09:00")]
    [InlineData("2026-03-02T20:01:00.000000")]
    [InlineData("2026-03-02T20:01:00")]
    [InlineData("2026-03-02 20:01:00")]
    [InlineData("2026-03-02T11:01:00Z")]
    [InlineData("2026-03-02T11:01:00.000Z")]
    [InlineData("2026-03-02T20:01:00+0900")]
    public void Timestamps_of_every_shape_are_one_moment(string text)
    {
        var body = TossFields.Parse(JsonSerializer.SerializeToUtf8Bytes(new { at = text }))!.Value;
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 11, 1, 0, TimeSpan.Zero), body.Instant("at"));
    }

    [Theory]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData("12345678****000*", "12345678****000*")]
    [InlineData("1234", "1234")]
    public void Card_number_is_masked(string number, string kept) => Assert.Equal(kept, TossPayment.Mask(number));

    public static TheoryData<string, string, string?> WrongOptions => new()
    {
        { "ClientKey", "", "ClientKey" },
        { "ClientKey", "live_ck_clientkey0000", "SecretKey" },
        { "ClientKey", "test_gck_clientkey0000", "SecretKey" },
        { "ClientKey", "test_sk_clientkey0000", "ClientKey" },
        { "SecretKey", "live_sk_firstsecretkey00", "SecretKey" },
        { "SecretKey", "nonsense", "SecretKey" },
        { "SecretKeyFile", "/nowhere/at/all", "SecretKeyFile" },
        { "SecondSecretKey", "live_sk_firstsecretkey00", "SecondSecretKey" },
        { "ApiAddress", "http://shop.example", "ApiAddress" },
        { "ScriptAddress", "https://shop.example/?a=b", "ScriptAddress" },
        { "Timeout", "00:00:00", "Timeout" },
        { "ConcurrencyMax", "0", "ConcurrencyMax" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public async Task Wrong_option_is_named_and_never_shown(string name, string value, string? named)
    {
        await using var services = Build(new() { [name] = value });
        var error = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IOptions<TossOptions>>().Value);
        Assert.Contains(named!, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secretkey0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_option_is_named_at_once()
    {
        await using var services = Build(
            new() { ["ClientKey"] = "x", ["SecretKey"] = "y", ["ApiAddress"] = "ftp://a" });
        var error = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IOptions<TossOptions>>().Value);
        Assert.Equal(3, error.Failures.Count());
    }

    [Fact]
    public async Task Key_may_stand_in_a_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file, TossServer.Secret + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            TestContext.Current.CancellationToken);
        try
        {
            await using var services = Build(new() { ["SecretKey"] = null, ["SecretKeyFile"] = file });
            Assert.NotNull(services.GetRequiredService<PaymentProviders>().Find("toss"));
            Assert.Equal(TossServer.Secret, TossKeys.Read(null, file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Without_keys_there_is_no_toss()
    {
        await using var services = Build(new() { ["ClientKey"] = null, ["SecretKey"] = null });
        Assert.Null(services.GetRequiredService<PaymentProviders>().Find("toss"));
    }

    private static ServiceProvider Build(Dictionary<string, string?> more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Onair:Payments:Toss:ClientKey"] = options.ClientKey,
            ["Onair:Payments:Toss:SecretKey"] = options.SecretKey,
        };
        foreach (var (key, value) in more) settings["Onair:Payments:Toss:" + key] = value;
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddPayments()
            .BuildServiceProvider();
    }

    private static NoticeReading Signed(string body, string at, string signature) => Read(
        body, new() { [Header("signature")] = signature, [Header("transmission-time")] = at });

    private static NoticeReading Read(string body, Dictionary<string, string> headers) => new TossNotices(options, keys)
        .Read(new ProviderNotice("application/json", Encoding.UTF8.GetBytes(body), headers, null));

    private static string Header(string name) => "tosspayments-webhook-" + name;

    private static string Status() => $$"""
        {"eventType":"PAYMENT_STATUS_CHANGED","createdAt":"2026-03-02T20:01:00.000000","data":{"mId":"ours",
        "paymentKey":"tk_1","orderId":"{{TossSome.Order}}","status":"DONE","totalAmount":"12900"}
        }
        """;

    private static string Deposit() => $$"""
        {"createdAt":"2026-03-02T20:01:00.000000","secret":"ps_1","status":"DONE",
        "transactionKey":"9FF15E1A29D0E77C218F57262BFA4986","orderId":"{{TossSome.Order}}"
        }
        """;

    private static WindowRequest Window() => new()
    {
        Method = PaymentMethod.VirtualAccount,
        IsMobile = false,
        Language = "ko",
        OrderName = "머그컵",
        BuyerName = "김손님",
        BuyerPhone = "010-1234-1234",
        ReturnUrl = new Uri("https://shop.example/pay/return/1/t"),
        CloseUrl = new Uri("https://shop.example/pay/close/1/t"),
        NoticeUrl = new Uri("https://shop.example/notices"),
    };
}
