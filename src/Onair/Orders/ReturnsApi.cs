using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Onair.Payments;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Giving goods back, and where the money goes then.</summary>
public static class ReturnsApi
{
    public static IEndpointRouteBuilder MapReturns(this IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/{number}/withdrawal", WithdrawAsync)
            .WithName("WithdrawOrder").WithTags("Orders").WithSummary("Give back what was shipped, or some of it")
            .WithDescription(
                "The refund follows within 3 business days of the goods' return. Who changed their mind bears the way "
                + "back; a refund account is needed when the order was paid into an account.")
            .Accepts<WithdrawOrderBody>("application/json")
            .Produces<WithdrawalView>(StatusCodes.Status201Created).Produces<WithdrawalView>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413)
            .ProducesProblem(415).ProducesProblem(503);
        api.MapPost("/orders/{number}/refund-account", GiveAccountAsync)
            .WithName("GiveRefundAccount").WithTags("Payments").WithSummary("Say where a deposit goes back to")
            .WithDescription("Only while a refund waits for it (accountNeeded). Kept encrypted until it is paid back.")
            .Accepts<RefundAccountBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413)
            .ProducesProblem(415).ProducesProblem(503);
        return api;
    }

    private static async Task<IResult> WithdrawAsync(
        string number, HttpContext http, RequestWithdrawals withdraw, RefundAccounts accounts, CancellationToken cancel)
    {
        if (OrdersApi.TokenOf(http) is not { } token) return OrdersApi.TokenMissing();
        var (refusal, (asked, errors)) = await RequestBody.ParseAsync(
            http, OrderBodies.CancelBytesMax, mayBeEmpty: true, ReturnBodies.Withdrawal);
        if (refusal is not null) return refusal;
        if (asked is null) return Problem.Invalid(errors);
        // Sealed before it comes near a transaction.
        var account = asked.Account is { } open ? await accounts.SealAsync(open, number, cancel) : null;
        var answer = await withdraw.RunAsync(
            new RequestWithdrawal(number, token, asked.Cause, asked.Pieces, account), cancel);
        return answer.Status switch
        {
            RequestWithdrawalStatus.Requested => Written(http, number, answer),
            RequestWithdrawalStatus.AlreadyRequested =>
                JsonAnswer.Of(View(answer), OrdersJson.Default.WithdrawalView),
            RequestWithdrawalStatus.UnknownOrder => Problem.NotFound("order"),
            RequestWithdrawalStatus.WrongState => OrdersApi.Conflict(
                "wrong-state", "Only a shipped order is given back: before, it is cancelled."),
            RequestWithdrawalStatus.TooLate => OrdersApi.Conflict("too-late", "The time to give it back is over."),
            RequestWithdrawalStatus.NotInOrder =>
                OrdersApi.Conflict("not-in-order", "A line is not in the order, or fewer pieces are left."),
            RequestWithdrawalStatus.AccountNeeded => OrdersApi.Conflict(
                "refund-account-needed", "It was paid into an account: say in refundAccount where the money goes."),
        };
    }

    private static IResult Written(HttpContext http, string number, RequestedWithdrawal answer)
    {
        http.Response.Headers.Location = "/api/v1/orders/" + number;
        return JsonAnswer.Of(View(answer), OrdersJson.Default.WithdrawalView, StatusCodes.Status201Created);
    }

    private static WithdrawalView View(RequestedWithdrawal answer) =>
        WithdrawalView.Of(answer.Withdrawal!, answer.Order!);

    private static async Task<IResult> GiveAccountAsync(
        string number, HttpContext http, GiveRefundAccounts give, CancellationToken cancel)
    {
        if (OrdersApi.TokenOf(http) is not { } token) return OrdersApi.TokenMissing();
        var (refusal, (account, errors)) = await RequestBody.ParseAsync(
            http, ReturnBodies.AccountBytesMax, mayBeEmpty: true, ReturnBodies.Account);
        if (refusal is not null) return refusal;
        if (account is null) return Problem.Invalid(errors);
        return await give.RunAsync(number, token, account, cancel) switch
        {
            GiveRefundAccountStatus.Given => TypedResults.NoContent(),
            GiveRefundAccountStatus.NotNeeded =>
                OrdersApi.Conflict("not-needed", "No refund of this order waits for an account."),
            GiveRefundAccountStatus.UnknownOrder => Problem.NotFound("order"),
        };
    }
}
