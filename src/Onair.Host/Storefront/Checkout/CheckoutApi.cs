using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Broadcasts;
using Onair.Carts;
using Onair.Catalog;
using Onair.Host.Storefront.Contracts;
using Onair.Host.Storefront.Deliveries;
using Onair.Host.Storefront.Returns;
using Onair.Host.Web;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Payments;
using Onair.Payments.Receipts;

namespace Onair.Host.Storefront.Checkout;

/// <summary>
/// From the product to the order that waits for its payment. Works without script. No cookie opens anything here: a
/// form carries its own key, and an order's address its own token, so there is nothing that another site could borrow;
/// who is signed in has a form token besides, as the form chooses among their addresses.
/// </summary>
internal static class CheckoutApi
{
    public static IEndpointRouteBuilder MapCheckout(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("").WithPagePolicy().WithOwnFormsOnly();
        pages.MapGet("/checkout", ShowAsync);
        pages.MapPost("/checkout", SubmitAsync);
        return shop.MapOrderPages().MapReturnPages().MapDeliveryPages().MapContractPages().MapPaymentWindows();
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
        CartDoor carts,
        ShowCart show,
        ReadBroadcasts shows,
        TimeProvider time,
        PaymentProviders providers,
        CheckoutOwner owner,
        IOptions<HostingOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var choices = ChoicesOf(providers, options.Value);
        var buyer = await owner.FindAsync(request.HttpContext, cancel);
        if (visit.Query.ContainsKey("cart"))
        {
            var cart = await carts.FindAsync(request.HttpContext, cancel) is { } whose
                ? await show.RunAsync(whose, cancel)
                : ShownCart.Empty;
            // What changed is said on the cart's own page.
            if (!cart.CanOrder) return TypedResults.LocalRedirect(visit.Link("/cart"));
            var filled = new CheckoutForm { Key = NewKey(time), Lines = CheckoutLine.Of(cart) };
            filled = await owner.PrefillAsync(buyer, filled, choices, cancel);
            var items = await FindAllAsync(list, shows, time, filled, cancel);
            return Page(visit, filled, items, buyer, choices, [], StatusCodes.Status200OK);
        }

        var form = new CheckoutForm
        {
            Key = NewKey(time),
            Sku = visit.Query.GetValueOrDefault("sku") ?? "",
            Quantity = visit.Query.GetValueOrDefault("quantity") ?? "1",
            Offer = visit.Query.GetValueOrDefault("offer") ?? "",
            Via = visit.Query.GetValueOrDefault("via") ?? "",
        };
        if (await FindAsync(list, shows, time, form.Sku, form.Offer, cancel) is not { } found)
            return StorefrontApi.NotFound(visit);
        form = await owner.PrefillAsync(buyer, Agreed(form, [found]), choices, cancel);
        return Page(visit, form, [found], buyer, choices, [], StatusCodes.Status200OK);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext http,
        ListProducts list,
        ReadBroadcasts shows,
        TimeProvider time,
        OrderIntake intake,
        TakeOutOrdered takeOut,
        StartPayments start,
        OrderTokens tokens,
        CheckoutOwner owner,
        CheckoutChannel channels,
        PaymentProviders providers,
        ReceiptNumbers receipts,
        IOptions<HostingOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (await ReadFormAsync(http.Request, cancel) is not { } sent) return StorefrontApi.NotFound(visit);
        var form = CheckoutForm.Of(sent) with { IsEnglish = visit.IsEnglish };
        form = await channels.AttributeAsync(form, cancel);
        var found = await FindAllAsync(list, shows, time, form, cancel);
        if (found.Count == 0) return StorefrontApi.NotFound(visit);
        var choices = ChoicesOf(providers, options.Value);
        var choice = choices.FirstOrDefault(c => c.Value == form.Pay);
        var buyer = await owner.FindAsync(http, cancel);
        var asked = form.Read(buyer.Saved, out var errors);
        List<CheckoutError> wrong =
        [
            .. errors.Select(e => CheckoutError.Of(e, visit)).DistinctBy(e => e.Field),
            .. owner.Check(http, buyer, sent, form, visit),
        ];
        if (choice is null) wrong.Add(new CheckoutError("pay", visit.CheckoutWords.WrongPay));
        var receipt = form.Receipt.Read(choice?.Method, visit.MoneyWords, wrong);
        if (asked is null || choice is null || wrong.Count > 0)
        {
            return Page(visit, form, found, buyer, choices, wrong, StatusCodes.Status400BadRequest);
        }

        await owner.OwnAsync(http, buyer, asked, form.Lines.Count > 0, cancel);
        var answer = await intake.PlaceAsync(asked);
        if (answer.Status is not (PlaceOrderStatus.Placed or PlaceOrderStatus.AlreadyPlaced))
        {
            // What changed is shown as it is now; who pays again agrees to that.
            var now = Agreed(form, found);
            var busy = answer.Status == PlaceOrderStatus.Busy;
            if (busy) http.Response.Headers.RetryAfter = "1";
            return Page(
                visit, now, found, buyer, choices, [CheckoutError.Of(answer, visit, found)],
                busy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict);
        }

        var order = answer.Order!;
        var wanted = receipt is var (purpose, digits)
            ? await receipts.SealAsync(purpose, digits, order.Number, cancel)
            : null;
        if (asked.Cart is not null) await takeOut.RunAsync(order.Id, CancellationToken.None);
        if (answer.Status == PlaceOrderStatus.Placed) await owner.SaveAddressAsync(buyer, form, cancel);
        return await OrderPagesApi.PayAsync(
            http, visit, order.Number, tokens.Of(order.Id), choice, wanted, start);
    }

