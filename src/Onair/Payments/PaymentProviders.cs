using Microsoft.Extensions.Options;
using Onair.Payments.Demo;
using Onair.Payments.Inicis;
using Onair.Payments.Toss;

namespace Onair.Payments;

/// <summary>The providers this shop takes, by name.</summary>
public sealed class PaymentProviders
{
    /// <summary>
    /// Those at the other end of a wire. A gateway that does not answer keeps callers waiting for its whole timeout:
    /// who works for it must not be who works for another.
    /// </summary>
    public static readonly IReadOnlyList<string> Gateways = [TossProvider.ProviderName, InicisProvider.InicisName];

    private readonly Dictionary<string, IPaymentProvider> byName;

    /// <exception cref="ArgumentException">Two providers share a name.</exception>
    public PaymentProviders(IEnumerable<IPaymentProvider> providers, IOptions<PaymentsOptions> options)
    {
        byName = providers.ToDictionary(p => p.Name);
        // Beside real gateways a provider that approves without money is a hole.
        if (byName.Count > 1 && !options.Value.Demo.Enabled) byName.Remove(DemoProvider.DemoName);
    }

    public IReadOnlyCollection<string> Names => byName.Keys;

    /// <summary>Who takes this way to pay.</summary>
    public IReadOnlyList<string> Takers(PaymentMethod method) =>
        [.. All.Where(p => p.Methods.Contains(method)).Select(p => p.Name)];

    public IPaymentProvider? Find(string name) => byName.GetValueOrDefault(name);

    internal IEnumerable<IPaymentProvider> All => byName.Values;
}
