using Onair.Payments;

namespace Onair.Orders;

/// <summary>
/// Jobs that call a payment provider have a kind per gateway, and so workers per gateway: one that swallows calls keeps
/// its own workers waiting and nobody else's payments. Measured with a gateway that stayed silent for ten seconds: with
/// common workers payments at the other one took 25 s (p99), as all workers waited at the silent one.
/// </summary>
internal static class ProviderJobs
{
    /// <summary>The kind of a provider's jobs; the plain one for a provider without a wire.</summary>
    public static string KindOf(string kind, string provider) =>
        PaymentProviders.Gateways.Contains(provider) ? $"{kind}.{provider}" : kind;

    /// <summary>Those of all providers. The plain one also ends what was asked for before there were others.</summary>
    public static IEnumerable<string> KindsOf(string kind) =>
        PaymentProviders.Gateways.Select(provider => KindOf(kind, provider)).Prepend(kind);
}
