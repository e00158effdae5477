using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Host.Storefront.Checkout;
using Onair.Orders;
using Onair.Payments;

namespace Onair.Host.Storefront.Returns;

/// <summary>Giving goods back on a page: online, as ordering was.</summary>
internal static class ReturnPagesApi
{
    public static IEndpointRouteBuilder MapReturnPages(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("/orders/{number}/{token}/return").WithPagePolicy().WithOwnFormsOnly();
        pages.MapGet("", ShowAsync);
        pages.MapPost("", SendAsync);
        return shop;
    }

    public static string AddressOf(Visit visit, string number, string token) =>
        visit.Link($"/orders/{number}/{token}/return");

    /// <summary>True while the order's page offers it.</summary>
    public static bool IsOffered(ShownOrder shown) =>
        shown.Order.Status is OrderStatus.Shipped or OrderStatus.Delivered && shown.Withdrawal is null;

    private static async Task<IResult> ShowAsync(
        string number,
        string token,
        HttpContext http,
        OrderPages orders,
        PaymentProviders providers,
        IOptions<OrdersOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (await orders.FindAsync(number, token, cancel) is not { } shown) return StorefrontApi.NotFound(visit);
        // What cannot be given back has its page, which says how it stands.
        if (!IsOffered(shown)) return SeeOther.At(http, OrderPagesApi.AddressOf(visit, number, token));
        return Page(visit, shown, token, ReturnForm.Empty, [], providers, options.Value, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SendAsync(
        string number,
        string token,
        HttpContext http,
        OrderPages orders,
        RequestWithdrawals withdraw,
        RefundAccounts accounts,
        PaymentProviders providers,
        IOptions<OrdersOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var sent = await CheckoutApi.ReadFormAsync(http.Request, cancel);
        if (sent is null || await orders.FindAsync(number, token, cancel) is not { } shown)
        {
            return StorefrontApi.NotFound(visit);
        }

        var form = ReturnForm.Of(sent, shown.Order);
        var errors = new List<CheckoutError>();
        var asked = form.Read(shown.Order, visit.ReturnWords, errors);
        var deposit = DepositOf(shown);
        var account = deposit is null ? null : form.Account.Read(BanksOf(deposit, providers), visit.MoneyWords, errors);
        if (errors.Count > 0 || asked is not var (cause, pieces))
        {
            return Refuse(StatusCodes.Status400BadRequest);
        }

        var seal = account is null ? null : await accounts.SealAsync(account, number, cancel);
        var answer = await withdraw.RunAsync(new RequestWithdrawal(number, token, cause, pieces, seal), cancel);
        switch (answer.Status)
        {
            case RequestWithdrawalStatus.Requested or RequestWithdrawalStatus.AlreadyRequested:
                return SeeOther.At(http, OrderPagesApi.AddressOf(visit, number, token));
            case RequestWithdrawalStatus.UnknownOrder:
                return StorefrontApi.NotFound(visit);
            case RequestWithdrawalStatus.WrongState:
                errors.Add(new CheckoutError("", visit.ReturnWords.WrongState));
                break;
            case RequestWithdrawalStatus.TooLate:
                errors.Add(new CheckoutError(ReturnForm.CauseField, visit.ReturnWords.TooLate));
                break;
            case RequestWithdrawalStatus.NotInOrder:
                errors.Add(new CheckoutError(ReturnForm.PiecesField(shown.Order), visit.ReturnWords.WrongPieces));
                break;
            case RequestWithdrawalStatus.AccountNeeded:
                errors.Add(new CheckoutError(RefundAccountForm.NumberField, visit.MoneyWords.WrongAccountNumber));
                break;
            default:
                throw new InvalidOperationException("a status without an answer");
        }

        return Refuse(StatusCodes.Status409Conflict);

        RazorComponentResult Refuse(int status) =>
            Page(visit, shown, token, form, errors, providers, options.Value, status);
    }

    /// <summary>The payment that came as a deposit: its money has no way back of its own.</summary>
    private static Attempt? DepositOf(ShownOrder shown) =>
        shown.Attempts.FirstOrDefault(a => a is { Refundable: > 0, DepositUntil: not null });

    private static IReadOnlyList<RefundBank> BanksOf(Attempt? deposit, PaymentProviders providers) =>
        deposit is null ? [] : providers.Find(deposit.Provider)?.RefundBanks ?? [];

    private static RazorComponentResult Page(
        Visit visit,
        ShownOrder shown,
        string token,
        ReturnForm form,
        IReadOnlyList<CheckoutError> errors,
        PaymentProviders providers,
        OrdersOptions options,
        int status)
    {
        var deposit = DepositOf(shown);
        return new RazorComponentResult<ReturnPage>(new
        {
            Visit = visit,
            shown.Order,
            Action = AddressOf(visit, shown.Order.Number, token),
            Back = OrderPagesApi.AddressOf(visit, shown.Order.Number, token),
            Banks = BanksOf(deposit, providers),
            Errors = errors,
            Form = form,
            NeedsAccount = deposit is not null,
            Fee = options.ReturnShipping,
        }) { StatusCode = status };
    }
}
