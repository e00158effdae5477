using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Onair.Payments.Receipts;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Receipts of cash, after payment began.</summary>
public static class ReceiptsApi
{
    public static IEndpointRouteBuilder MapReceipts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/{number}/cash-receipt", AskAsync)
            .WithName("AskCashReceipt").WithTags("Payments").WithSummary("Ask for a receipt of cash (현금영수증)")
            .WithDescription(
                "For a transfer or a deposit. It is issued by itself when the money is here; the order shows it in "
                + "cashReceipts. Before the money is here the last word counts. The number is kept encrypted.")
            .Accepts<CashReceiptBody>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413)
            .ProducesProblem(415).ProducesProblem(503);
        return api;
    }

    private static async Task<IResult> AskAsync(
        string number, HttpContext http, AskCashReceipts ask, ReceiptNumbers numbers, CancellationToken cancel)
    {
        if (OrdersApi.TokenOf(http) is not { } token) return OrdersApi.TokenMissing();
        var (refusal, (asked, errors)) = await RequestBody.ParseAsync(
            http, ReceiptBodies.BytesMax, mayBeEmpty: true, ReceiptBodies.Receipt);
        if (refusal is not null) return refusal;
        if (asked is null) return Problem.Invalid(errors);
        // Sealed before it comes near a transaction.
        var choice = await numbers.SealAsync(asked.Purpose, asked.Digits, number, cancel);
        return await ask.RunAsync(number, token, choice, cancel) switch
        {
            AskReceiptStatus.Asked => TypedResults.NoContent(),
            AskReceiptStatus.AlreadyIssued =>
                OrdersApi.Conflict("already-issued", "A receipt is issued, or on its way."),
            AskReceiptStatus.NotApplicable => OrdersApi.Conflict(
                "not-applicable", "Only a transfer or a deposit has a receipt here, while some of it is kept."),
            AskReceiptStatus.UnknownOrder => Problem.NotFound("order"),
        };
    }
}
