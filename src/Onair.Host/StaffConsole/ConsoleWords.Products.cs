using Onair.Catalog;
using Onair.Catalog.Pictures;
using Onair.Catalog.Prices;
using Onair.Host.StaffConsole.Products;

namespace Onair.Host.StaffConsole;

public sealed partial class ConsoleWords
{
    public string Products => Say("상품", "Products");
    public string ProductsEmpty => Say("찾는 상품이 없어요.", "No product was found.");
    public string NoSuchProduct => Say("없는 상품이에요.", "There is no such product.");
    public string NewProduct => Say("새 상품", "New product");
    public string FindProducts => Say("이름이나 브랜드", "Name or brand");
    public string Brand => Say("브랜드", "Brand");
    public string Shelf => Say("분류", "Shelf");
    public string ShelfSlug => Say("분류 주소 (kitchen/cups)", "Shelf's address (kitchen/cups)");
    public string SlugTitle => Say("주소", "Address");
    public string BadFilter => Say("조건을 확인해 주세요.", "Please check the filters.");
    public string Texts => Say("글", "Texts");
    public string NameKo => Say("이름 (한국어)", "Name (Korean)");
    public string NameEn => Say("이름 (영어)", "Name (English)");
    public string DescriptionKo => Say("설명 (한국어)", "Description (Korean)");
    public string DescriptionEn => Say("설명 (영어)", "Description (English)");
    public string BrandBoth => Say("브랜드 (한국어|English)", "Brand (한국어|English)");
    public string ShelfBoth => Say("분류 (한국어|English > 한국어|English)", "Shelf (한국어|English > 한국어|English)");
    public string OnSale => Say("판매", "on sale");
    public string Variants => Say("옵션별 상품", "Variants");
    public string AddVariant => Say("옵션 더하기", "Add a variant");
    public string OptionsBoth => Say("옵션", "Options");
    public string ListPrice => Say("정가", "List price");
    public string LimitPerCustomer => Say("1인 한도", "Limit per person");
    public string TaxFree => Say("면세", "tax-free");
    public string AddPicture => Say("사진 올리기", "Add a picture");
    public string PictureHint => Say(
        "JPEG, PNG, WebP. 10 MB, 4천만 화소까지. 위치 같은 정보는 지우고 새로 저장해요.",
        "JPEG, PNG or WebP, up to 10 MB and 40 million pixels. It is written anew, without place or camera.");
    public string NoAlt => Say("상품 사진", "Picture of the product");
    public string AltKo => Say("보이는 것 (한국어)", "What is seen (Korean)");
    public string AltEn => Say("보이는 것 (영어)", "What is seen (English)");
    public string Raise => Say("앞으로", "Move up");
    public string Prices => Say("가격과 날짜", "Prices with dates");
    public string Planned => Say("예정", "planned");
    public string BeginsAt => Say("시작 (KST)", "Begins (KST)");
    public string PlanPrice => Say("가격 예약", "Plan a price");
    public string MendBelow => Say("아래 항목을 고쳐 주세요.", "Please mend what is named below.");

    public string StateOf(ProductStatus status) => status switch
    {
        ProductStatus.Active => OnSale,
        ProductStatus.Withdrawn => Say("내림", "withdrawn"),
    };

    /// <summary>Which field of which variant; the catalog's own words for what is wrong are English.</summary>
    public string Say(DraftFault fault, ProductForm form)
    {
        var field = fault.Field switch
        {
            "name_ko" => NameKo,
            "name_en" => NameEn,
            "description_ko" => DescriptionKo,
            "description_en" => DescriptionEn,
            "brand" => BrandBoth,
            "category" => ShelfBoth,
            "pictures" => Pictures,
            "sku" => Sku,
            "options" => OptionsBoth,
            "price" => Price,
            "list_price" => ListPrice,
            "limit_per_customer" => LimitPerCustomer,
            _ => fault.Field,
        };
        var variant = fault.Variant is { } at && at < form.Variants.Count
            ? $" ({(form.Variants[at].Sku.Length > 0 ? form.Variants[at].Sku : Count(at + 1))})"
            : "";
        return Say($"{field}{variant}: 값을 확인해 주세요.", $"{field}{variant}: {(fault.Message.Length > 0
            ? fault.Message : "cannot be read")}");
    }

    public Told Of(ReviseProductStatus status) => status switch
    {
        ReviseProductStatus.Saved => new(Done, false),
        ReviseProductStatus.Invalid => new(MendBelow, true),
        ReviseProductStatus.ChangedMeanwhile => new(ChangedMeanwhile, true),
    };

    public Told Of(AddProductPictureStatus status) => status switch
    {
        AddProductPictureStatus.Added => new(
            Say("사진을 올렸어요. 저장을 눌러야 상품에 보여요.", "It is here. Save to show it with the product."), false),
        AddProductPictureStatus.NotAPicture => new(
            Say("JPEG, PNG, WebP 사진이 아니거나 깨졌어요.", "Neither JPEG nor PNG nor WebP, or broken."), true),
        AddProductPictureStatus.TooManyPixels => new(Say("사진이 너무 커요.", "It has too many pixels."), true),
        AddProductPictureStatus.TooLarge => new(FileTooLarge(AddProductPicture.FileBytesMax), true),
        AddProductPictureStatus.Busy => new(Busy, true),
    };

    public Told Of(PlanPriceStatus status) => status switch
    {
        PlanPriceStatus.Planned => new(Done, false),
        PlanPriceStatus.UnknownVariant => new(NoSuchProduct, true),
        PlanPriceStatus.Invalid => new(NotANumber, true),
        PlanPriceStatus.BadTime => new(Say("1년 안의 앞날이어야 해요.", "It must begin later, within a year."), true),
        PlanPriceStatus.TooMany => new(Say("예약한 가격이 너무 많아요.", "There are too many planned prices."), true),
    };
}
