using Microsoft.Playwright;
using Onair.Tests.Account;

namespace Onair.Tests.Browser;

/// <summary>
/// All pages that people see, each in all its states. A route without a row fails <see cref="PagesTests"/>; a row is
/// one line: a name, the route, an address, and what is done there first.
/// </summary>
internal static class ShopPages
{
    /// <summary>Routes that are read and are no pages of ours, and what they are.</summary>
    public static readonly Dictionary<string, string> NoPages = new(StringComparer.Ordinal)
    {
        ["/live"] = "leads to the show that is on the air",
        ["/account/export"] = "a file",
        ["/pay/return/{attempt:guid}/{token}/{language:regex(^en$)?}"] = "leads back to the order",
        ["/pay/close/{attempt:guid}/{token}/{language:regex(^en$)?}"] = "leads back to the order",
        ["/openapi/{documentName}.json"] = "for programs",
        ["/metrics"] = "for programs",
        ["/robots.txt"] = "for programs",
        ["/site.webmanifest"] = "for programs",
        ["/sitemap.xml"] = "for programs",
        ["/sitemap-pages.xml"] = "for programs",
        ["/sitemap-products-{first:long:min(1)}.xml"] = "for programs",
        ["/t/{code}"] = "leads to an offer",
        ["/tv"] = "leads to what is on the air",
        ["/tv/{feed}"] = "leads to what is on the air",
        ["/tv/qr.svg"] = "a picture",
        ["/tv/qr.png"] = "a picture",
        ["/overlay"] = "the studio's graphics, of one size: OverlayPageTests",
        ["/overlay/{feed}"] = "the studio's graphics, of one size: OverlayPageTests",
        [order + "/live"] = "for scripts",
        [order + "/now"] = "for scripts",
        [order + "/contract.txt"] = "a file",
        [order + "/ratings/{line:int}/pictures/{picture:guid}"] = "a picture",
    };

    /// <summary>Folders without pages of ours; how the reference looks is decided in its package.</summary>
    public static readonly string[] NoFolders =
        ["/api/", "/assets/", "/health/", "/pictures/", "/rating-pictures/", "/reference/", "/sample/", "/test/"];

    private const string order = "/orders/{number}/{token}";

    public static IReadOnlyList<ShopPage> All { get; } =
    [
        .. Shopping(), .. Shows(), .. Buying(), .. Orders(), .. SigningIn(), .. Accounts(), .. Trouble(),
    ];

    private static IEnumerable<ShopPage> Shopping() =>
    [
        new("home", "/", "/"),
        new("home-empty", "/", "/") { IsBare = true },
        new("product", "/products/{slug}", "/products/ondam-mug-set"),
        new("product-options", "/products/{slug}", "/products/seoro-sweater"),
        new("product-sold-out", "/products/{slug}", "/products/thing-gone"),
        new("ratings", "/products/{slug}/ratings", "/products/ondam-mug-set/ratings"),
        new("ratings-none", "/products/{slug}/ratings", "/products/seoro-sweater/ratings"),
        new("report", "/ratings/{id:guid}/report", "{report}"),
        new("report-wrong", "/ratings/{id:guid}/report", "{report}")
        {
            Then = page => SendAsync(page, "form.checkout"),
        },
        new("report-done", "/ratings/{id:guid}/report", "{report}")
        {
            Then = async page =>
            {
                await page.Locator("input[name=reason]").First.CheckAsync();
                await SendAsync(page, "form.checkout");
            },
        },
        new("search", "/search", "/search"),
        new("search-found", "/search", "/search?q=mug"),
        new("search-suggestions", "/search", "/search") { Then = SuggestAsync },
        new("search-nothing", "/search", "/search?q=머그겁"),
        new("search-filters", "/search", "/search?q=mug&priceMax=90000&inStock=1"),
        new("search-wrong", "/search", "/search?priceMin=9&priceMax=1") { Status = 400 },
        new("search-empty", "/search", "/search") { IsBare = true },
        new("category", "/categories/{**slug}", "/categories/kitchen"),
        new("category-inner", "/categories/{**slug}", "/categories/kitchen/cookware"),
        new("brand", "/brands/{slug}", "/brands/ondam"),
        new("terms", "/legal/terms", "/legal/terms"),
        new("privacy", "/legal/privacy", "/legal/privacy"),
        new("withdrawal", "/legal/withdrawal", "/legal/withdrawal"),
    ];

