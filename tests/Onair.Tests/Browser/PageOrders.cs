using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Payments;
using Onair.Ratings;
using Onair.Tests.Fixtures;
using Onair.Tests.Catalog;
using SkiaSharp;

namespace Onair.Tests.Browser;

/// <summary>An order in every state that its page knows.</summary>
internal static class PageOrders
{
    private const string sku = "MUG-001";
    private const long price = 39_900;
    private const int looksMax = 400;

    private static int keys;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Places an order as a guest does.</summary>
    public static async Task<Ticket> BuyAsync(
        IServiceProvider services, string item = sku, long unit = price, Guid? offer = null)
    {
        var key = Interlocked.Increment(ref keys);
        var answer = await services.GetRequiredService<OrderIntake>().PlaceAsync(Asked.Order(
            $"guest-{key}", $"page-{key}", Channel.Web, [new PlaceOrderLine(item, 1, unit, offer)]));
        Assert.Equal(PlaceOrderStatus.Placed, answer.Status);
        return new Ticket(
            answer.Order!.Number, services.GetRequiredService<OrderTokens>().Of(answer.Order.Id), answer.Order.Id);
    }

    /// <summary>Pays without a window, and waits until that is done.</summary>
    public static async Task<Ticket> PayAsync(IServiceProvider services, Ticket ticket)
    {
        using var scope = services.CreateScope();
        var started = await scope.ServiceProvider.GetRequiredService<StartPayments>()
            .RunAsync(new StartPayment(ticket.Number, ticket.Token, "demo", PaymentMethod.Card));
        Assert.Equal(StartPaymentStatus.Started, started.Status);
        await PaidAsync(services, ticket);
        return ticket;
    }

    public static async Task AdvanceAsync(IServiceProvider services, Ticket ticket, params OrderStep[] steps)
    {
        foreach (var step in steps)
        {
            Assert.Equal(
                AdvanceOrderStatus.Advanced,
                await services.GetRequiredService<AdvanceOrder>()
                    .RunAsync(ticket.Number, step, OrderActors.Operator, null, Cancel));
        }
    }

    public static string AddressOf(Ticket ticket) => $"/orders/{ticket.Number}/{ticket.Token}";

    public static async Task PlaceAsync(PageShop shop)
    {
        var services = shop.Services;
        await ExpireAsync(services, await BuyAsync(services), shop.Places);
        var made = new Dictionary<string, Ticket>
        {
            ["placed"] = await BuyAsync(services),
            ["paid"] = await PayAsync(services, await BuyAsync(services)),
            ["preparing"] = await PayAsync(services, await BuyAsync(services)),
            ["shipped"] = await PayAsync(services, await BuyAsync(services)),
            ["delivered"] = await PayAsync(services, await BuyAsync(services)),
            ["returning"] = await PayAsync(services, await BuyAsync(services)),
            ["returned"] = await PayAsync(services, await BuyAsync(services)),
            ["cancelled"] = await PayAsync(services, await BuyAsync(services)),
            ["rated"] = await PayAsync(services, await BuyAsync(services)),
            ["praised"] = await PayAsync(services, await BuyAsync(services)),
        };
        await AdvanceAsync(services, made["preparing"], OrderStep.Prepare);
        await AdvanceAsync(services, made["shipped"], OrderStep.Prepare, OrderStep.Ship);
        foreach (var name in new[] { "delivered", "returning", "returned", "rated", "praised" })
            await AdvanceAsync(services, made[name], OrderStep.Prepare, OrderStep.Ship, OrderStep.Deliver);
        var returning = made["returning"];
        var asked = await services.GetRequiredService<RequestWithdrawals>().RunAsync(
            new RequestWithdrawal(returning.Number, returning.Token, EndCause.ChangeOfMind, null, null), Cancel);
        Assert.Equal(RequestWithdrawalStatus.Requested, asked.Status);
        await EndAsync(services, made["cancelled"], OrderStep.Cancel);
        await EndAsync(services, made["returned"], OrderStep.Return);
        await RateAsync(services, made["rated"], "두 달 썼는데 아직 새것 같아요.");
        var praise = await RateAsync(services, made["praised"], "색이 사진과 같아요.\n선물로도 좋아요.");
        await PublishAsync(services, made["praised"], praise);
        lock (shop.Places)
        {
            foreach (var (name, ticket) in made) shop.Places[name] = AddressOf(ticket);
            shop.Places["report"] = $"/ratings/{praise.Id}/report";
        }
    }