    private static IReadOnlyList<PaymentChoice> ChoicesOf(PaymentProviders providers, HostingOptions options) =>
        PaymentChoice.All(providers, options.ShowProviders);

    /// <summary>A time and 74 random bits: no two forms share a key, and its index stays in order.</summary>
    private static string NewKey(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString();

    /// <summary>
    /// The form at the prices of now. An offer that is over is not carried on: the page shows the shop's own price, and
    /// says so by its total.
    /// </summary>
    private static CheckoutForm Agreed(CheckoutForm form, IReadOnlyList<CheckoutItem> found) => form with
    {
        Price = found[0].UnitPrice.ToString(CultureInfo.InvariantCulture),
        Offer = found[0].IsOffer ? form.Offer : "",
        Lines = CheckoutLine.At(form.Lines, found),
    };

    /// <summary>
    /// What the form is about, line by line; none when something of it is not on sale. Lines of a cart carry no offer.
    /// </summary>
    private static async Task<IReadOnlyList<CheckoutItem>> FindAllAsync(
        ListProducts list, ReadBroadcasts shows, TimeProvider time, CheckoutForm form, CancellationToken cancel)
    {
        var items = new List<CheckoutItem>();
        var offer = form.Lines.Count == 0 ? form.Offer : "";
        foreach (var sku in form.Lines.Count == 0 ? [form.Sku] : form.Lines.Select(CheckoutLine.SkuOf))
        {
            if (await FindAsync(list, shows, time, sku, offer, cancel) is not { } item) return [];
            items.Add(item);
        }

        return items;
    }

    private static async Task<CheckoutItem?> FindAsync(
        ListProducts list,
        ReadBroadcasts shows,
        TimeProvider time,
        string sku,
        string offerId,
        CancellationToken cancel)
    {
        if (!Variant.IsSku(sku)) return null;
        var page = await list.RunAsync(new ProductQuery(Sku: sku, Limit: 1), isKnown: null, cancel);
        if (page.Status == ListProductsStatus.Invalid || page.Products.Count == 0) return null;
        var variant = page.Products[0].Variants.FirstOrDefault(
            v => v.Sku == sku && v.Status == VariantStatus.Active);
        if (variant is null) return null;
        var offer = Guid.TryParse(offerId, out var id) ? await shows.OfferAsync(id, cancel) : null;
        var isOffer = offer is not null && offer.VariantId == variant.Id && offer.IsOpen(time.GetUtcNow());
        return new CheckoutItem(
            page.Products[0], variant, isOffer ? offer!.Price : variant.Price.Amount, isOffer);
    }

    private static RazorComponentResult Page(
        Visit visit,
        CheckoutForm form,
        IReadOnlyList<CheckoutItem> items,
        KnownBuyer buyer,
        IReadOnlyList<PaymentChoice> choices,
        IReadOnlyList<CheckoutError> errors,
        int status) =>
        new RazorComponentResult<CheckoutPage>(new
        {
            Visit = visit,
            Form = form,
            Items = items,
            Buyer = buyer,
            Choices = choices,
            Receipts = choices.Any(choice => choice.IssuesReceipts),
            Errors = errors,
        }) { StatusCode = status };
}
