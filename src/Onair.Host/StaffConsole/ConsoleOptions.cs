using System.ComponentModel.DataAnnotations;

namespace Onair.Host.StaffConsole;

/// <summary>The console of this node, under <c>Onair:Console</c>.</summary>
internal sealed class ConsoleOptions : IValidatableObject
{
    /// <summary>
    /// Where it listens: a port of its own, so that whoever can reach the shop cannot reach it. Empty: there is none.
    /// Loopback until somebody says otherwise, knowingly.
    /// </summary>
    public string Url { get; set; } = "";

    /// <summary>The address that staff type, for the links of letters; empty: <see cref="Url"/>.</summary>
    public string PublicUrl { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, text) in new[] { (nameof(Url), Url), (nameof(PublicUrl), PublicUrl) })
        {
            if (text.Length > 0 && (!Uri.TryCreate(text, UriKind.Absolute, out var url)
                || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)))
                yield return new ValidationResult($"'{text}' is not an http address", [name]);
        }
    }
}
