using Microsoft.Extensions.Options;
using Onair.Payments;
using Onair.Payments.Demo;
using Onair.Payments.Routing;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>Who takes a new payment.</summary>
public sealed class RouteTests
{
    private const int many = 10_000;

    [Fact]
    public void Weights_are_shares()
    {
        var shares = Draw([Well("a", 70), Well("b", 30)]);
        Assert.InRange(shares["a"], 0.67 * many, 0.73 * many);
        Assert.InRange(shares["b"], 0.27 * many, 0.33 * many);
    }

    [Fact]
    public void One_order_is_always_sent_to_the_same()
    {
        Route[] routes = [Well("a", 50), Well("b", 50)];
        for (var i = 0; i < 100; i++)
        {
            var order = Guid.CreateVersion7();
            Assert.Equal(RoutePayments.Choose(routes, order), RoutePayments.Choose(routes, order));
        }
    }

    [Fact]
    public void Provider_that_is_down_gets_nothing_while_another_is_well() =>
        Assert.Equal(many, Draw([Down("a", 99), Well("b", 1)])["b"]);

    [Fact]
    public void Provider_that_rested_gets_the_probe() =>
        Assert.Equal("a", RoutePayments.Choose([new("a", 1, BreakerState.Probing, true), Well("b", 99)], Guid.Empty));

    [Fact]
    public void Provider_that_rested_and_is_being_probed_gets_no_more() =>
        Assert.Equal("b", RoutePayments.Choose([new("a", 99, BreakerState.Probing, false), Well("b", 1)], Guid.Empty));

    [Fact]
    public void When_all_are_down_somebody_is_still_asked() =>
        Assert.Equal(2, Draw([Down("a", 50), Down("b", 50)]).Count);

    [Fact]
    public void Weight_of_nothing_is_only_for_who_asks_by_name() =>
        Assert.Equal(many, Draw([Well("a", 0), Well("b", 1)])["b"]);

    [Fact]
    public void Only_provider_is_taken_whatever_its_weight() =>
        Assert.Equal("a", RoutePayments.Choose([Well("a", 0)], Guid.CreateVersion7()));

    [Fact]
    public void Nobody_is_nobody() => Assert.Null(RoutePayments.Choose([], Guid.CreateVersion7()));

    [Fact]
    public void Weight_of_a_method_counts_before_that_of_the_provider()
    {
        var options = new RoutingOptions { Weights = { ["toss"] = 10, ["toss:card"] = 90 } };
        Assert.Equal(90, options.WeightOf("toss", PaymentMethod.Card, 1));
        Assert.Equal(10, options.WeightOf("toss", PaymentMethod.Transfer, 1));
        Assert.Equal(1, options.WeightOf("inicis", PaymentMethod.Card, 1));
    }

    [Theory]
    [InlineData("scripted", 1001)]
    [InlineData("scripted", -1)]
    [InlineData("nobody", 1)]
    [InlineData("scripted:shells", 1)]
    [InlineData("scripted:card:x", 1)]
    public void Weight_that_means_nothing_is_refused_at_the_start(string key, int weight)
    {
        var rule = new ValidateRouting(Some.Providers(new ScriptedProvider()));
        var answer = rule.Validate(null, new RoutingOptions { Weights = { [key] = weight } });
        Assert.True(answer.Failed);
        Assert.Contains(key, answer.FailureMessage);
    }

    [Fact]
    public void Demo_is_not_there_beside_a_real_provider_unless_it_is_asked_for()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TestDatabase.Start);
        IPaymentProvider[] both = [new DemoProvider(Some.Options(), time), new ScriptedProvider()];
        Assert.Equal(["scripted"], new PaymentProviders(both, Some.Options()).Names);
        var enabled = new PaymentProviders(both, Some.Options(o => o.Demo.Enabled = true));
        Assert.Equal(["demo", "scripted"], enabled.Names);
        var route = new RoutePayments(enabled, Some.Health(enabled, time), Options.Create(new RoutingOptions()));
        for (var i = 0; i < 100; i++)
            Assert.Equal("scripted", route.Choose(PaymentMethod.Card, Guid.CreateVersion7()));
    }

    private static Route Well(string provider, int weight) => new(provider, weight, BreakerState.Closed, false);

    private static Route Down(string provider, int weight) => new(provider, weight, BreakerState.Open, false);

    private static Dictionary<string, int> Draw(IReadOnlyList<Route> routes) => Enumerable.Range(0, many)
        .GroupBy(_ => RoutePayments.Choose(routes, Guid.CreateVersion7())!)
        .ToDictionary(g => g.Key, g => g.Count());
}
