namespace Onair.Catalog;

/// <summary>
/// Which drafts can be saved, judged by themselves: lengths, ranges and characters. No database is asked.
/// </summary>
internal static class DraftRule
{
    /// <summary>Appends every fault of one draft.</summary>
    public static void Check(ProductDraft draft, int index, List<DraftFault> faults)
    {
        CheckProduct(draft, index, faults);
        if (draft.Variants.Count is 0 or > Product.VariantsMax)
            faults.Add(new DraftFault(index, null, "sku", $"a product has 1 to {Product.VariantsMax} variants"));
        for (var i = 0; i < draft.Variants.Count; i++) CheckVariant(draft.Variants[i], index, i, faults);
    }

    /// <summary>The faults of the product's own fields.</summary>
    public static List<DraftFault> OfProduct(ProductDraft draft)
    {
        var faults = new List<DraftFault>();
        CheckProduct(draft, 0, faults);
        return faults;
    }

    /// <summary>The faults of one variant.</summary>
    public static List<DraftFault> OfVariant(VariantDraft variant)
    {
        var faults = new List<DraftFault>();
        CheckVariant(variant, 0, 0, faults);
        return faults;
    }

    private static void CheckProduct(ProductDraft draft, int index, List<DraftFault> faults)
    {
        if (draft.Slug is { } slug && !Slug.IsValid(slug))
            Add("product", $"is 1 to {Slug.LengthMax} of a-z, 0-9 and single hyphens");
        CheckText("name_ko", draft.Name.Ko, Product.NameLengthMax, required: true);
        CheckText("name_en", draft.Name.En, Product.NameLengthMax, required: true);
        CheckText("description_ko", draft.Description.Ko, Product.DescriptionLengthMax, lines: true);
        CheckText("description_en", draft.Description.En, Product.DescriptionLengthMax, lines: true);
        if (draft.Brand is { } brand)
        {
            CheckBoth("brand", brand, Brand.LengthMax, required: true);
            if (Brand.Named(brand) is null) Add("brand", "has no letter or digit that an address can show");
        }

        if (draft.Category.Count > Category.DepthMax) Add("category", $"is at most {Category.DepthMax} shelves deep");
        foreach (var shelf in draft.Category) CheckBoth("category", shelf, Category.LengthMax, required: true);
        if (Category.Path(draft.Category) is null) Add("category", "has no letter or digit that an address can show");
        CheckPictures();

        void Add(string field, string message) => faults.Add(new DraftFault(index, null, field, message));

        void CheckText(string field, string text, int lengthMax, bool required = false, bool lines = false)
        {
            if (TextFault(text, lengthMax, required, lines) is { } fault) Add(field, fault);
        }

        void CheckBoth(string field, LocalText text, int lengthMax, bool required = false)
        {
            CheckText(field, text.Ko, lengthMax, required);
            if (text.En != text.Ko) CheckText(field, text.En, lengthMax, required);
        }

        void CheckPictures()
        {
            if (draft.Pictures.Count > Picture.PerProductMax) Add("pictures", $"are at most {Picture.PerProductMax}");
            foreach (var picture in draft.Pictures)
            {
                if (!Picture.IsUrl(picture.Url)) Add("pictures", "are http(s) addresses or paths that begin with /");
                CheckBoth("pictures", picture.Alt, Product.NameLengthMax);
            }
        }
    }

    private static void CheckVariant(VariantDraft variant, int product, int index, List<DraftFault> faults)
    {
        if (!Variant.IsSku(variant.Sku))
        {
            Add(
                "sku",
                $"is 1 to {Variant.SkuLengthMax} of A-Z a-z 0-9 . _ : / # + - and begins with a letter or digit");
        }

        if (variant.Gtin is { } gtin && !Variant.IsGtin(gtin))
            Add("gtin", "is 8, 12, 13 or 14 digits with a check digit");
        if (variant.Price.Fault() is { } fault) Add(fault.Field, fault.Message);
        if (variant.LimitPerCustomer is < 1 or > Variant.LimitMax)
            Add("limit_per_customer", $"is 1 to {Variant.LimitMax}, or empty for none");
        if (variant.Options.Count > Option.PerVariantMax) Add("options", $"are at most {Option.PerVariantMax}");
        foreach (var option in variant.Options)
        {
            string[] texts = [option.Name.Ko, option.Name.En, option.Value.Ko, option.Value.En];
            foreach (var wrong in texts.Select(OptionFault).Distinct())
            {
                if (wrong is not null) Add("options", wrong);
            }
        }

        if (variant.Options.DistinctBy(option => option.Name.En).Count() < variant.Options.Count)
            Add("options", "name one option twice");

        void Add(string field, string message) => faults.Add(new DraftFault(product, index, field, message));
    }

    private static string? OptionFault(string text) => TextFault(text, Option.LengthMax, required: true, lines: false);

    private static string? TextFault(string text, int lengthMax, bool required, bool lines)
    {
        if (text.Length == 0) return required ? "is missing" : null;
        return text != TextRule.Clean(text) ? "has white space around it" : TextRule.Fault(text, lengthMax, lines);
    }
}
