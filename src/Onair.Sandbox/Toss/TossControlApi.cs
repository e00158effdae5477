using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Sandbox.Windows;

namespace Onair.Sandbox.Toss;

/// <summary>What customers, banks and the provider's console do, for tests.</summary>
internal static class TossControlApi
{
    private const int paymentsShownDefault = 100;
    private const int paymentsShownMax = 1000;

    public static void MapTossControl(this RouteGroupBuilder control, TossGateway toss)
    {
        var group = control.MapGroup("/toss");
        group.MapPost("/windows", (TossWindowRequest request) => Open(toss, request));
        group.MapGet("/payments", (int? limit) => Payments(toss, limit ?? paymentsShownDefault));
        group.MapPost("/payments/{key}/deposit",
            (string key, DepositRequest request) => View(toss.Books.Deposit(key, request.Amount)));
        group.MapPost("/payments/{key}/deposit-error", (string key) => View(toss.Books.UndoDeposit(key)));
        group.MapGet("/webhooks", () => toss.Webhooks.View());
        group.MapPut("/webhooks", (WebhooksRequest request) => Set(toss.Webhooks, request));
        group.MapPost("/webhooks/send", (HttpRequest request) => SendAsync(toss.Webhooks, request));
        group.MapPut("/rate-limit", (RateLimitRequest request) => Limit(toss.Rate, request.Limit));
    }

    /// <summary>Also called in-process, by simulations that want no page.</summary>
    public static Results<Ok<TossWindowView>, BadRequest<TossRefusal>> Open(
        TossGateway toss, TossWindowRequest request)
    {
        if (!Enum.TryParse<TossMethod>(request.Method ?? nameof(TossMethod.CARD), out var method)
            || !Enum.IsDefined(method) || request.OrderId is null || request.TaxFreeAmount < 0
            || request.TaxFreeAmount > request.Amount
            || request.ValidHours is < 1 or > TossOrder.ValidHoursMax
            || (request.Card is not null && InventedCards.Find(request.Card) is null)
            || (request.Bank is not null && InventedBanks.Find(request.Bank) is null)
            || (request.ClientKey is not null && !toss.Keys.IsClient(request.ClientKey)))
            return TypedResults.BadRequest(new TossRefusal("INVALID_REQUEST"));
        var order = new TossOrder(
            request.ClientKey ?? toss.Keys.ClientKey, method, request.Amount, request.OrderId,
            request.OrderName ?? "order", request.SuccessUrl ?? "", request.FailUrl ?? "", request.CustomerName,
            TaxFreeAmount: request.TaxFreeAmount, ValidHours: request.ValidHours ?? TossOrder.ValidHoursDefault);
        var (payment, code) = toss.Books.Open(order);
        if (payment is null) return TypedResults.BadRequest(new TossRefusal(code!));
        if (request.Authenticated)
        {
            toss.Books.Authenticate(
                payment.Key, InventedCards.Find(request.Card), InventedBanks.Find(request.Bank));
        }

        return TypedResults.Ok(new TossWindowView(
            payment.Key, order.OrderId, order.Amount, payment.Status.ToString(),
            order.SuccessUrl.Length > 0 ? TossWindowApi.Success(payment.Key, order) : null));
    }

    private static Results<Ok<IReadOnlyList<TossPaymentView>>, BadRequest<TossRefusal>> Payments(
        TossGateway toss, int limit) => limit is < 1 or > paymentsShownMax
        ? TypedResults.BadRequest(new TossRefusal("INVALID_REQUEST"))
        : TypedResults.Ok<IReadOnlyList<TossPaymentView>>([
            .. toss.Books.Newest(limit).Select(payment => new TossPaymentView(
                payment.Key, payment.Order.OrderId, payment.Status.ToString(), payment.Order.Method.ToString(),
                payment.Order.Amount, payment.Balance, payment.AccountNumber)),
        ]);

    private static Results<Ok<DepositView>, Conflict<DepositView>, NotFound<DepositView>> View(DepositOutcome outcome)
    {
        var view = new DepositView(outcome.ToString());
        return outcome switch
        {
            DepositOutcome.Deposited or DepositOutcome.Undone => TypedResults.Ok(view),
            DepositOutcome.NoSuchAccount => TypedResults.NotFound(view),
            DepositOutcome.NotWaiting or DepositOutcome.WrongAmount or DepositOutcome.NotDeposited =>
                TypedResults.Conflict(view),
        };
    }

    private static Results<Ok<WebhooksView>, BadRequest<TossRefusal>> Set(
        TossWebhooks webhooks, WebhooksRequest request)
    {
        if (request.Faults?.IsValid == false
            || (request.Url is { Length: > 0 } url && !SandboxOptions.IsAddress(url)))
            return TypedResults.BadRequest(new TossRefusal("INVALID_REQUEST"));
        if (request.Faults is not null) webhooks.Faults = request.Faults;
        if (request.Url is not null) webhooks.Url = request.Url.Length == 0 ? null : request.Url;
        return TypedResults.Ok(webhooks.View());
    }

    private static async Task<NoContent> SendAsync(TossWebhooks webhooks, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        webhooks.TellRaw(body.ToArray());
        return TypedResults.NoContent();
    }

    private static Results<NoContent, BadRequest<TossRefusal>> Limit(TossRateLimit rate, int limit)
    {
        if (limit < 0) return TypedResults.BadRequest(new TossRefusal("INVALID_REQUEST"));
        rate.Limit = limit;
        return TypedResults.NoContent();
    }
}
