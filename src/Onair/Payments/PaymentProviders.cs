namespace Onair.Payments;

/// <summary>The providers this shop takes, by name.</summary>
public sealed class PaymentProviders
{
    private readonly Dictionary<string, IPaymentProvider> byName;

    /// <exception cref="ArgumentException">Two providers share a name.</exception>
    public PaymentProviders(IEnumerable<IPaymentProvider> providers) => byName = providers.ToDictionary(p => p.Name);

    public IReadOnlyCollection<string> Names => byName.Keys;

    public IPaymentProvider? Find(string name) => byName.GetValueOrDefault(name);

    internal IEnumerable<IPaymentProvider> All => byName.Values;
}
