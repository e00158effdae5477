using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Host.Storefront.Checkout;
using Onair.Host.Storefront.Legal;
using Onair.Orders;

namespace Onair.Host.Storefront.Contracts;

/// <summary>The document about an order, for who has its address: on a page, and as a file to keep.</summary>
internal static class ContractPagesApi
{
    /// <summary>A byte order mark: editors of old know Korean by it.</summary>
    private static readonly UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: true);

    public static IEndpointRouteBuilder MapContractPages(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("/orders/{number}/{token}").WithPagePolicy();
        pages.MapGet("/contract", ShowAsync);
        pages.MapGet("/contract.txt", SaveAsync);
        return shop;
    }

    public static string PathOf(string number, string token) => $"/orders/{number}/{token}/contract";

    private static async Task<IResult> ShowAsync(
        string number, string token, HttpRequest request, ShowOrders show, IOptions<MerchantOptions> merchant,
        TimeProvider time, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        if (await show.OfGuestAsync(number, token, cancel) is not { } shown) return StorefrontApi.NotFound(visit);
        return new RazorComponentResult<ContractPage>(new
        {
            Visit = visit,
            Number = number,
            Token = token,
            Document = Contract.Of(shown, visit, merchant.Value, isLetter: false),
            Now = time.GetUtcNow(),
        });
    }

    private static async Task<IResult> SaveAsync(
        string number, string token, HttpRequest request, ShowOrders show, IOptions<MerchantOptions> merchant,
        TimeProvider time, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        if (await show.OfGuestAsync(number, token, cancel) is not { } shown) return StorefrontApi.NotFound(visit);
        var w = ContractWords.Of(visit);
        var sections = Contract.Of(shown, visit, merchant.Value, isLetter: false);
        var text = $"{w.Title}\n{w.AsOf}: {visit.Day(time.GetUtcNow())}\n\n{ContractText.Of(sections)}";
        return TypedResults.File(
            [.. encoding.GetPreamble(), .. encoding.GetBytes(text)], "text/plain; charset=utf-8",
            $"order-{shown.Order.Number}.txt");
    }
}
