using System.Net;
using Onair.Host.Storefront.Legal;
using Onair.Host.Web;
using Microsoft.Extensions.Options;

namespace Onair.Tests.Storefront;

/// <summary>Who sells and on what terms, as every page must say.</summary>
public sealed class LegalTests(SampleShop shop) : IClassFixture<SampleShop>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/legal/terms", "이용약관"), InlineData("/legal/terms?lang=en", "Terms of sale")]
    [InlineData("/legal/privacy", "72시간 안에"), InlineData("/legal/privacy?lang=en", "within 72 hours")]
    [InlineData("/legal/withdrawal", "영업일 3일 안에"), InlineData("/legal/withdrawal?lang=en", "3 business days")]
    public async Task Text_is_there_in_both_languages(string address, string says)
    {
        var page = await shop.Client.GetStringAsync(address, Cancel);
        Assert.Contains(says, page);
        Assert.DoesNotContain("{merchant}", page);
        // Every page leads to every text.
        foreach (var text in Enum.GetValues<LegalText>()) Assert.Contains($"href=\"{LegalTexts.PathOf(text)}", page);
    }

    [Fact]
    public void Own_text_replaces_ours_and_details_stand_in_it_as_plain_words()
    {
        var folder = Directory.CreateTempSubdirectory("onair-legal-").FullName;
        File.WriteAllText(Path.Combine(folder, "terms.ko.md"), "# Ours\n{merchant} <script>x</script>");
        var texts = new LegalTexts(Options.Create(new MerchantOptions { Name = "*A* & <b>B</b>", Texts = folder }));
        Directory.Delete(folder, recursive: true);
        Assert.Equal(
            "<h1>Ours</h1>\n<p>*A* &amp; &lt;b&gt;B&lt;/b&gt; &lt;script&gt;x&lt;/script&gt;</p>\n",
            texts.Of(LegalText.Terms, isEnglish: false).Value);
        Assert.Contains("Terms of sale", texts.Of(LegalText.Terms, isEnglish: true).Value);
    }

    [Theory]
    [InlineData("123-45-67891", true), InlineData("1234567891", true), InlineData("987-65-43215", true)]
    [InlineData("123-45-67892", false), InlineData("123-45-6789", false), InlineData("123-45-6789a", false)]
    [InlineData("", false), InlineData("000-00-00000", true)]
    public void Business_number_has_its_check_digit(string text, bool isRight) =>
        Assert.Equal(isRight, ValidateMerchant.IsBusinessNumber(text));

    [Fact]
    public void Details_are_given_whole_or_not_at_all_and_all_that_is_wrong_is_named()
    {
        var validate = new ValidateMerchant();
        Assert.True(validate.Validate(null, new MerchantOptions()).Succeeded);
        var wrong = validate.Validate(
            null, new MerchantOptions { Name = "A\nB", BusinessNumber = "1", Texts = "/no/such/folder" });
        Assert.Equal(
            [
                "Onair:Merchant:Representative is missing: the details are given whole or not at all",
                "Onair:Merchant:Address is missing: the details are given whole or not at all",
                "Onair:Merchant:Phone is missing: the details are given whole or not at all",
                "Onair:Merchant:Email is missing: the details are given whole or not at all",
                "Onair:Merchant:MailOrderNumber is missing: the details are given whole or not at all",
                "Onair:Merchant:PrivacyOfficer is missing: the details are given whole or not at all",
                "Onair:Merchant:Name must be one line of at most 100 characters",
                "Onair:Merchant:BusinessNumber must be ten digits whose check digit is right",
                "Onair:Merchant:Texts is no folder",
            ],
            wrong.Failures);
    }

    [Theory]
    [InlineData("/no-such-page", "text/html"), InlineData("/no-such-page", "application/json")]
    [InlineData("/api/v1/no-such", "text/html")]
    public async Task Address_that_is_not_there_is_a_page_for_people_and_a_problem_for_programs(
        string address, string wants)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(wants);
        using var response = await shop.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var isPage = wants == "text/html" && !address.StartsWith("/api", StringComparison.Ordinal);
        Assert.Equal(
            isPage ? "text/html" : "application/problem+json", response.Content.Headers.ContentType!.MediaType);
        if (isPage) Assert.Contains("페이지를 찾을 수 없어요", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Footer_tells_who_sells_once_it_is_known()
    {
        var folder = Directory.CreateTempSubdirectory("onair-merchant-").FullName;
        string[] details =
        [
            "Name=연습상회", "NameEn=Practice Shop", "Representative=김온에어", "Address=서울 중구 1", "Phone=02-0000-0000",
            "Email=help@shop.example", "BusinessNumber=000-00-00000", "MailOrderNumber=2026-서울중구-0000",
            "PrivacyOfficer=김온에어",
        ];
        await using var app = ShopHost.Build(
            ["--Onair:Data=" + folder, "--Logging:LogLevel:Default=Warning",
                .. details.Select(detail => "--Onair:Merchant:" + detail)],
            "http://127.0.0.1:0");
        await app.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var page = await client.GetStringAsync("/", Cancel);
        foreach (var detail in details.Where(d => !d.StartsWith("NameEn", StringComparison.Ordinal)))
        {
            Assert.Contains($"<dd>{detail.Split('=')[1]}</dd>", page);
        }

        Assert.Contains("Practice Shop", await client.GetStringAsync("/legal/terms?lang=en", Cancel));
        await app.StopAsync(Cancel);
        Directory.Delete(folder, recursive: true);
    }
}