    private static IEnumerable<ShopPage> Shows() =>
    [
        new("broadcast", "/broadcasts/{id:guid}", "{show}"),
        new("broadcast-sold-out", "/broadcasts/{id:guid}", "{show-sold-out}"),
        new("broadcast-over", "/broadcasts/{id:guid}", "{show-over}"),
        new("broadcast-later", "/broadcasts/{id:guid}", "{show-later}"),
        new("questions", "/broadcasts/{id:guid}/questions", "{show}/questions"),
        new("questions-over", "/broadcasts/{id:guid}/questions", "{show-over}/questions"),
        new("questions-wrong", "/broadcasts/{id:guid}/questions", "{show}/questions")
        {
            Then = page => SendAsync(page, "form.ask", ("#question", "010-1234-5678")),
        },
        new("questions-sent", "/broadcasts/{id:guid}/questions", "{show}/questions")
        {
            Then = page => SendAsync(page, "form.ask", ("#question", "세탁기에 돌려도 되나요?")),
        },
        new("schedule", "/schedule", "/schedule"),
        new("schedule-empty", "/schedule", "/schedule") { IsBare = true },
    ];

    private static IEnumerable<ShopPage> Buying() =>
    [
        new("cart-empty", "/cart", "/cart"),
        new("cart", "/cart", "/cart") { Then = FillCartAsync },
        new("cart-wrong", "/cart", "/cart") { Then = TooManyAsync },
        new("checkout", "/checkout", "/checkout?sku=MUG-001"),
        new("checkout-member", "/checkout", "/checkout?sku=MUG-001", Visitor.Member),
        new("checkout-wrong", "/checkout", "/checkout?sku=MUG-001&quantity=0")
        {
            Then = page => SendAsync(page, "form.checkout", ("#email", "nobody")),
        },
        new("checkout-price", "/checkout", "/checkout?sku=MUG-001") { Then = OldPriceAsync },
        new("checkout-cart", "/cart", "/cart") { Then = CheckOutCartAsync },
        new("window", order + "/window/{attempt:guid}", "/checkout?sku=MUG-001")
        {
            Then = PayByCardAsync,
        },
    ];

    private static IEnumerable<ShopPage> Orders() =>
    [
        new("order-placed", order, "{placed}"),
        new("order-declined", order, "{placed}?note=closed"),
        new("order-paid", order, "{paid}"),
        new("order-preparing", order, "{preparing}"),
        new("order-shipped", order, "{shipped}"),
        new("order-delivered", order, "{delivered}"),
        new("order-returning", order, "{returning}"),
        new("order-returned", order, "{returned}"),
        new("order-cancelled", order, "{cancelled}"),
        new("order-expired", order, "{expired}"),
        // Looks for the deposit by itself twice a minute: who waits for it is not to press a button for it.
        new("order-deposit", order, "{deposit}") { Breaks = "meta-refresh" },
        new("order-owed", order, "{owed}"),
        new("order-owed-wrong", order, "{owed}") { Then = page => SendAsync(page, "section.account form") },
        new("delivery", order + "/delivery", "{paid}/delivery"),
        new("delivery-wrong", order + "/delivery", "{paid}/delivery")
        {
            Then = page => SendAsync(page, "form.checkout", ("#postcode", "x"), ("#recipient", "")),
        },
        new("contract", order + "/contract", "{paid}/contract"),
        new("contract-deposit", order + "/contract", "{deposit}/contract"),
        new("rating", order + "/ratings/{line:int}", "{delivered}/ratings/1"),
        new("rating-wrong", order + "/ratings/{line:int}", "{delivered}/ratings/1")
        {
            Then = page => SendAsync(page, "form.checkout", ("#text", "컵이 가벼워요.")),
        },
        new("rating-saved", order + "/ratings/{line:int}", "{rated}/ratings/1?saved=1"),
        new("rating-pictures", order + "/ratings/{line:int}", "{praised}/ratings/1"),
        new("return", order + "/return", "{delivered}/return"),
        new("return-wrong", order + "/return", "{delivered}/return")
        {
            Then = page => SendAsync(page, "form.checkout", ("#pieces-1", "9")),
        },
    ];

