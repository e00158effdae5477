using System.Text.Json.Serialization;

namespace Onair.Catalog;

/// <summary>What one piece of a variant costs.</summary>
/// <param name="Sku">The variant.</param>
/// <param name="Price">Integer won, VAT included.</param>
/// <param name="ListPrice">The price before, struck through beside it; absent for none.</param>
/// <param name="Version">Which entry of the price history; what order lines keep.</param>
public sealed record PriceBody(string Sku, long Price, long? ListPrice, int Version);

/// <param name="Price">Integer won, VAT included; 0 to a billion.</param>
/// <param name="ListPrice">Not below the price; absent for none.</param>
public sealed record ChangePriceBody(long Price, long? ListPrice);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PriceBody))]
[JsonSerializable(typeof(ChangePriceBody))]
internal sealed partial class PricesJson : JsonSerializerContext;
