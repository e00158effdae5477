using Microsoft.Extensions.Options;
using Onair.Payments.Demo;

namespace Onair.Payments;

/// <summary>The providers this shop takes, by name.</summary>
public sealed class PaymentProviders
{
    private readonly Dictionary<string, IPaymentProvider> byName;

    /// <exception cref="ArgumentException">Two providers share a name.</exception>
    public PaymentProviders(IEnumerable<IPaymentProvider> providers, IOptions<PaymentsOptions> options)
    {
        // One that takes no way to pay is not configured.
        byName = providers.Where(p => p.Methods.Count > 0).ToDictionary(p => p.Name);
        // Beside real gateways a provider that approves without money is a hole.
        if (byName.Count > 1 && !options.Value.Demo.Enabled) byName.Remove(DemoProvider.DemoName);
    }

    public IReadOnlyCollection<string> Names => byName.Keys;

    public IPaymentProvider? Find(string name) => byName.GetValueOrDefault(name);

    internal IEnumerable<IPaymentProvider> All => byName.Values;
}
