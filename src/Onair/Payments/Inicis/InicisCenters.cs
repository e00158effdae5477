namespace Onair.Payments.Inicis;

/// <summary>The addresses of one data center.</summary>
internal sealed record InicisAddresses(Uri PcApproval, Uri PcNetCancel, Uri MobileApproval, Uri MobileNetCancel);

/// <summary>The allow-list of data centers: the only way from a center's name to an address.</summary>
internal sealed class InicisCenters
{
    /// <summary>The center that approves without money.</summary>
    public const string Staging = "stg";

    private readonly Dictionary<string, InicisAddresses> byName = new(StringComparer.Ordinal);

    public InicisCenters(InicisOptions options)
    {
        foreach (var (name, center) in options.Centers)
        {
            if (name == Staging && !options.Test) continue;
            var (pc, mobile) = (new Uri(center.Pc), new Uri(center.Mobile));
            byName.Add(name, new InicisAddresses(
                new Uri(pc, "api/payAuth"),
                new Uri(pc, "api/netCancel"),
                new Uri(mobile, "smart/payReq.ini"),
                new Uri(mobile, "smart/payNetCancel.ini")));
        }
    }

    public InicisAddresses? Find(string name) => byName.GetValueOrDefault(name);
}
