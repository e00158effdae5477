using CsCheck;
using Onair.Catalog;
using Onair.Catalog.Feeds;

namespace Onair.Tests.Catalog;

/// <summary>
/// What is exported and imported again is the same catalog, in all three formats, however wild its texts are.
/// </summary>
public sealed class FeedRoundTripTests
{
    private const string shopUrl = "https://shop.example";

    private static readonly Gen<LocalText> line =
        HostileTexts.Line.Select(HostileTexts.Line, (ko, en) => new LocalText(ko, en));

    /// <summary>A name that has a letter for its address somewhere.</summary>
    private static readonly Gen<LocalText> named = line.Select(t => t with { En = t.En + "x" });

    private static readonly Gen<LocalText> lines =
        Gen.OneOf(HostileTexts.Lines, Gen.Const(""))
            .Select(Gen.OneOf(HostileTexts.Lines, Gen.Const("")), (ko, en) => new LocalText(ko, en));

    private static readonly Gen<Price> price = Gen.Long[0, Price.AmountMax / 2].Select(
        Gen.Long[0, 1000].Nullable(), Gen.Bool, (amount, more, taxFree) => new Price(amount, amount + more, taxFree));

    private static readonly Gen<Option[]> options =
        line.Select(line, (name, value) => new Option(name, value)).Array[0, 3]
        .Select(all => all.DistinctBy(o => o.Name.En).ToArray());

    private static readonly Gen<Picture> picture =
        HostileTexts.Any("/pictures/a.svg", "https://cdn.example/a;b=c.png?x=1&y=2,3").Select(
        Gen.OneOf(line, Gen.Const(LocalText.Empty)), (url, alt) => new Picture(url, alt));

    private static readonly Gen<VariantDraft> variant = price.Select(
        options, Gen.Int[1, 10_000].Nullable(), HostileTexts.Any(null, "4006381333931"),
        (p, o, limit, gtin) =>
            new VariantDraft { Sku = "", Price = p, Options = o, LimitPerCustomer = limit, Gtin = gtin });

    private static readonly Gen<ProductDraft> product = named.Select(
        lines, Gen.OneOf(named, Gen.Const((LocalText)null!)), named.Array[0, 3], picture.Array[0, 3],
        (name, description, brand, category, pictures) => new ProductDraft
        {
            Name = name,
            Description = description,
            Brand = brand,
            Category = category,
            Pictures = pictures,
            Variants = [],
        }).Select(variant.Array[1, 3], (p, variants) => p with { Variants = variants });

    [Theory]
    [InlineData(FeedFormat.Csv), InlineData(FeedFormat.GoogleTsv), InlineData(FeedFormat.GoogleRss)]
    public async Task Written_products_are_read_back_as_they_were(FeedFormat format)
    {
        await product.Array[1, 4].SampleAsync(
            async drafts =>
            {
                var whole = drafts.Select((p, i) => p with
                {
                    Slug = $"p-{i}",
                    Variants = [.. p.Variants.Select((v, j) => v with { Sku = $"S{i}-{j}" })],
                }).ToArray();
                var read = await ReadBackAsync(whole, format);
                Assert.Equal(whole.Select(Text), read.Select(Text));
            },
            iter: 300,
            threads: 1);
    }

    private static async Task<List<ProductDraft>> ReadBackAsync(ProductDraft[] drafts, FeedFormat format)
    {
        var shape = FeedShape.Of(format, shopUrl);
        using var file = new MemoryStream();
        await using (var writer = FeedWriter.Open(file, format, shape, shopUrl))
        {
            await writer.StartAsync();
            foreach (var draft in drafts)
            {
                var saved = Saved(draft);
                foreach (var one in saved.Variants) await writer.WriteAsync(shape.Write(saved, one, inStock: true));
            }

            await writer.EndAsync();
        }

        file.Position = 0;
        var errors = new FeedErrors();
        var content = await FeedReader.ReadAsync(
            file, format, shape, errors, report: null, TestContext.Current.CancellationToken);
        Assert.Empty(errors.Listed);
        return content.Drafts;
    }

    /// <summary>As the plan of a save makes it.</summary>
    private static Product Saved(ProductDraft draft)
    {
        var nothing = new KnownCatalog(
            new Dictionary<Guid, Product>(),
            new Dictionary<string, Guid>(),
            new Dictionary<string, Guid>(),
            new Dictionary<string, Brand>(),
            new Dictionary<string, Category>());
        var plan = new SavePlan(nothing, DateTimeOffset.UnixEpoch, 1);
        plan.Add(draft, 0);
        Assert.Empty(plan.Faults);
        return plan.Products[0];
    }

    private static string Text(ProductDraft draft) =>
        System.Text.Json.JsonSerializer.Serialize(draft);
}
