using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Onair.Host.Web;

/// <summary>How a node is run, under <c>Onair</c>.</summary>
internal sealed class HostingOptions : IValidatableObject
{
    /// <summary>Fill an empty shop with the sample.</summary>
    public bool Sample { get; set; } = true;

    /// <summary>Lets customers choose the payment provider beside the way to pay, so that each can be tried.</summary>
    public bool ShowProviders { get; set; }

    /// <summary>
    /// How long a node answers after it stopped being ready. A balancer that looks every second needs two.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Drain { get; set; } = TimeSpan.Zero;

    /// <summary>Seconds to wait for a database that is not there yet.</summary>
    [Range(1, 3600)]
    public int StartTriesMax { get; set; } = 60;

    /// <summary>
    /// Shows letters at <c>/dev/mail</c> while no mail server is named: on a machine of one's own, never for a shop.
    /// </summary>
    public bool ShowMail { get; set; }

    /// <summary>
    /// Proxies whose <c>X-Forwarded-For</c> is believed, as addresses or networks (<c>10.0.0.0/8</c>), one each in
    /// <c>ONAIR__TRUSTEDPROXIES__0</c> and on. None: a visitor is who opened the connection.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Opens <c>/bench/...</c>: for measurements on a machine of one's own, never for a shop.</summary>
    public bool Bench { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => TrustedProxies
        .Where(text => !IPNetwork.TryParse(text, out _) && !IPAddress.TryParse(text, out _))
        .Select(text => new ValidationResult($"'{text}' is no address and no network", [nameof(TrustedProxies)]));
}
