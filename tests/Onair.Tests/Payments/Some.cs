using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Onair.Payments;
using Onair.Payments.Routing;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>Attempts for tests that need one and do not care which.</summary>
internal static class Some
{
    public static readonly TimeSpan Session = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan Pay = TimeSpan.FromMinutes(10);

    public static Attempt Prepared(long amount, string provider = "demo") => new()
    {
        Id = Guid.CreateVersion7(TestDatabase.Start),
        OrderId = Guid.CreateVersion7(TestDatabase.Start),
        OrderNumber = "20260302-ABCDEFGH",
        Number = 1,
        Provider = provider,
        Amount = amount,
        Currency = "KRW",
        State = AttemptState.Prepared,
        Deadline = TestDatabase.Start + Pay,
        CreatedAt = TestDatabase.Start,
        ChangedAt = TestDatabase.Start,
        Version = 1,
    };

    public static Attempt Begun(long amount, string provider = "demo")
    {
        var prepared = Prepared(amount, provider);
        return prepared with
        {
            State = AttemptState.Approving,
            BodyHash = prepared.HashBody(),
            BeganAt = TestDatabase.Start,
            SessionUntil = TestDatabase.Start + Session,
            Version = 2,
        };
    }

    /// <summary>These, and the demo among them too.</summary>
    public static PaymentProviders Providers(params IReadOnlyList<IPaymentProvider> providers) =>
        new(providers, Options(o => o.Demo.Enabled = true));

    public static ProviderCalls Calls(PaymentProviders providers, TimeProvider time) =>
        new(providers, Health(providers, time), time, NullLogger<ProviderCalls>.Instance);

    public static ProviderHealth Health(
        PaymentProviders providers, TimeProvider time, RoutingOptions? options = null) =>
        new(
            providers,
            Microsoft.Extensions.Options.Options.Create(options ?? new RoutingOptions()),
            time,
            NullLogger<ProviderHealth>.Instance);

    public static IOptions<PaymentsOptions> Options(Action<PaymentsOptions>? configure = null)
    {
        var options = new PaymentsOptions();
        configure?.Invoke(options);
        return Microsoft.Extensions.Options.Options.Create(options);
    }
}