    private static IEnumerable<ShopPage> SigningIn() =>
    [
        new("sign-in", "/account/sign-in", "/account/sign-in"),
        new("sign-in-wrong", "/account/sign-in", "/account/sign-in")
        {
            Then = page => SendAsync(
                page, "form.checkout", ("#email", "nobody@shop.example"), ("#password", "no sentence")),
        },
        new("code", "/account/code", "/account/sign-in") { Then = SignInGuardedAsync },
        new("code-wrong", "/account/code", "/account/sign-in")
        {
            Then = async page =>
            {
                await SignInGuardedAsync(page);
                await SendAsync(page, "form.checkout", ("#code", "no code"));
            },
        },
        new("sign-up", "/account/sign-up", "/account/sign-up"),
        new("sign-up-wrong", "/account/sign-up", "/account/sign-up")
        {
            Then = page => SendAsync(page, "form.checkout", ("#email", "nobody"), ("#password", "short")),
        },
        new("sent", "/account/sent", "/account/sent"),
        new("verify", "/account/verify/{id:guid}/{token}", "/account/verify/00000000-0000-0000-0000-000000000000/1.x"),
        new("link-dead", "/account/verify/{id:guid}/{token}",
            "/account/verify/00000000-0000-0000-0000-000000000000/1.x")
        {
            Then = page => SendAsync(page, "main form"),
        },
        new("forgot", "/account/forgot", "/account/forgot"),
        new("forgot-wrong", "/account/forgot", "/account/forgot")
        {
            Then = page => SendAsync(page, "form.checkout", ("#email", "nobody")),
        },
        new("reset", "/account/reset/{id:guid}/{token}", "{reset}"),
        new("reset-wrong", "/account/reset/{id:guid}/{token}", "{reset}")
        {
            Then = page => SendAsync(page, "form.checkout", ("#password", "short")),
        },
    ];

    private static IEnumerable<ShopPage> Accounts() =>
    [
        new("account", "/account", "/account", Visitor.Newcomer),
        new("account-orders", "/account/orders", "/account/orders", Visitor.Member),
        new("account-orders-empty", "/account/orders", "/account/orders", Visitor.Newcomer),
        new("account-orders-wrong", "/account/orders", "/account/orders", Visitor.Newcomer)
        {
            Then = page => SendAsync(page, "form.checkout", ("#number", "20260101-AAAAAAAA"), ("#token", "x")),
        },
        new("profile", "/account/profile", "/account/profile", Visitor.Member),
        new("profile-wrong", "/account/profile", "/account/profile", Visitor.Member)
        {
            Then = page => SendAsync(page, "form.checkout", ("#name", ""), ("#phone", "1")),
        },
        new("addresses", "/account/addresses", "/account/addresses", Visitor.Member),
        new("addresses-empty", "/account/addresses", "/account/addresses", Visitor.Newcomer),
        new("addresses-wrong", "/account/addresses", "/account/addresses", Visitor.Newcomer)
        {
            Then = page => SendAsync(page, "form.checkout", ("#postcode", "x")),
        },
        new("address", "/account/addresses/{id:guid}", "{address}", Visitor.Member),
        new("consents", "/account/consents", "/account/consents", Visitor.Member),
        new("security", "/account/security", "/account/security", Visitor.Member),
        new("security-guarded", "/account/security", "/account/security", Visitor.Guarded),
        new("security-wrong", "/account/security", "/account/security", Visitor.Newcomer)
        {
            Then = page => SendAsync(page, "main form >> nth=0", ("#current", "no sentence"), ("#password", "short")),
        },
        new("app", "/account/security", "/account/security", Visitor.Newcomer)
        {
            Then = page => PressAsync(page, "button[value=on]", ("#app-current", Surfer.Password)),
        },
        new("codes", "/account/security", "/account/security", Visitor.Guarded)
        {
            Then = page => PressAsync(page, "button[value=codes]", ("#app-current", Surfer.Password)),
        },
        // Its form before the newcomer's: who mistypes the password too often has to wait, in the other forms too.
        new("email-waiting", "/account/email", "/account/email?sent=1", Visitor.Mover),
        new("email", "/account/email", "/account/email", Visitor.Newcomer),
        new("email-wrong", "/account/email", "/account/email", Visitor.Newcomer)
        {
            Then = page => SendAsync(page, "form.checkout", ("#email", "nobody")),
        },
        new("email-confirm", "/account/email/confirm/{id:guid}/{token}", "{email-confirm}"),
        new("email-back", "/account/email/back/{id:guid}/{token}", "{email-back}"),
        new("email-dead", "/account/email/confirm/{id:guid}/{token}",
            "/account/email/confirm/00000000-0000-0000-0000-000000000000/1.x") { Status = 410 },
        new("leave", "/account/leave", "/account/leave", Visitor.Newcomer),
        new("left", "/account/leave", "/account/leave", Visitor.Leaver) { Then = page => SendAsync(page, "main form") },
        new("mail", "/dev/mail", "/dev/mail"),
        new("watch", "/watch/{page:guid}/{token}", "{watch}"),
        new("watch-taken", "/watch/{page:guid}/{token}", "{watch-taken}"),
    ];

