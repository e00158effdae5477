using System.Globalization;
using System.Text;
using Onair.Sandbox.Windows;

namespace Onair.Sandbox.Toss;

/// <summary>The script for the shop's page, and the window that it leads to.</summary>
internal static class TossWindowApi
{
    private const string gateway = "Toss Payments · sandbox";
    private static readonly string script = WindowsApi.Asset("toss.js");

    public static void MapTossWindow(this IEndpointRouteBuilder routes, TossGateway toss)
    {
        routes.MapGet("/v2/standard", () => TypedResults.Text(script, "text/javascript", Encoding.UTF8));
        routes.MapPost("/toss/window", http => OpenAsync(http, toss));
        routes.MapPost("/toss/window/{paymentKey}", http => ChooseAsync(http, toss));
    }

    private static async Task OpenAsync(HttpContext http, TossGateway toss)
    {
        var korean = WindowWords.IsKorean(http.Request);
        var (order, wrong) = Read(await FormAsync(http.Request), toss.Keys);
        if (order is null)
        {
            await FailAsync(http, wrong!, korean);
            return;
        }

        var (payment, code) = toss.Books.Open(order);
        if (payment is null)
        {
            await FailAsync(http, code!, korean);
            return;
        }

        var choice = order.Method switch
        {
            TossMethod.CARD => WindowChoice.Card,
            TossMethod.TRANSFER or TossMethod.VIRTUAL_ACCOUNT => WindowChoice.Bank,
            TossMethod.MOBILE_PHONE => WindowChoice.None,
        };
        await http.WriteWindowAsync(
            WindowHtml.Render(new WindowPage(
                gateway, TossJson.Merchant, order.OrderName, order.OrderId, order.Amount, order.Method.ToString(),
                choice, $"/toss/window/{payment.Key}?lang={(korean ? "ko" : "en")}",
                new Dictionary<string, string>(StringComparer.Ordinal), korean, [order.SuccessUrl, order.FailUrl])),
            [order.SuccessUrl, order.FailUrl]);
    }

    /// <summary>A button was pressed.</summary>
    private static async Task ChooseAsync(HttpContext http, TossGateway toss)
    {
        var korean = WindowWords.IsKorean(http.Request);
        var form = await FormAsync(http.Request);
        var key = (string)http.Request.RouteValues["paymentKey"]!;
        if (toss.Books.Peek(key) is not { Order: { SuccessUrl.Length: > 0 } order })
        {
            await FailAsync(http, "NOT_FOUND_PAYMENT_SESSION", korean);
            return;
        }

        switch (form["button"].ToString())
        {
            case "pay":
                var code = toss.Books.Authenticate(
                    key, InventedCards.Find(form["card"]), InventedBanks.Find(form["bank"]));
                if (code is null) http.Response.Redirect(Success(key, order));
                else await FailAsync(http, code, korean);
                return;
            case "decline":
                // Who was refused learns it at once; the shop gets its order's id back.
                var refused = toss.Books.Abort(key, "REJECT_CARD_COMPANY") ?? "REJECT_CARD_COMPANY";
                http.Response.Redirect(Failure(order, refused, withOrder: true));
                return;
            case "cancel":
                http.Response.Redirect(Failure(order, "PAY_PROCESS_CANCELED", withOrder: false));
                return;
            case "close":
                // The real window would reject the page's promise; from another page, the fail address is the way.
                http.Response.Redirect(Failure(order, "USER_CANCEL", withOrder: true));
                return;
            default:
                await FailAsync(http, "INVALID_REQUEST", korean);
                return;
        }
    }

    public static string Success(string key, TossOrder order) => With(
        order.SuccessUrl,
        ("paymentType", "NORMAL"), ("orderId", order.OrderId), ("paymentKey", key),
        ("amount", order.Amount.ToString(CultureInfo.InvariantCulture)));

    private static string Failure(TossOrder order, string code, bool withOrder)
    {
        var message = TossErrors.Find(code)?.Korean ?? "사용자가 결제를 그만두었습니다. (샌드박스)";
        return withOrder
            ? With(order.FailUrl, ("code", code), ("message", message), ("orderId", order.OrderId))
            : With(order.FailUrl, ("code", code), ("message", message));
    }

    /// <summary>The shop's address may have a query of its own.</summary>
    private static string With(string address, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var text = new StringBuilder(address);
        var joint = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in fields)
        {
            text.Append(joint).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            joint = '&';
        }

        return text.ToString();
    }

    private static (TossOrder? Order, string? Code) Read(IFormCollection form, TossKeys keys)
    {
        var clientKey = form["clientKey"].ToString();
        if (!keys.IsClient(clientKey)) return (null, "UNAUTHORIZED_KEY");
        var hours = Number(form["validHours"], TossOrder.ValidHoursDefault);
        var taxFree = Number(form["taxFreeAmount"], 0);
        if (!Enum.TryParse<TossMethod>(form["method"], out var method) || !Enum.IsDefined(method)
            || form["currency"] != "KRW" || Number(form["value"], 0) is not (> 0 and var amount)
            || hours is not (>= 1 and <= TossOrder.ValidHoursMax)
            || taxFree is not { } free || free < 0 || free > amount
            || !SandboxOptions.IsAddress(form["successUrl"].ToString())
            || !SandboxOptions.IsAddress(form["failUrl"].ToString()))
            return (null, "INVALID_REQUEST");
        return (new TossOrder(
            clientKey, method, amount, form["orderId"].ToString(), form["orderName"].ToString(),
            form["successUrl"].ToString(), form["failUrl"].ToString(), form["customerName"], form["customerEmail"],
            form["customerMobilePhone"], free, form["useEscrow"] == "true", (int)hours.Value), null);
    }

    private static long? Number(string? text, long absent) => string.IsNullOrEmpty(text)
        ? absent
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<IFormCollection> FormAsync(HttpRequest request) =>
        request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;

    private static Task FailAsync(HttpContext http, string code, bool korean)
    {
        var error = TossErrors.Of(code);
        var page = WindowHtml.Failure(gateway, code, korean ? error.Korean : error.English, korean);
        return http.WriteWindowAsync(page, [], error.Status);
    }
}
