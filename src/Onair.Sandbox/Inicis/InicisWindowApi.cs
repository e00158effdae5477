using System.Text;
using Onair.Sandbox.Windows;

namespace Onair.Sandbox.Inicis;

/// <summary>The script for the shop's page, and the two windows: for PCs and for phones.</summary>
internal static class InicisWindowApi
{
    private const string gateway = "KG Inicis · sandbox";
    private static readonly string script = WindowsApi.Asset("inicis.js");

    public static void MapInicisWindow(this IEndpointRouteBuilder routes, InicisGateway inicis)
    {
        routes.MapGet("/stdjs/INIStdPay.js", () => TypedResults.Text(script, "text/javascript", Encoding.UTF8));
        routes.MapPost("/inicis/pc/window", http => OpenAsync(http, inicis, isMobile: false));
        routes.MapPost("/smart/payment/", http => OpenAsync(http, inicis, isMobile: true));
        routes.MapPost("/inicis/window/{id}", http => ChooseAsync(http, inicis));
    }

    /// <summary>What a button does. Also called by the control API, which wants no page.</summary>
    /// <param name="button"><c>pay</c>, <c>decline</c>, <c>cancel</c> or <c>close</c>.</param>
    /// <param name="card">Id of an invented card; null: the first.</param>
    /// <param name="bank">Of an account or a transfer; null: the first.</param>
    /// <param name="address">The sandbox's own.</param>
    /// <returns>Null: no such button, or the window is no longer open.</returns>
    public static InicisReturn? Press(
        InicisGateway inicis, InicisWindow window, string button, string? card, string? bank, string address)
    {
        var (options, settings) = (inicis.Options, inicis.Book.Settings);
        switch (button)
        {
            case "pay":
                return inicis.Book.Authenticate(window, InventedCards.Find(card), InventedBanks.Find(bank))
                    ? InicisReturns.Success(window, options, settings, address)
                    : null;
            case "decline":
                return InicisReturns.Declined(window, options, settings);
            case "cancel":
                return InicisReturns.Canceled(window, options, settings);
            case "close":
                return InicisReturns.Closed(window, options, settings);
            default:
                return null;
        }
    }

    private static async Task OpenAsync(HttpContext http, InicisGateway inicis, bool isMobile)
    {
        var korean = WindowWords.IsKorean(http.Request);
        var body = await InicisBodies.ReadAsync(http.Request);
        var (request, status) = isMobile
            ? InicisRequests.ReadMobile(body, inicis.Options, inicis.Time.GetUtcNow())
            : InicisRequests.ReadPc(InicisText.ReadForm(body, InicisText.Utf8), inicis.Options);
        var window = request is null ? null : inicis.Book.Open(request);
        if (window is null)
        {
            await FailAsync(http, request is null ? status : InicisStatus.BookFull, korean);
            return;
        }

        var choice = request!.Method switch
        {
            InicisMethod.Card => WindowChoice.Card,
            InicisMethod.Transfer or InicisMethod.VirtualAccount => WindowChoice.Bank,
            InicisMethod.Phone => WindowChoice.None,
        };
        string[] targets = request.CloseUrl is { } close ? [request.ReturnUrl, close] : [request.ReturnUrl];
        await http.WriteWindowAsync(
            WindowHtml.Render(new WindowPage(
                gateway, inicis.Options.InicisMid, request.Goods, request.OrderId, request.Price,
                isMobile ? InicisWords.Mobile(request.Method) : InicisWords.Pc(request.Method), choice,
                $"/inicis/window/{window.Id}?lang={(korean ? "ko" : "en")}",
                new Dictionary<string, string>(StringComparer.Ordinal), korean, targets)),
            targets);
    }

    private static async Task ChooseAsync(HttpContext http, InicisGateway inicis)
    {
        var korean = WindowWords.IsKorean(http.Request);
        var form = InicisText.ReadForm(await InicisBodies.ReadAsync(http.Request), InicisText.Utf8);
        var window = inicis.Book.Find((string)http.Request.RouteValues["id"]!);
        var back = window is null ? null : Press(
            inicis, window, form.GetValueOrDefault("button") ?? "", form.GetValueOrDefault("card"),
            form.GetValueOrDefault("bank"), InicisBodies.AddressOf(http.Request));
        if (back is null) await FailAsync(http, InicisStatus.UnknownToken, korean);
        else if (back.Fields is null) http.Response.Redirect(back.Url);
        else
        {
            await http.WriteWindowAsync(
                WindowHtml.Handover(back.Url, back.Fields, korean, InicisText.NameOf(back.Charset)), [back.Url]);
        }
    }

    private static Task FailAsync(HttpContext http, InicisStatus status, bool korean) => http.WriteWindowAsync(
        WindowHtml.Failure(gateway, status.Code(), korean ? status.Message() : status.ToString(), korean), [],
        StatusCodes.Status400BadRequest);
}