    private static IEnumerable<ShopPage> Trouble() =>
    [
        new("not-found", "", "/products/none") { Status = 404 },
        new("trouble", "", PageShop.Trouble) { Status = 503 },
    ];

    /// <summary>Fills fields and sends their form past the browser's own checks.</summary>
    public static async Task SendAsync(IPage page, string form, params (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields) await page.Locator(field).FillAsync(value);
        await LeaveAsync(page, () => page.Locator(form).First.EvaluateAsync("form => form.submit()"));
    }

    private static async Task PressAsync(IPage page, string button, params (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields) await page.Locator(field).FillAsync(value);
        await LeaveAsync(page, () => page.Locator(button).First.ClickAsync());
    }

    /// <summary>Done, and the next page is there.</summary>
    private static async Task LeaveAsync(IPage page, Func<Task> act)
    {
        await page.EvaluateAsync("() => { window.isOld = true; }");
        await act();
        await page.WaitForFunctionAsync("() => !window.isOld && document.readyState === 'complete'");
    }

    private static async Task SuggestAsync(IPage page)
    {
        await page.Locator("#q").PressSequentiallyAsync("b");
        await Assertions.Expect(page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
    }

    private static async Task FillCartAsync(IPage page)
    {
        var language = await page.Locator("html").GetAttributeAsync("lang");
        var query = language == "en" ? "?lang=en" : "";
        foreach (var product in new[] { "ondam-mug-set", "haneul-frying-pan" })
        {
            await page.GotoAsync($"/products/{product}{query}");
            await LeaveAsync(page, () => page.Locator("button[formaction]").ClickAsync());
        }
    }

    private static async Task TooManyAsync(IPage page)
    {
        await FillCartAsync(page);
        await SendAsync(page, "form[action*='/cart/set']", ("#quantity-0", "0"));
    }

    private static async Task CheckOutCartAsync(IPage page)
    {
        await FillCartAsync(page);
        await LeaveAsync(page, () => page.Locator("a[href*='cart=1']").ClickAsync());
    }

    private static async Task OldPriceAsync(IPage page)
    {
        await FillCheckoutAsync(page, "card@demo");
        await page.Locator("input[name=price]").EvaluateAsync("field => { field.value = '1'; }");
        await SendAsync(page, "form.checkout");
    }

    private static async Task PayByCardAsync(IPage page)
    {
        // Its script would lead away at once.
        await page.RouteAsync("**/assets/window.*", route => route.AbortAsync());
        await FillCheckoutAsync(page, "card@toss");
        await page.Locator("form.checkout button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#window-open")).ToBeVisibleAsync();
    }

    public static async Task FillCheckoutAsync(IPage page, string pay)
    {
        await page.Locator("#name").FillAsync("김온에어");
        await page.Locator("#phone").FillAsync("010-2222-3333");
        await page.Locator("#postcode").FillAsync("06236");
        await page.Locator("#line1").FillAsync("서울특별시 강남구 테헤란로 1");
        await page.Locator($"input[value='{pay}']").CheckAsync();
    }

    private static async Task SignInGuardedAsync(IPage page)
    {
        await SendAsync(
            page, "form.checkout", ("#email", PageShop.EmailOf(Visitor.Guarded, "ko")), ("#password", Surfer.Password));
        await Assertions.Expect(page.Locator("#code")).ToBeVisibleAsync();
    }
}
