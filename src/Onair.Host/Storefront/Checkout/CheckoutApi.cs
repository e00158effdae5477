using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Host.Web;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Payments;

namespace Onair.Host.Storefront.Checkout;

/// <summary>
/// From the product to the order that waits for its payment. Works without script. No cookie opens anything here: a
/// form carries its own key, and an order's address its own token, so there is nothing that another site could borrow.
/// </summary>
internal static class CheckoutApi
{
    /// <summary>128 bits: no two forms share a key.</summary>
    private const int keyDigits = 32;

    public static IEndpointRouteBuilder MapCheckout(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("").WithPagePolicy();
        pages.MapGet("/checkout", ShowAsync);
        pages.MapPost("/checkout", SubmitAsync);
        return shop.MapOrderPages().MapPaymentWindows();
    }

    /// <summary>A form of ours, bounded; null for a body that is none.</summary>
    public static async Task<IFormCollection?> ReadFormAsync(HttpRequest request, CancellationToken cancel)
    {
        // No form of ours, nor of a provider, has files.
        if (!request.HasFormContentType || request.ContentLength > CheckoutForm.BytesMax) return null;
        if (request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)) return null;
        var limits = new FormOptions
        {
            ValueCountLimit = CheckoutForm.FieldsMax,
            KeyLengthLimit = 100,
            ValueLengthLimit = CheckoutForm.BytesMax,
            BufferBodyLengthLimit = CheckoutForm.BytesMax,
        };
        try
        {
            return await request.ReadFormAsync(limits, cancel);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<IResult> ShowAsync(
        HttpRequest request,
        ListProducts list,
        ReadBroadcasts shows,
        TimeProvider time,
        PaymentProviders providers,
        IOptions<HostingOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var form = new CheckoutForm
        {
            Key = RandomNumberGenerator.GetHexString(keyDigits, lowercase: true),
            Sku = visit.Query.GetValueOrDefault("sku") ?? "",
            Quantity = visit.Query.GetValueOrDefault("quantity") ?? "1",
            Offer = visit.Query.GetValueOrDefault("offer") ?? "",
        };
        if (await FindAsync(list, shows, time, form, cancel) is not { } found) return StorefrontApi.NotFound(visit);
        // An offer that is over is not carried on: the page shows the shop's own price, and says so by its total.
        form = form with
        {
            Price = found.UnitPrice.ToString(CultureInfo.InvariantCulture),
            Offer = found.IsOffer ? form.Offer : "",
        };
        return Page(visit, form, found, ChoicesOf(providers, options.Value), [], StatusCodes.Status200OK);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext http,
        ListProducts list,
        ReadBroadcasts shows,
        TimeProvider time,
        OrderIntake intake,
        StartPayments start,
        OrderTokens tokens,
        PaymentProviders providers,
        IOptions<HostingOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (await ReadFormAsync(http.Request, cancel) is not { } sent) return StorefrontApi.NotFound(visit);
        var form = CheckoutForm.Of(sent);
        if (await FindAsync(list, shows, time, form, cancel) is not { } found) return StorefrontApi.NotFound(visit);
        var choices = ChoicesOf(providers, options.Value);
        var choice = choices.FirstOrDefault(c => c.Value == form.Pay);
        var asked = form.Read(out var errors);
        var words = visit.CheckoutWords;
        List<CheckoutError> wrong = [.. errors.Select(e => CheckoutError.Of(e, words)).DistinctBy(e => e.Field)];
        if (choice is null) wrong.Add(new CheckoutError("pay", words.WrongPay));
        if (asked is null || choice is null)
        {
            return Page(visit, form, found, choices, wrong, StatusCodes.Status400BadRequest);
        }

        var answer = await intake.PlaceAsync(asked);
        if (answer.Status is not (PlaceOrderStatus.Placed or PlaceOrderStatus.AlreadyPlaced))
        {
            // What changed is shown as it is now; who pays again agrees to that.
            var now = form with
            {
                Price = found.UnitPrice.ToString(CultureInfo.InvariantCulture),
                Offer = found.IsOffer ? form.Offer : "",
            };
            var busy = answer.Status == PlaceOrderStatus.Busy;
            if (busy) http.Response.Headers.RetryAfter = "1";
            return Page(
                visit, now, found, choices, [CheckoutError.Of(answer, visit)],
                busy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict);
        }

        var order = answer.Order!;
        return await OrderPagesApi.PayAsync(
            http, visit, order.Number, tokens.Of(order.Id), choice, start);
    }

    private static IReadOnlyList<PaymentChoice> ChoicesOf(PaymentProviders providers, HostingOptions options) =>
        PaymentChoice.All(providers, options.ShowProviders);

    private static async Task<FoundVariant?> FindAsync(
        ListProducts list, ReadBroadcasts shows, TimeProvider time, CheckoutForm form, CancellationToken cancel)
    {
        var sku = form.Sku;
        if (!Variant.IsSku(sku)) return null;
        var page = await list.RunAsync(new ProductQuery(Sku: sku, Limit: 1), isKnown: null, cancel);
        if (page.Status == ListProductsStatus.Invalid || page.Products.Count == 0) return null;
        var variant = page.Products[0].Variants.FirstOrDefault(
            v => v.Sku == sku && v.Status == VariantStatus.Active);
        if (variant is null) return null;
        var offer = Guid.TryParse(form.Offer, out var id) ? await shows.OfferAsync(id, cancel) : null;
        var isOffer = offer is not null && offer.VariantId == variant.Id && offer.IsOpen(time.GetUtcNow());
        return new FoundVariant(
            page.Products[0], variant, isOffer ? offer!.Price : variant.Price.Amount, isOffer);
    }

    private static RazorComponentResult Page(
        Visit visit,
        CheckoutForm form,
        FoundVariant found,
        IReadOnlyList<PaymentChoice> choices,
        IReadOnlyList<CheckoutError> errors,
        int status) =>
        new RazorComponentResult<CheckoutPage>(new
        {
            Visit = visit,
            Form = form,
            found.Product,
            found.Variant,
            found.UnitPrice,
            Choices = choices,
            Errors = errors,
        }) { StatusCode = status };

    private sealed record FoundVariant(Product Product, Variant Variant, long UnitPrice, bool IsOffer);
}
