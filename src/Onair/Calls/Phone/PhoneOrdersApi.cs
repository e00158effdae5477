using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Onair.Broadcasts.Codes;
using Onair.Broadcasts.Live;
using Onair.Calls.Agents;
using Onair.Catalog;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Calls.Phone;

/// <summary>The desk of a call centre: an agent orders for who is on the line. No card number is ever taken.</summary>
public static class PhoneOrdersApi
{
    private const string tag = "Telephone";
    private const int skusMax = 50;

    public static IEndpointRouteBuilder MapPhoneOrders(this IEndpointRouteBuilder api)
    {
        var desk = api.MapGroup("/phone-orders").AddEndpointFilter(new AgentDoor());
        desk.MapPost("", PlaceAsync)
            .WithName("TakePhoneOrder").WithTags(tag).WithSummary("An agent places an order for a caller")
            .WithDescription(
                "The body and the Idempotency-Key are those of POST /orders, with the channel phone. The answer has "
                + "the page to pay on (payUrl), to be sent to the caller; with an e-mail address it goes there by "
                + "itself, in the language of ?language=ko|en.")
            .Accepts<PlaceOrderBody>("application/json")
            .Produces<PhoneOrderView>(StatusCodes.Status201Created).Produces<PhoneOrderView>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(422).ProducesProblem(503);
        desk.MapPost("/look-up", LookUpAsync)
            .WithName("LookUpPhoneOrder").WithTags(tag).WithSummary("An order, by its number and the caller's number")
            .WithDescription("People's data is masked. Every question is written down with the agent's name.")
            .Accepts<LookUpBody>("application/json")
            .Produces<LookedUpView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404)
            .ProducesProblem(413).ProducesProblem(415);
        desk.MapGet("/offers", OffersAsync)
            .WithName("ListPhoneOffers").WithTags(tag).WithSummary("What can be ordered under an offer now")
            .Produces<OpenOfferList>().ProducesProblem(401);
        desk.MapGet("/stock", StockAsync)
            .WithName("ShowPhoneStock").WithTags(tag).WithSummary("Price and stock of SKUs: ?sku=A,B")
            .Produces<DeskStockList>().ProducesProblem(400).ProducesProblem(401);
        return api;
    }

    private static async Task<IResult> PlaceAsync(
        HttpContext http,
        TakePhoneOrders take,
        OrderTokens tokens,
        IOptions<OrdersOptions> options,
        CancellationToken cancel)
    {
        var key = http.Request.Headers["Idempotency-Key"];
        IReadOnlyList<FieldError> read = [];
        var (refusal, order) = await RequestBody.ParseAsync(
            http,
            OrdersOptions.BodyBytesMax,
            mayBeEmpty: true,
            body => OrderRequestReader.Read(body, key.Count == 1 ? key[0] : null, out read));
        if (refusal is not null) return refusal;
        var errors = read.ToList();
        if (order is not null && order.Channel != Channel.Phone)
            errors.Add(new FieldError("channel", "must be phone at this address"));
        var isEnglish = IsEnglish(http.Request.Query, errors);
        if (order is null || errors.Count > 0) return Problem.Invalid(errors);
        var desk = AgentDoor.Of(http);
        var origin = OrderPaymentsApi.OriginOf(http.Request, options.Value);
        var taken = await take.RunAsync(new PhoneOrder(order, desk, origin, isEnglish), cancel);
        if (taken.Link is null) return OrdersApi.Answer(http, taken.Placed, tokens);
        var placed = taken.Placed.Order!;
        var view = new PhoneOrderView(
            OrderView.Of(placed, tokens.Of(placed.Id)), taken.Link, taken.IsLetterSent, desk.Agent.Name);
        return JsonAnswer.Of(
            view,
            CallsJson.Default.PhoneOrderView,
            taken.Placed.Status == PlaceOrderStatus.Placed
                ? StatusCodes.Status201Created
                : StatusCodes.Status200OK);
    }

    private static async Task<IResult> LookUpAsync(HttpContext http, LookUpOrders lookUp, CancellationToken cancel)
    {
        var (refusal, (asked, errors)) = await RequestBody.ParseAsync(
            http, PhoneBodies.LookUpBytesMax, mayBeEmpty: false, PhoneBodies.LookUp);
        if (refusal is not null) return refusal;
        if (asked is not var (number, phone)) return Problem.Invalid(errors);
        return await lookUp.RunAsync(new OrderQuestion(number, phone, AgentDoor.Of(http)), cancel) is { } found
            ? JsonAnswer.Of(LookedUpView.Of(found), CallsJson.Default.LookedUpView)
            : Problem.NotFound("order of this telephone number");
    }

    private static async Task<IResult> OffersAsync(ReadOpenOffers read, OfferCodes codes, CancellationToken cancel)
    {
        var views = new List<OpenOfferView>();
        // Words are asked for show by show: a show has so many offers at most.
        foreach (var show in (await read.RunAsync(null, cancel)).GroupBy(open => open.Offer.BroadcastId))
        {
            var words = await codes.OfAsync([.. show.Select(open => open.Offer.Id)], cancel);
            views.AddRange(show.Select(open => OpenOfferView.Of(open, words[open.Offer.Id])));
        }

        return JsonAnswer.Of(new OpenOfferList(views), CallsJson.Default.OpenOfferList);
    }

    private static async Task<IResult> StockAsync(HttpContext http, Database database, CancellationToken cancel)
    {
        var asked = http.Request.Query["sku"];
        var skus = asked is [{ } text] ? text.Split(',').Distinct(StringComparer.Ordinal).ToList() : [];
        if (skus.Count is 0 or > skusMax || !skus.TrueForAll(Variant.IsSku))
            return Problem.Invalid([new FieldError("sku", $"must be 1 to {skusMax} SKUs with commas between")]);
        var sellable = await ReadOpenOffers.SellableAsync(database, skus, cancel);
        var stock = await LiveReads.StockAsync(database, skus, cancel);
        var items = skus.Where(sellable.ContainsKey).Select(sku => new DeskStockView(
            sku, sellable[sku].NameKo, sellable[sku].NameEn, sellable[sku].Price,
            stock.GetValueOrDefault(sku)?.Available ?? 0));
        return JsonAnswer.Of(new DeskStockList([.. items]), CallsJson.Default.DeskStockList);
    }

    private static bool IsEnglish(IQueryCollection query, List<FieldError> errors)
    {
        var asked = query["language"];
        if (asked is not ([] or ["ko"] or ["en"])) errors.Add(new FieldError("language", "must be ko or en"));
        return asked is ["en"];
    }
}
