using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Tests.Payments;

public sealed class PaymentsSetupTests
{
    [Fact]
    public async Task Setup_wires_every_verb()
    {
        await using var services = Build([]);
        Type[] verbs =
        [
            typeof(PrepareAttempts), typeof(AuthenticateAttempts), typeof(WithdrawAttempts), typeof(BeginApproval),
            typeof(ApproveAttempts), typeof(QueryAttempts), typeof(NetCancelAttempts), typeof(SettleAttempts),
            typeof(RequestRefunds), typeof(RunRefunds), typeof(SettleRefunds),
        ];
        Assert.All(verbs, verb => Assert.NotNull(services.GetRequiredService(verb)));
        Assert.Equal(["demo"], services.GetRequiredService<PaymentProviders>().Names);
    }

    [Theory]
    [InlineData("Onair:Payments:AttemptsPerOrderMax", "0")]
    [InlineData("Onair:Payments:SealKeys:0", "short")]
    [InlineData("Onair:Payments:Demo:ConcurrencyMax", "0")]
    [InlineData("Onair:Payments:Demo:SessionWindow", "02:00:00")]
    public async Task Options_out_of_range_are_refused(string key, string value)
    {
        await using var services = Build(new() { [key] = value });
        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<PaymentsOptions>>().Value);
    }

    [Fact]
    public void Two_providers_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => Some.Providers(new ScriptedProvider(), new ScriptedProvider()));

    [Fact]
    public async Task Every_provider_with_a_wire_is_listed_as_a_gateway()
    {
        await using var services = Build(new()
        {
            ["Onair:Payments:Toss:ClientKey"] = "test_ck_sandbox0000000000000000000000",
            ["Onair:Payments:Toss:SecretKey"] = "test_sk_sandbox0000000000000000000000",
            ["Onair:Payments:Inicis:Mid"] = "INIpayTest",
            ["Onair:Payments:Inicis:SignKey"] = "c2FuZGJveC1zaWduLWtleS0wMDAx",
            ["Onair:Payments:Inicis:ApiKey"] = "sandboxIniApiKey",
            ["Onair:Payments:Inicis:ApiIv"] = "sandboxiv0000016",
            ["Onair:Payments:Inicis:ClientIp"] = "127.0.0.1",
            ["Onair:Payments:Inicis:MobileHashKey"] = "c2FuZGJveC1oYXNoLWtleS0wMDAx",
        });
        var made = services.GetServices<OptionalProvider>().Select(optional => optional.Make(services)?.Name);
        Assert.Equal(PaymentProviders.Gateways.Order(), made.Order());
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddSingleton(TimeProvider.System)
        // No database is asked before something is sealed.
        .AddSingleton(new SecretStore(null!, TimeProvider.System))
        .AddLogging()
        .AddPayments()
        .BuildServiceProvider(validateScopes: true);
}
