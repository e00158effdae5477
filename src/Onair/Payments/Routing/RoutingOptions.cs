using System.ComponentModel.DataAnnotations;

namespace Onair.Payments.Routing;

/// <summary>Which provider takes a new payment: <c>ONAIR__PAYMENTS__ROUTING__...</c>.</summary>
public sealed class RoutingOptions
{
    /// <summary>
    /// Shares by provider (<c>toss</c>) or provider and method (<c>toss:card</c>, which counts for that method), each
    /// 0-1000. 0: only when a customer asks for it by name. Not listed: 1, and 0 for the demo beside a real provider.
    /// </summary>
    public Dictionary<string, int> Weights { get; set; } = [];

    /// <summary>Calls within <see cref="Window"/> that say something; below it one unlucky customer decided.</summary>
    [Range(1, 10_000)]
    public int CallsMin { get; set; } = 5;

    /// <summary>
    /// The past that counts. Short, as a provider that went down must be left within five seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Share of failed calls that opens the breaker. Half: the reference platform calls 8 % failures critical for
    /// people; a machine that moves all traffic elsewhere needs more to go by.
    /// </summary>
    [Range(0.01, 1.0)]
    public double FailureShare { get; set; } = 0.5;

    /// <summary>
    /// A call longer than this counts as slow, also while it still hangs. Below the reference platform's critical five
    /// seconds, so that the breaker is faster than the alarm.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan SlowAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Share of slow calls that opens the breaker.</summary>
    [Range(0.01, 1.0)]
    public double SlowShare { get; set; } = 0.8;

    /// <summary>How long an open breaker stays so; doubles each time it opens again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Rest { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest rest.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RestMax { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>After the rest one new payment may try the provider, and the next after this.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ProbeEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Good calls in a row, after the rest, that close the breaker.</summary>
    [Range(1, 1000)]
    public int ProbesMin { get; set; } = 3;

    internal int WeightOf(string provider, PaymentMethod method, int unlisted) =>
        Weights.TryGetValue($"{provider}:{PaymentMethods.Word(method)}", out var exact) ? exact
            : Weights.GetValueOrDefault(provider, unlisted);
}
