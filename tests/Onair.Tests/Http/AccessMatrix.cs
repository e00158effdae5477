using System.Text.RegularExpressions;
using Onair.Tests.Account;

namespace Onair.Tests.Http;

/// <summary>
/// Every endpoint of the shop and who may come in. An endpoint without a row fails <see cref="AccessMatrixTests"/>;
/// the rows of <c>/account</c> are <see cref="AccountMatrixTests"/>'s own.
/// </summary>
internal static class AccessMatrix
{
    private const string api = "/api/v1";
    private const string orderApi = api + "/orders/{number}";
    private const string orderPage = "/orders/{number}/{token}";
    private const string ratingPage = orderPage + "/ratings/{line:int}";
    private const string rated = "/orders/{shipped}/{token:shipped}/ratings/1";
    private const string delivery =
        """{"recipient":"홍길동","phone":"010-1234-5678","postcode":"06236","line1":"서울특별시 강남구 테헤란로 1"}""";

    private const string receipt = """{"purpose":"income-deduction","number":"010-1234-5678"}""";

    /// <summary>Pages that a letter leads to: a dead link is told to whoever brings it.</summary>
    private static readonly string[] links = ["/reset/", "/email/confirm/", "/email/back/"];

    /// <summary>Parts of the program, whose addresses have their digests: open to everybody.</summary>
    public static bool IsAsset(string endpoint) => endpoint.StartsWith("GET /assets/", StringComparison.Ordinal);

    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        .. Open(), .. OpenApi(), .. Orders(), .. OrderPages(), .. Carts(), .. Operators(), .. Agents(), .. Accounts(),
    ];

    private static IEnumerable<AccessRow> Open() =>
    [
        new("GET /", Key.None, "/", 200),
        new("GET /products/{slug}", Key.None, "/products/thing-mug", 200),
        new("GET /search", Key.None, "/search", 200),
        new("GET /categories/{**slug}", Key.None, "/categories/none", 404),
        new("GET /brands/{slug}", Key.None, "/brands/none", 404),
        new("GET /legal/terms", Key.None, "/legal/terms", 200),
        new("GET /legal/privacy", Key.None, "/legal/privacy", 200),
        new("GET /legal/withdrawal", Key.None, "/legal/withdrawal", 200),
        new("GET /live", Key.None, "/live", 302),
        new("GET /broadcasts/{id:guid}", Key.None, "/broadcasts/{show}", 200),
        new("GET /schedule", Key.None, "/schedule", 200),
        new("GET /checkout", Key.None, "/checkout?sku=mug", 200),
        // Without a name: the form comes back.
        new("POST /checkout", Key.None, "/checkout", 400) { Body = "key=one&sku=mug&price=12000&quantity=1&pay=card" },
        new("GET /dev/mail", Key.None, "/dev/mail", 200),
        // A page's token opens its incident alone: WatchDoorTests.
        new("GET /watch/{page:guid}/{token}", Key.None, "/watch/019500000000700080000000000000aa/none", 404),
        new("POST /watch/{page:guid}/{token}", Key.None, "/watch/019500000000700080000000000000aa/none", 404)
        {
            Body = "take=yes",
        },
        // Alertmanager's own token opens it: WatchDoorTests.
        new("POST /api/v1/watch/alertmanager", Key.None, "/api/v1/watch/alertmanager", 401) { Body = "{}" },
        new("GET /health/live", Key.None, "/health/live", 200),
        new("GET /health/ready", Key.None, "/health/ready", 200),
        new("* /metrics", Key.None, "/metrics", 200),
        new("GET /openapi/{documentName}.json", Key.None, "/openapi/v1.json", 200),
        new("GET /reference/{documentName?}", Key.None, "/reference/v1", 200),
        new("GET /reference/scalar.js", Key.None, "/reference/scalar.js", 200),
        new("GET /reference/scalar.aspnetcore.js", Key.None, "/reference/scalar.aspnetcore.js", 200),
        new("GET /reference/favicon.svg", Key.None, "/reference/favicon.svg", 200),
        new("GET /robots.txt", Key.None, "/robots.txt", 200),
        new("GET /site.webmanifest", Key.None, "/site.webmanifest", 200),
        new("GET /sitemap.xml", Key.None, "/sitemap.xml", 200),
        new("GET /sitemap-pages.xml", Key.None, "/sitemap-pages.xml", 200),
        new("GET /sitemap-products-{first:long:min(1)}.xml", Key.None, "/sitemap-products-1.xml", 200),
        new("GET /pictures/{name}.svg", Key.None, "/pictures/mug-set.svg", 200),
        new("GET /pictures/{name}.webp", Key.None, "/pictures/none.webp", 404),
        new("GET /rating-pictures/{name}.webp", Key.None, "/rating-pictures/none.webp", 404),
        new("GET /products/{slug}/ratings", Key.None, "/products/thing-mug/ratings", 200),
        new("GET /ratings/{id:guid}/report", Key.None, "/ratings/{nobody}/report", 200),
        new("POST /ratings/{id:guid}/report", Key.None, "/ratings/{nobody}/report", 400) { Body = "reason=x" },
        new("GET /t/{code}", Key.None, "/t/none", 404),
        new("GET /tv", Key.None, "/tv", 302),
        new("GET /tv/{feed}", Key.None, "/tv/one", 302),
        new("GET /tv/qr.svg", Key.None, "/tv/qr.svg", 200),
        new("GET /tv/qr.png", Key.None, "/tv/qr.png", 200),
        new("GET /overlay", Key.None, "/overlay", 200),
        new("GET /overlay/{feed}", Key.None, "/overlay/one", 200),
        // One's own questions are told apart by the asker's cookie: TalkTests.
        new("GET /broadcasts/{id:guid}/questions", Key.None, "/broadcasts/{show}/questions", 200),
        new("POST /broadcasts/{id:guid}/questions", Key.None, "/broadcasts/{show}/questions", 400) { Body = "text=" },
        new("GET /sample/show.m3u8", Key.None, "/sample/show.m3u8", 200),
        new("GET /sample/ko.m3u8", Key.None, "/sample/ko.m3u8", 200),
        new("GET /sample/en.m3u8", Key.None, "/sample/en.m3u8", 200),
        new("GET /sample/{language:length(2)}/{number:int}.vtt", Key.None, "/sample/ko/1.vtt", 200),
        new("GET /sample/live.m3u8", Key.None, "/sample/live.m3u8", 200),
        new("GET /sample/{name}", Key.None, "/sample/none.ts", 404),
    ];

    private static IEnumerable<AccessRow> OpenApi() =>
    [
        new("GET /api/v1/products", Key.None, api + "/products", 200),
        new("GET /api/v1/products/{slugOrId}", Key.None, api + "/products/thing-mug", 200),
        new("GET /api/v1/search", Key.None, api + "/search", 200),
        new("GET /api/v1/search/suggestions", Key.None, api + "/search/suggestions?q=th", 200),
        new("GET /api/v1/stock/{sku}", Key.None, api + "/stock/mug", 200),
        new("GET /api/v1/broadcasts", Key.None, api + "/broadcasts", 200),
        new("GET /api/v1/broadcasts/on-air", Key.None, api + "/broadcasts/on-air", 200),
        new("GET /api/v1/broadcasts/{id:guid}", Key.None, api + "/broadcasts/{show}", 200),
        // A stream has no end to wait for: a wrong question is answered at once.
        new("GET /api/v1/live", Key.None, api + "/live", 400),
        new("GET /api/v1/live/now", Key.None, api + "/live/now?sku=mug", 200),
        new("POST /api/v1/orders", Key.None, api + "/orders", 400) { Body = "{}" },
        new("GET /api/v1/products/{slugOrId}/ratings", Key.None, api + "/products/thing-mug/ratings", 200),
        new("POST /api/v1/broadcasts/{id:guid}/questions", Key.None, api + "/broadcasts/{show}/questions", 400)
        {
            Body = "{}",
        },
        new(
            "GET /api/v1/broadcasts/{id:guid}/questions/mine", Key.None,
            api + "/broadcasts/{show}/questions/mine", 200),
        // A voice system: without a secret of its own there is no such address, and its signature is tested elsewhere.
        new("POST /api/v1/calls/events", Key.None, api + "/calls/events", 404) { Body = "{}" },
        // A provider's server: nothing opens it, and what it says is not believed.
        new("POST /api/v1/payments/notices/{provider}", Key.None, api + "/payments/notices/demo", 400) { Body = "{}" },
    ];

    /// <summary>In an order that lets each be done after the one before.</summary>
    private static IEnumerable<AccessRow> Orders() =>
    [
        new($"GET {orderApi}", Key.OrderHeader, api + "/orders/{order}", 200),
        new($"GET {orderApi}/payments/{{id:guid}}", Key.OrderHeader, api + "/orders/{order}/payments/{payment}", 200),
        new($"PUT {orderApi}/delivery", Key.OrderHeader, api + "/orders/{order}/delivery", 204) { Body = delivery },
        new($"GET {orderApi}/ratings", Key.OrderHeader, api + "/orders/{shipped}/ratings", 200),
        new($"POST {orderApi}/ratings", Key.OrderHeader, api + "/orders/{shipped}/ratings", 201)
        {
            Body = """{"sku":"mug","stars":4}""",
        },
        new($"DELETE {orderApi}/ratings/{{id:guid}}", Key.OrderHeader, api + "/orders/{shipped}/ratings/{nobody}", 404),
        // This shop takes no pictures, whoever brings them; RatingPicturesTests has one that does.
        new(
            $"POST {orderApi}/ratings/{{id:guid}}/pictures", Key.AnyOrderHeader,
            api + "/orders/{shipped}/ratings/{nobody}/pictures", 409)
        {
            Body = "",
        },
        new(
            $"DELETE {orderApi}/ratings/{{id:guid}}/pictures/{{picture:guid}}", Key.OrderHeader,
            api + "/orders/{shipped}/ratings/{nobody}/pictures/{nobody}", 404),
        new($"POST {orderApi}/payments", Key.OrderHeader, api + "/orders/{order}/payments", 409)
        {
            Body = """{"provider":"demo"}""",
        },
        new($"POST {orderApi}/cash-receipt", Key.OrderHeader, api + "/orders/{order}/cash-receipt", 409)
        {
            Body = receipt,
        },
        new($"POST {orderApi}/withdrawal", Key.OrderHeader, api + "/orders/{shipped}/withdrawal", 201)
        {
            Body = """{"cause":"change-of-mind"}""",
        },
        new($"POST {orderApi}/refund-account", Key.OrderHeader, api + "/orders/{order}/refund-account", 409)
        {
            Body = """{"bank":"88","number":"110123456789","holder":"홍길동"}""",
        },
        new($"POST {orderApi}/cancel", Key.OrderHeader, api + "/orders/{order}/cancel", 200) { Body = "{}" },
    ];

    private static IEnumerable<AccessRow> OrderPages() =>
    [
        new($"GET {orderPage}", Key.Address, "/orders/{order}/{token}", 200),
        new($"GET {orderPage}/live", Key.Address, "/orders/{order}/{token}/live", 200) { IsStream = true },
        new($"GET {orderPage}/now", Key.Address, "/orders/{order}/{token}/now", 200),
        new($"GET {orderPage}/delivery", Key.Address, "/orders/{open}/{token:open}/delivery", 200),
        new($"POST {orderPage}/delivery", Key.Address, "/orders/{open}/{token:open}/delivery", 400)
        {
            Body = "postcode=x",
        },
        new($"GET {orderPage}/contract", Key.Address, "/orders/{order}/{token}/contract", 200),
        new($"GET {orderPage}/contract.txt", Key.Address, "/orders/{order}/{token}/contract.txt", 200),
        new($"GET {ratingPage}", Key.Address, rated, 200),
        new($"POST {ratingPage}", Key.Address, rated, 400) { Body = "stars=9" },
        new($"POST {ratingPage}/withdraw", Key.Address, rated + "/withdraw", 303) { Body = "" },
        new($"POST {ratingPage}/pictures", Key.Address, rated + "/pictures", 404) { Body = "" },
        new($"GET {ratingPage}/pictures/{{picture:guid}}", Key.Address, rated + "/pictures/{nobody}", 404),
        new(
            $"POST {ratingPage}/pictures/{{picture:guid}}/remove", Key.Address,
            rated + "/pictures/{nobody}/remove", 404)
        {
            Body = "",
        },
        new($"GET {orderPage}/return", Key.Address, "/orders/{order}/{token}/return", 303),
        new($"POST {orderPage}/return", Key.Address, "/orders/{order}/{token}/return", 400) { Body = "cause=x" },
        new($"POST {orderPage}/pay", Key.Address, "/orders/{order}/{token}/pay", 303) { Body = "pay=card" },
        new($"POST {orderPage}/cancel", Key.Address, "/orders/{order}/{token}/cancel", 303) { Body = "" },
        new($"POST {orderPage}/refund-account", Key.Address, "/orders/{order}/{token}/refund-account", 400)
        {
            Body = "account-bank=1",
        },
        new($"POST {orderPage}/cash-receipt", Key.Address, "/orders/{order}/{token}/cash-receipt", 400)
        {
            Body = "receipt-number=1",
        },
        new($"GET {orderPage}/window/{{attempt:guid}}", Key.Address, "/orders/{order}/{token}/window/{payment}", 303),
        .. Ways("return"),
        .. Ways("close"),
    ];

    /// <summary>Back from a window: its own token, and nobody else's.</summary>
    private static IEnumerable<AccessRow> Ways(string way)
    {
        var route = $"/pay/{way}/{{attempt:guid}}/{{token}}/{{language:regex(^en$)?}}";
        foreach (var method in new[] { "GET", "POST" })
        {
            yield return new($"{method} {route}", Key.Address, $"/pay/{way}/{{windowed}}/{{token:window}}", 303)
            {
                Body = method == "GET" ? null : "",
            };
        }
    }

    private static IEnumerable<AccessRow> Carts() =>
    [
        new("GET /cart", Key.Cart, "/cart", 200),
        new("GET /api/v1/cart", Key.Cart, api + "/cart", 200),
        new("POST /cart/add", Key.None, "/cart/add", 400) { Body = "sku=mug&quantity=0" },
        new("POST /cart/set", Key.None, "/cart/set", 400) { Body = "sku=mug&quantity=0" },
        new("POST /cart/remove", Key.None, "/cart/remove", 400) { Body = "sku=a+b" },
        new("POST /cart/agree", Key.None, "/cart/agree", 303) { Body = "" },
        new("POST /api/v1/cart/lines", Key.None, api + "/cart/lines", 400) { Body = "{}" },
        new("PUT /api/v1/cart/lines", Key.None, api + "/cart/lines", 400) { Body = "{}" },
    ];

    private static IEnumerable<AccessRow> Operators()
    {
        const string rejected = """{"version":1,"reason":"abuse"}""";
        (string, string, int, string?)[] rows =
        [
            ("GET /payments/attempts", "/payments/attempts", 200, null),
            ("GET /payments/attempts/{id:guid}", "/payments/attempts/{payment}", 200, null),
            ("GET /payments/cases", "/payments/cases", 200, null),
            ("GET /payments/cases/{id:guid}", "/payments/cases/{nobody}", 404, null),
            ("POST /payments/cases/{id:guid}/acknowledge", "/payments/cases/{nobody}/acknowledge", 404, "{}"),
            ("POST /payments/cases/{id:guid}/resolve", "/payments/cases/{nobody}/resolve", 404, """{"reason":"x"}"""),
            ("GET /payments/runs", "/payments/runs", 200, null),
            ("GET /payments/ledger", "/payments/ledger", 200, null),
            ("GET /variants/{sku}/price", "/variants/mug/price", 200, null),
            ("PUT /variants/{sku}/price", "/variants/mug/price", 200, """{"price":13000}"""),
            ("POST /broadcasts", "/broadcasts", 400, "{}"),
            ("POST /broadcasts/{id:guid}/on-air", "/broadcasts/{show}/on-air", 200, """{"offer":"{offer}"}"""),
            ("POST /offers/{id:guid}", "/offers/{offer}", 200, """{"price":9000}"""),
            ("GET /broadcasts/{id:guid}/questions", "/broadcasts/{show}/questions", 200, null),
            ("POST /questions/{id:guid}/answer", "/questions/{nobody}/answer", 404, """{"text":"x"}"""),
            ("POST /questions/{id:guid}/show", "/questions/{nobody}/show", 404, null),
            ("POST /questions/{id:guid}/hide", "/questions/{nobody}/hide", 404, null),
            ("PUT /broadcasts/{id:guid}/announcement", "/broadcasts/{show}/announcement", 400, "{}"),
            ("DELETE /broadcasts/{id:guid}/announcement", "/broadcasts/{show}/announcement", 200, null),
            ("GET /broadcasts/{id:guid}/announcements", "/broadcasts/{show}/announcements", 200, null),
            ("GET /ratings", "/ratings", 200, null),
            ("GET /ratings/{id:guid}", "/ratings/{nobody}", 404, null),
            ("GET /ratings/{id:guid}/pictures/{picture:guid}", "/ratings/{nobody}/pictures/{nobody}", 404, null),
            ("POST /ratings/{id:guid}/publish", "/ratings/{nobody}/publish", 404, """{"version":1}"""),
            ("POST /ratings/{id:guid}/reject", "/ratings/{nobody}/reject", 404, rejected),
            ("POST /ratings/{id:guid}/hide", "/ratings/{nobody}/hide", 404, rejected),
            ("POST /broadcasts/{id:guid}/end", "/broadcasts/{show}/end", 200, null),
            ("GET /broadcasts/{id:guid}/result", "/broadcasts/{show}/result", 200, null),
        ];
        return rows.Select(row => new AccessRow(
            row.Item1.Replace(" /", " /api/v1/", StringComparison.Ordinal), Key.Operator, api + row.Item2, row.Item3)
        {
            Body = row.Item4,
        });
    }

    /// <summary>The desk of the telephone; PhoneOrdersHttpTests tries revoked and malformed tokens too.</summary>
    private static IEnumerable<AccessRow> Agents()
    {
        const string desk = api + "/phone-orders";
        const string question = """{"orderNumber":"20260302-0000000000000","phone":"010-1234-5678"}""";
        return
        [
            new($"POST {desk}", Key.Agent, desk, 400) { Body = "{}" },
            new($"POST {desk}/look-up", Key.Agent, desk + "/look-up", 404) { Body = question },
            new($"GET {desk}/offers", Key.Agent, desk + "/offers", 200),
            new($"GET {desk}/stock", Key.Agent, desk + "/stock?sku=mug", 200),
        ];
    }

    /// <summary>
    /// A customer without a form's token gets no further than that; what the owner of an object may do with it stands
    /// in <see cref="AccountMatrixTests"/>.
    /// </summary>
    private static IEnumerable<AccessRow> Accounts() => AccountMatrixTests.Matrix.Select(row =>
    {
        var address = Regex.Replace(
            row.Route.Split(' ')[1].TrimEnd('/'), @"\{id:guid\}", "{nobody}", RegexOptions.None,
            TimeSpan.FromSeconds(1)).Replace("{token}", "1.x", StringComparison.Ordinal);
        var isPost = row.Route.StartsWith("POST", StringComparison.Ordinal);
        var key = row.Door switch
        {
            AccountMatrixTests.Door.Everybody => Key.None,
            AccountMatrixTests.Door.Customer => Key.Session,
            AccountMatrixTests.Door.Owner => Key.OwnObject,
            _ => throw new InvalidOperationException("a door without a key"),
        };
        var status = isPost ? 400 : key == Key.OwnObject ? 404 : links.Any(address.Contains) ? 410 : 200;
        return new AccessRow(row.Route.TrimEnd('/'), key, address, status) { Body = isPost ? "" : null };
    });
}