    /// <summary>
    /// Two that were to be paid into an account: one waits for its deposit, the other is cancelled after it came, and
    /// asks where the money goes.
    /// </summary>
    public static async Task DepositAsync(PageShop shop, IPage page)
    {
        foreach (var name in new[] { "deposit", "owed" })
        {
            await page.GotoAsync("/checkout?sku=" + sku);
            await ShopPages.FillCheckoutAsync(page, "virtual-account@toss");
            await page.Locator("form.checkout button[type=submit]").ClickAsync();
            await Assertions.Expect(page).ToHaveURLAsync(new Regex("^" + Regex.Escape(shop.Sandbox.Url)));
            await page.GetByRole(AriaRole.Button, new() { Name = "결제하기" }).ClickAsync();
            await Assertions.Expect(page.Locator("[data-state=deposit]")).ToBeVisibleAsync();
            shop.Places[name] = new Uri(page.Url).AbsolutePath;
        }

        var account = (await page.Locator("dd.number").InnerTextAsync()).Trim();
        var books = shop.Sandbox.Toss.Books;
        books.Deposit(books.Newest(100).Single(p => p.AccountNumber == account).Key, price);
        var ticket = new Ticket(shop.Places["owed"].Split('/')[2], shop.Places["owed"].Split('/')[3], Guid.Empty);
        await PaidAsync(shop.Services, ticket);
        await EndAsync(shop.Services, ticket, OrderStep.Cancel);
    }

    private static async Task<Rating> RateAsync(IServiceProvider services, Ticket ticket, string text)
    {
        var rated = await services.GetRequiredService<RateProduct>().RunAsync(
            new RateRequest(ticket.Number, ticket.Token, sku, 4, text, "ko"), Cancel);
        Assert.Equal(RateProductStatus.Rated, rated.Status);
        return rated.Rating!;
    }

    /// <summary>With a picture, which is the rating's second version.</summary>
    private static async Task PublishAsync(IServiceProvider services, Ticket ticket, Rating rating)
    {
        var picture = RewritePicturesTests.Drawn(600, 400, SKEncodedImageFormat.Jpeg);
        Assert.Equal(AddPictureStatus.Added, await services.GetRequiredService<AddPicture>().RunAsync(
            ticket.Number, ticket.Token, rating.Id, picture, Cancel));
        var published = await services.GetRequiredService<ModerateRating>().RunAsync(
            new ModerateRequest(rating.Id, Moderation.Publish, 2, "operator", null, null), Cancel);
        Assert.Equal(ModerateRatingStatus.Moderated, published.Status);
    }

    private static async Task PaidAsync(IServiceProvider services, Ticket ticket)
    {
        for (var looks = 0; looks < looksMax; looks++)
        {
            var shown = await services.GetRequiredService<ShowOrders>().ByNumberAsync(ticket.Number, Cancel);
            if (shown!.Order.Status == OrderStatus.Paid) return;
            await Task.Delay(25, Cancel);
        }

        throw new TimeoutException("The order was not paid.");
    }

    private static async Task EndAsync(IServiceProvider services, Ticket ticket, OrderStep step)
    {
        using var scope = services.CreateScope();
        var ended = await scope.ServiceProvider.GetRequiredService<EndOrders>().RunAsync(
            new EndOrder(ticket.Number, ticket.Token, step, null, null, OrderActors.Operator, null));
        Assert.Equal(EndOrderStatus.Ended, ended.Status);
    }

    /// <summary>By the shop's own verb, on a clock that is a day ahead.</summary>
    private static async Task ExpireAsync(
        IServiceProvider services, Ticket ticket, Dictionary<string, string> places)
    {
        var tomorrow = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(
            TimeProvider.System.GetUtcNow().AddDays(1));
        var expire = ActivatorUtilities.CreateInstance<ExpireOrders>(services, tomorrow);
        while (await expire.RunAsync(Cancel))
        {
            // A full batch: more may be overdue.
        }

        var shown = await services.GetRequiredService<ShowOrders>().ByNumberAsync(ticket.Number, Cancel);
        Assert.Equal(OrderStatus.Expired, shown!.Order.Status);
        lock (places) places["expired"] = AddressOf(ticket);
    }
}
