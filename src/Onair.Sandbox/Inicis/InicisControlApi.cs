using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Sandbox.Windows;

namespace Onair.Sandbox.Inicis;

/// <summary>What customers, banks and the provider's console do, for tests.</summary>
internal static class InicisControlApi
{
    private const int paymentsShownDefault = 100;
    private const int paymentsShownMax = 1000;

    public static void MapInicisControl(this RouteGroupBuilder control, InicisGateway inicis)
    {
        var group = control.MapGroup("/inicis");
        group.MapPost("/windows",
            (HttpRequest http, Dictionary<string, string> fields, string? button, string? card, string? bank) =>
                Visit(inicis, fields, InicisBodies.AddressOf(http), button, card, bank));
        group.MapGet("/payments", (int? limit) => Payments(inicis, limit ?? paymentsShownDefault));
        group.MapPost("/payments/{tid}/deposit",
            (string tid, InicisDepositRequest request) => View(inicis.Deposit(tid, request.Amount)));
        group.MapPost("/payments/{tid}/notice", (string tid, InicisForgery forgery) => Forge(inicis, tid, forgery));
        group.MapGet("/notices", () => View(inicis.Notices));
        group.MapPut("/notices", (InicisNoticesRequest request) => Set(inicis.Notices, request));
        group.MapPost("/notices/send", (HttpRequest request) => SendAsync(inicis.Notices, request));
        group.MapGet("/settings", () => inicis.Book.Settings);
        group.MapPut("/settings", (InicisSettings settings) => Set(inicis.Book, settings));
    }

    /// <summary>A customer's part in a window, without the window. Also called in-process, by simulations.</summary>
    /// <param name="fields">As the shop would have sent them, of either door.</param>
    /// <param name="button">Absent: <c>pay</c>.</param>
    public static Results<Ok<InicisVisitView>, BadRequest<InicisOutcomeView>> Visit(
        InicisGateway inicis, IReadOnlyDictionary<string, string> fields, string address, string? button = null,
        string? card = null, string? bank = null)
    {
        var isWrong = (card is not null && InventedCards.Find(card) is null)
            || (bank is not null && InventedBanks.Find(bank) is null);
        if (isWrong) return Wrong(InicisStatus.BadField);
        var charset = fields.GetValueOrDefault("P_CHARSET") == "utf8" ? InicisText.Utf8 : InicisText.Korean;
        var (request, status) = fields.ContainsKey("P_MID")
            ? InicisRequests.ReadMobile(fields, charset, inicis.Options, inicis.Time.GetUtcNow())
            : InicisRequests.ReadPc(fields, inicis.Options);
        if (request is null) return Wrong(status);
        if (inicis.Book.Open(request) is not { } window) return Wrong(InicisStatus.BookFull);
        return InicisWindowApi.Press(inicis, window, button ?? "pay", card, bank, address) is { } back
            ? TypedResults.Ok(new InicisVisitView(back.Url, back.Fields))
            : Wrong(InicisStatus.BadField);
    }

    private static BadRequest<InicisOutcomeView> Wrong(InicisStatus status) =>
        TypedResults.BadRequest(new InicisOutcomeView(status.ToString()));

    private static Results<Ok<IReadOnlyList<InicisPaymentView>>, BadRequest<InicisOutcomeView>> Payments(
        InicisGateway inicis, int limit) => limit is < 1 or > paymentsShownMax
        ? Wrong(InicisStatus.BadField)
        : TypedResults.Ok<IReadOnlyList<InicisPaymentView>>([
            .. inicis.Book.Newest(limit).Select(payment => new InicisPaymentView(
                payment.Tid, payment.Window.Request.OrderId, payment.Window.Request.Door.ToString(),
                InicisWords.Pc(payment.Window.Request.Method), payment.Price, payment.Remaining,
                inicis.Book.See(payment).Status, payment.Account)),
        ]);

    private static Results<Ok<InicisOutcomeView>, Conflict<InicisOutcomeView>, NotFound<InicisOutcomeView>> View(
        InicisStatus status)
    {
        var view = new InicisOutcomeView(status.ToString());
        return status == InicisStatus.Ok ? TypedResults.Ok(view)
            : status == InicisStatus.UnknownPayment ? TypedResults.NotFound(view)
            : TypedResults.Conflict(view);
    }

    /// <summary>A notice of a deposit that nobody made.</summary>
    private static Results<NoContent, NotFound<InicisOutcomeView>> Forge(
        InicisGateway inicis, string tid, InicisForgery forgery)
    {
        if (inicis.Book.Payment(tid) is not { Account: not null } payment)
            return TypedResults.NotFound(new InicisOutcomeView(nameof(InicisStatus.UnknownPayment)));
        inicis.Notices.TellDeposit(payment, forgery);
        return TypedResults.NoContent();
    }

    private static InicisNoticesView View(InicisNotices notices) =>
        new(notices.Url, notices.Faults, notices.Counts());

    private static Results<Ok<InicisNoticesView>, BadRequest<InicisOutcomeView>> Set(
        InicisNotices notices, InicisNoticesRequest request)
    {
        if (request.Faults?.IsValid == false
            || (request.Url is { Length: > 0 } url && !SandboxOptions.IsAddress(url)))
            return Wrong(InicisStatus.BadField);
        if (request.Faults is not null) notices.Faults = request.Faults;
        if (request.Url is not null) notices.Url = request.Url.Length == 0 ? null : request.Url;
        return TypedResults.Ok(View(notices));
    }

    private static Results<Ok<InicisSettings>, BadRequest<InicisOutcomeView>> Set(
        InicisBook book, InicisSettings settings)
    {
        if (!settings.IsValid) return Wrong(InicisStatus.BadField);
        book.Settings = settings;
        return TypedResults.Ok(settings);
    }

    private static async Task<NoContent> SendAsync(InicisNotices notices, HttpRequest request)
    {
        notices.TellRaw(await InicisBodies.ReadAsync(request));
        return TypedResults.NoContent();
    }
}
