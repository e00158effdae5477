namespace Onair.Payments;

/// <summary>What moved, as a provider lists it. Never renumber.</summary>
public enum StatementKind
{
    /// <summary>Money taken from a customer.</summary>
    Capture = 1,

    /// <summary>Money paid back: a cancel, a partial cancel, a net cancel.</summary>
    Refund = 2,
}

/// <summary>One movement that a provider knows of.</summary>
/// <param name="Key">The provider's own key of the movement; unique with the provider.</param>
/// <param name="Reference">The provider's id of the payment.</param>
/// <param name="OrderId"><see cref="Attempt.ProviderOrderId"/>.</param>
/// <param name="Kind">Which way.</param>
/// <param name="Amount">Won, at least 1, either way.</param>
/// <param name="At">When.</param>
public sealed record ProviderMovement(
    string Key, string Reference, string OrderId, StatementKind Kind, long Amount, DateTimeOffset At);

/// <summary>What a provider pays out for one movement.</summary>
/// <param name="Reference">The provider's id of the payment.</param>
/// <param name="OrderId"><see cref="Attempt.ProviderOrderId"/>.</param>
/// <param name="Amount">Won; negative for a refund.</param>
/// <param name="Fee">Won, without VAT.</param>
/// <param name="Vat">Won of VAT on the fee.</param>
/// <param name="PayOut">Won: amount - fee - vat.</param>
/// <param name="SoldOn">Day of the sale in Korea.</param>
/// <param name="PaidOutOn">Day the money comes.</param>
public sealed record ProviderSettlement(
    string Reference,
    string OrderId,
    long Amount,
    long Fee,
    long Vat,
    long PayOut,
    DateOnly SoldOn,
    DateOnly PaidOutOn);

/// <summary>What is asked of a provider's books.</summary>
/// <param name="From">From this moment on.</param>
/// <param name="Until">Up to this moment, itself not included.</param>
/// <param name="Ours">
/// Our attempts of that time: a gateway without a listing is asked about each of them instead.
/// </param>
public sealed record StatementRequest(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<Attempt> Ours);

/// <summary>A provider's side of a reconciliation.</summary>
/// <param name="Movements">At most <see cref="MovementsMax"/>.</param>
/// <param name="IsListing">
/// False: only what we asked for is in it, so that a payment we never heard of cannot be found here.
/// </param>
public sealed record ProviderStatement(IReadOnlyList<ProviderMovement> Movements, bool IsListing)
{
    /// <summary>Movements of one statement: a day at 400,000 orders has half of it.</summary>
    public const int MovementsMax = 1_000_000;
}
