namespace Onair.Catalog;

/// <summary>What the order path must know of a variant to sell it, read inside the transaction that sells.</summary>
/// <param name="Id">The variant.</param>
/// <param name="Sku">As shoppers and warehouses name it.</param>
/// <param name="Price">Integer won, VAT included.</param>
/// <param name="PriceVersion">Which row of the price history that price is; order lines keep it, so that
/// <c>verify</c> can show that every line has a price that its variant had.</param>
/// <param name="TaxFree">Sold without VAT.</param>
/// <param name="LimitPerCustomer">Pieces one customer may have; null for no limit.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="OnSale">False: the variant or its product was taken off sale; the order path answers "offer
/// ended".</param>
/// <param name="NameKo">Product and option in Korean, as it stands on the order.</param>
/// <param name="NameEn">The same in English.</param>
public sealed record SellableVariant(
    Guid Id,
    string Sku,
    long Price,
    int PriceVersion,
    bool TaxFree,
    int? LimitPerCustomer,
    string Currency,
    bool OnSale,
    string NameKo,
    string NameEn);
