namespace Onair.Sandbox.Windows;

public enum WindowChoice
{
    Card = 1,
    Bank = 2,

    /// <summary>Nothing to choose: a phone bill.</summary>
    None = 3,
}

/// <summary>
/// What a payment window shows; both gateways fill it in. Its form posts <c>button</c> (<c>pay</c>, <c>decline</c>,
/// <c>cancel</c>, <c>close</c>) and <c>card</c> or <c>bank</c> to <paramref name="Action"/>, and the gateway that gave
/// the page decides what each means.
/// </summary>
/// <param name="Gateway">As a customer knows it.</param>
/// <param name="Method">As the gateway calls it, such as <c>CARD</c>.</param>
/// <param name="Action">A path of this sandbox.</param>
/// <param name="Hidden">Fields that come back with the form.</param>
/// <param name="Korean">The language of the page, see <see cref="WindowWords.IsKorean"/>.</param>
/// <param name="FormTargets">Where the form may lead in the end: addresses of the shop.</param>
internal sealed record WindowPage(
    string Gateway,
    string Merchant,
    string OrderName,
    string OrderId,
    long Amount,
    string Method,
    WindowChoice Choice,
    string Action,
    IReadOnlyDictionary<string, string> Hidden,
    bool Korean,
    IReadOnlyList<string> FormTargets);
