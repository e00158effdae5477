namespace Onair.Payments;

/// <summary>How the browser takes its next step. Sent to clients; never renumber.</summary>
public enum BrowserStepKind
{
    /// <summary>Nothing to do: approval begins by itself.</summary>
    None = 1,

    /// <summary>Go to <see cref="BrowserStep.Url"/>.</summary>
    Redirect = 2,

    /// <summary>Post <see cref="BrowserStep.Fields"/> to <see cref="BrowserStep.Url"/> as a form.</summary>
    Form = 3,

    /// <summary>
    /// Load the provider's script from <see cref="BrowserStep.Url"/> and open its window with
    /// <see cref="BrowserStep.Fields"/>; the page knows how by the provider's name.
    /// </summary>
    Script = 4,
}

/// <summary>What the browser does next. Holds nothing secret: a customer can read all of it.</summary>
/// <param name="Kind">How.</param>
/// <param name="Url">Where; null when there is nothing to do.</param>
/// <param name="Fields">Of the form or the script; empty for a redirect.</param>
/// <param name="Charset">Of the form: <c>utf-8</c> or <c>euc-kr</c>.</param>
public sealed record BrowserStep(
    BrowserStepKind Kind, Uri? Url, IReadOnlyDictionary<string, string> Fields, string Charset = "utf-8")
{
    public static readonly BrowserStep None = new(BrowserStepKind.None, null, new Dictionary<string, string>());
}

/// <summary>
/// What a provider's window is opened with, beside the attempt. Never stored: it has a customer's name in it.
/// </summary>
public sealed record WindowRequest
{
    /// <summary>The way to pay that the customer chose.</summary>
    public required PaymentMethod Method { get; init; }

    /// <summary>True for a phone: some providers have a window of another kind for it.</summary>
    public required bool IsMobile { get; init; }

    /// <summary><c>ko</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What is bought, in a few words; the provider cuts it to its own length.</summary>
    public required string OrderName { get; init; }

    public required string BuyerName { get; init; }

    public string? BuyerPhone { get; init; }

    public string? BuyerEmail { get; init; }

    /// <summary>
    /// Where the window sends the browser when it is done; carries the attempt and a token, has no query of its own.
    /// </summary>
    public required Uri ReturnUrl { get; init; }

    /// <summary>Where it goes when the customer closes the window.</summary>
    public required Uri CloseUrl { get; init; }

    /// <summary>Where the provider's servers tell of deposits.</summary>
    public required Uri NoticeUrl { get; init; }
}
