using Microsoft.Extensions.Options;
using Onair.Host.Web;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Receipts;

namespace Onair.Host.Storefront.Checkout;

/// <summary>An order as its owner sees it, to pay it, to wait for it and to cancel it.</summary>
internal static class OrderPagesApi
{
    public static IEndpointRouteBuilder MapOrderPages(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("/orders/{number}/{token}").WithPagePolicy().WithOwnFormsOnly();
        pages.MapGet("", ShowAsync);
        pages.MapPost("/pay", PayAgainAsync);
        pages.MapPost("/cancel", CancelAsync);
        pages.MapPost("/refund-account", GiveAccountAsync);
        pages.MapPost("/cash-receipt", AskReceiptAsync);
        pages.MapOrderLive();
        return shop;
    }

    public static string AddressOf(Visit visit, string number, string token, string? note = null) =>
        visit.Link($"/orders/{number}/{token}", ("note", note));

    /// <summary>Starts a payment and sends the browser to its window, or to the order when there is none.</summary>
    public static async Task<IResult> PayAsync(
        HttpContext http,
        Visit visit,
        string number,
        string token,
        PaymentChoice choice,
        ReceiptChoice? receipt,
        StartPayments start)
    {
        var asked = new StartPayment(number, token, choice.Provider, choice.Method) { Receipt = receipt };
        var started = await start.RunAsync(asked);
        // This provider's own window asks for it.
        if (started.Status == StartPaymentStatus.ReceiptNotTaken)
            started = await start.RunAsync(asked with { Receipt = null });
        if (started.Status == StartPaymentStatus.UnknownOrder) return StorefrontApi.NotFound(visit);
        var to = started.Attempt is { State: AttemptState.Prepared } attempt
            ? visit.Link($"/orders/{number}/{token}/window/{attempt.Id}")
            : AddressOf(visit, number, token);
        return SeeOther.At(http, to);
    }

    private static async Task<IResult> ShowAsync(
        string number, string token, HttpRequest request, OrderPages pages, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        if (await pages.FindAsync(number, token, cancel) is not { } shown) return StorefrontApi.NotFound(visit);
        return await pages.PageAsync(visit, shown, token, OrderForms.None, cancel);
    }

    private static async Task<IResult> PayAgainAsync(
        string number,
        string token,
        HttpContext http,
        StartPayments start,
        OrderPages pages,
        PaymentProviders providers,
        ReceiptNumbers receipts,
        IOptions<HostingOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var form = await CheckoutApi.ReadFormAsync(http.Request, cancel);
        var choice = PaymentChoice.All(providers, options.Value.ShowProviders)
            .FirstOrDefault(c => c.Value == form?["pay"].ToString());
        if (form is null) return SeeOther.At(http, AddressOf(visit, number, token));
        var (asked, wrong) = (ReceiptForm.Of(form), new List<CheckoutError>());
        if (choice is null) wrong.Add(new CheckoutError("pay", visit.CheckoutWords.WrongPay));
        var receipt = asked.Read(choice?.Method, visit.MoneyWords, wrong);
        if (choice is null || wrong.Count > 0)
        {
            if (await pages.FindAsync(number, token, cancel) is not { } shown) return StorefrontApi.NotFound(visit);
            // What is paid or over has no such form any more: its page says how it stands.
            if (shown.Order.Status != OrderStatus.Placed) return SeeOther.At(http, AddressOf(visit, number, token));
            var forms = new OrderForms(asked, RefundAccountForm.Empty, wrong) { Pay = choice?.Value };
            return await pages.PageAsync(visit, shown, token, forms, cancel);
        }

        var wanted = receipt is var (purpose, digits)
            ? await receipts.SealAsync(purpose, digits, number, cancel)
            // Who says nothing keeps what they asked for before; "none" takes it back.
            : asked.Purpose.Length == 0 && ReceiptRules.IsCash(choice.Method)
                ? (await pages.FindAsync(number, token, cancel))?.ReceiptAsked
                : null;
        return await PayAsync(http, visit, number, token, choice, wanted, start);
    }

    private static async Task<IResult> CancelAsync(string number, string token, HttpContext http, EndOrders end)
    {
        var visit = Visit.Of(http.Request);
        var ended = await end.RunAsync(
            new EndOrder(number, token, OrderStep.Cancel, null, null, OrderActors.Shopper, null));
        if (ended.Status == EndOrderStatus.UnknownOrder) return StorefrontApi.NotFound(visit);
        return SeeOther.At(http, AddressOf(visit, number, token));
    }

    /// <summary>Sent twice it is given once: the second finds that nothing waits for it.</summary>
    private static async Task<IResult> GiveAccountAsync(
        string number,
        string token,
        HttpContext http,
        GiveRefundAccounts give,
        OrderPages pages,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var form = await CheckoutApi.ReadFormAsync(http.Request, cancel);
        if (form is null || await pages.FindAsync(number, token, cancel) is not { } shown)
            return StorefrontApi.NotFound(visit);
        var (typed, wrong) = (RefundAccountForm.Of(form), new List<CheckoutError>());
        if (typed.Read(pages.BanksOf(shown), visit.MoneyWords, wrong) is not { } account)
        {
            return await pages.PageAsync(visit, shown, token, new OrderForms(ReceiptForm.Empty, typed, wrong), cancel);
        }

        return await give.RunAsync(number, token, account, cancel) switch
        {
            GiveRefundAccountStatus.Given or GiveRefundAccountStatus.NotNeeded =>
                SeeOther.At(http, AddressOf(visit, number, token)),
            GiveRefundAccountStatus.UnknownOrder => StorefrontApi.NotFound(visit),
        };
    }

    private static async Task<IResult> AskReceiptAsync(
        string number,
        string token,
        HttpContext http,
        AskCashReceipts ask,
        ReceiptNumbers numbers,
        OrderPages pages,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var form = await CheckoutApi.ReadFormAsync(http.Request, cancel);
        if (form is null || await pages.FindAsync(number, token, cancel) is not { } shown)
            return StorefrontApi.NotFound(visit);
        var (typed, wrong) = (ReceiptForm.Of(form), new List<CheckoutError>());
        var words = visit.MoneyWords;
        if (!typed.IsAsked) wrong.Add(new CheckoutError(ReceiptForm.NumberField, words.WrongPurpose));
        if (typed.Read(null, words, wrong) is not var (purpose, digits))
        {
            return await pages.PageAsync(
                visit, shown, token, new OrderForms(typed, RefundAccountForm.Empty, wrong), cancel);
        }

        var choice = await numbers.SealAsync(purpose, digits, number, cancel);
        switch (await ask.RunAsync(number, token, choice, cancel))
        {
            case AskReceiptStatus.Asked or AskReceiptStatus.AlreadyIssued:
                return SeeOther.At(http, AddressOf(visit, number, token));
            case AskReceiptStatus.UnknownOrder:
                return StorefrontApi.NotFound(visit);
            case AskReceiptStatus.NotApplicable:
                wrong.Add(new CheckoutError(ReceiptForm.NumberField, words.NotAskable));
                return await pages.PageAsync(
                    visit, shown, token, new OrderForms(typed, RefundAccountForm.Empty, wrong), cancel);
            default:
                throw new InvalidOperationException("a status without an answer");
        }
    }
}
