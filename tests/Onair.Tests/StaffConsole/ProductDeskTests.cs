using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Onair.Catalog;
using Onair.Catalog.Pictures;
using Onair.Catalog.Prices;
using Onair.Inventory;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Tests.Browser;
using Onair.Tests.Catalog;
using SkiaSharp;

namespace Onair.Tests.StaffConsole;

/// <summary>Products, their pictures and their prices with dates; what is no picture is refused.</summary>
public sealed class ProductDeskTests(Chromium chromium, ConsoleWorld world)
    : IClassFixture<Chromium>, IClassFixture<ConsoleWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merchandiser_makes_a_product_with_a_picture_and_another_is_told_that_it_changed()
    {
        var token = await world.SignInAsync(StaffRoles.Merchandiser, "md-products@shop.example");
        var page = await OpenAsync(token, "/products/new");
        await page.ClickAsync("button:text('저장')");
        await Assertions.Expect(page.Locator("main [role=alert]")).ToContainTextAsync("가격");
        await page.FillAsync("#name-ko", "유리컵");
        await page.FillAsync("#name-en", "Glass cup");
        await page.FillAsync("#shelf", "주방|Kitchen > 컵|Cups");
        await page.FillAsync("#sku-0", "mug");
        await page.FillAsync("#price-0", "7,900");
        await page.ClickAsync("button:text('저장')");
        await Assertions.Expect(page.Locator("main [role=alert]")).ToContainTextAsync("SKU (mug)");
        await page.FillAsync("#sku-0", "GLASS-1");
        await ConsoleWorld.GiveFileAsync(
            page, "#picture", "cup.png", RewritePicturesTests.Drawn(60, 40, SKEncodedImageFormat.Png));
        await Assertions.Expect(page.Locator("main img")).ToHaveCountAsync(1);
        await page.FillAsync("#alt-ko-0", "투명한 컵");
        await page.FillAsync("#alt-en-0", "A clear cup");
        await page.ClickAsync("button:text('저장')");
        await page.WaitForURLAsync(new Regex("/products/glass-cup$"));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("유리컵");
        // The picture is there for customers, for ever, and is WebP whatever it was.
        var url = (await page.Locator("main img").GetAttributeAsync("src"))!;
        using var shown = await world.Shop.Client.GetAsync(new Uri(url, UriKind.Relative), Cancel);
        Assert.Equal("image/webp", shown.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", shown.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        var other = await OpenAsync(token, "/products/glass-cup");
        await other.FillAsync("#name-ko", "유리컵 둘");
        await other.Locator("#name-ko").BlurAsync();
        await other.ClickAsync("button:text('저장')");
        await Assertions.Expect(other.Locator("[role=status].said")).ToHaveTextAsync("했어요.");
        await page.FillAsync("#name-ko", "유리컵 셋");
        await page.Locator("#name-ko").BlurAsync();
        await page.ClickAsync("button:text('저장')");
        await Assertions.Expect(page.Locator("[role=status].said.no")).ToHaveCountAsync(1);
        var product = (await world.Get<ReviseProduct>().FindAsync("glass-cup", Cancel))!;
        Assert.Equal(("유리컵 둘", 7_900L), (product.Name.Ko, product.Variants[0].Price.Amount));
        Assert.Equal("A clear cup", product.Pictures[0].Alt.En);
    }

    [Fact]
    public async Task Price_with_a_date_is_planned_and_taken_back()
    {
        var token = await world.SignInAsync(StaffRoles.Merchandiser, "md-prices@shop.example");
        var page = await OpenAsync(token, "/products/thing-pot");
        await page.FillAsync("#at-pot", "2020-01-01T00:00");
        await page.FillAsync("#plan-pot", "8000");
        await page.ClickAsync("button:text('가격 예약')");
        await Assertions.Expect(page.Locator("[role=status].said.no")).ToContainTextAsync("앞날");
        var begins = TimeProvider.System.GetUtcNow().AddDays(3);
        await page.FillAsync("#at-pot", begins.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-ddTHH:mm"));
        await page.ClickAsync("button:text('가격 예약')");
        await Assertions.Expect(page.Locator("ul.views .state")).ToHaveTextAsync("예정");
        Assert.Equal(8_000, Assert.Single(await world.Get<PlanPrice>().PlansAsync("pot", Cancel)).Amount);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^빼기: pot|^지우기: pot") }).ClickAsync();
        await Assertions.Expect(page.Locator("ul.views .state")).ToHaveCountAsync(0);
    }

    /// <summary>Each is refused, and nothing of it is kept.</summary>
    [Fact]
    public async Task What_is_no_picture_or_too_much_of_one_is_refused()
    {
        var add = world.Get<AddProductPicture>();
        var svg = Encoding.UTF8.GetBytes("<svg xmlns=\"x\"><script>alert(1)</script></svg>");
        byte[] hidden = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. svg];
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await archive.CreateEntry("bomb").OpenAsync(Cancel);
            await entry.WriteAsync(new byte[20_000_000], Cancel);
        }

        foreach (var wrong in new[] { svg, hidden, zip.ToArray(), "GIF89a"u8.ToArray(), [], [0xFF, 0xD8, 0xFF] })
            Assert.Equal(AddProductPictureStatus.NotAPicture, (await add.RunAsync(wrong, Cancel)).Status);
        // A few bytes that say they are 65,535 pixels wide and high: 17 GB when unpacked.
        Assert.Equal(AddProductPictureStatus.TooManyPixels, (await add.RunAsync(Bomb(), Cancel)).Status);
        Assert.Equal(
            AddProductPictureStatus.TooLarge,
            (await add.RunAsync(new byte[AddProductPicture.FileBytesMax + 1], Cancel)).Status);
        Assert.Null(await add.FindAsync("/pictures/" + new string('0', 32) + ".webp", Cancel));
        Assert.Null(await add.FindAsync("/pictures/../../etc/passwd.webp", Cancel));

        // At the desk too.
        var token = await world.SignInAsync(StaffRoles.Merchandiser, "md-bad@shop.example");
        var page = await OpenAsync(token, "/products/thing-pan");
        foreach (var (bytes, says) in new[]
        {
            (svg, "깨졌어요"), (Bomb(), "너무 커요"), (new byte[AddProductPicture.FileBytesMax + 1], "KB까지"),
        })
        {
            await ConsoleWorld.GiveFileAsync(page, "#picture", "x.png", bytes);
            await Assertions.Expect(page.Locator("[role=status].said.no")).ToContainTextAsync(says);
        }

        await Assertions.Expect(page.Locator("main img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_may_only_read_products_changes_none()
    {
        var token = await world.SignInAsync(StaffRoles.Care, "care-products@shop.example");
        var page = await OpenAsync(token, "/products/thing-mug");
        await Assertions.Expect(page.Locator("#name-ko")).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator("main .main-button, main form.row button")).ToHaveCountAsync(0);
        await page.GotoAsync("/products/new");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("없는 상품");
    }

    [Fact]
    public async Task Warehouse_receives_and_counts()
    {
        var token = await world.SignInAsync(StaffRoles.Warehouse, "wh-stock@shop.example");
        var page = await OpenAsync(token, "/stock/pot");
        await page.SelectOptionAsync("#how", "receive");
        await page.FillAsync("#change", "40");
        await page.FillAsync("#reason", "발주 12");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("[role=status].said")).ToHaveTextAsync("했어요.");
        Assert.Equal(540, (await world.Get<ReadStock>().BySkuAsync(["pot"], Cancel))[0].OnHand);
        await page.SelectOptionAsync("#how", "count");
        await page.FillAsync("#change", "533");
        await page.FillAsync("#reason", "월말 실사");
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("table.rows").Last).ToContainTextAsync("월말 실사");
        Assert.Equal(533, (await world.Get<ReadStock>().BySkuAsync(["pot"], Cancel))[0].OnHand);
        var entries = await world.Get<ReadAudit>().RunAsync(new AuditQuestion(null, null, "sku:pot", 5), Cancel);
        Assert.Equal(
            ["count -7", "receive +40"],
            entries.Where(entry => entry.Deed == Deed.StockChanged).Select(entry => entry.Detail));
    }

    private async Task<IPage> OpenAsync(string token, string address)
    {
        var page = await chromium.PageAsync(world.Url);
        await Chromium.GiveAsync(page, world.Url, ConsoleWorld.CookiesOf(token, "ko"));
        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>A small PNG whose header says that it is enormous.</summary>
    private static byte[] Bomb()
    {
        var png = RewritePicturesTests.Drawn(8, 8, SKEncodedImageFormat.Png);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 65_535);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 65_535);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    /// <summary>As PNG has it (ISO 3309).</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
