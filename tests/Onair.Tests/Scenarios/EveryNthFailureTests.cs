using System.Data.Common;
using Onair.Orders;
using Onair.Payments;
using Onair.Orders.Intake;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>What is swept: each a story that ends with one order, in one state, with one charge at most.</summary>
public enum Story
{
    /// <summary>An order, and the fact of it.</summary>
    Place = 1,

    /// <summary>An order that is paid and then cancelled: the money goes back.</summary>
    PayAndCancel = 2,

    /// <summary>An order that nobody pays in time.</summary>
    Expire = 3,
}

/// <summary>
/// The first call to the database fails, then the second, and so on until a story passes without meeting the fault; the
/// shopper asks again, the workers go on. After each: one order, one charge at the bank, every invariant.
/// </summary>
public sealed class EveryNthFailureTests(ITestOutputHelper output)
{
    private const int callsMax = 500;
    private const int asksMax = 6;

    private static readonly Ware mug = new("MUG", 10_000, 1_000_000);

    private static readonly Sql orders = new("SELECT count(*) FROM orders");

    private static readonly Sql given = new("SELECT CAST(sum(cancelled) AS bigint) FROM order_lines");

    private static readonly Sql states = new("SELECT CAST(status AS bigint) FROM orders WHERE number = @number");

    public static TheoryData<Dialect, Story> Stories { get; } = new(
        from dialect in Enum.GetValues<Dialect>()
        from story in Enum.GetValues<Story>()
        select (dialect, story));

    [Theory, MemberData(nameof(Stories))]
    public async Task Story_holds_wherever_the_database_fails(Dialect dialect, Story story)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await using var truth = new Rooms(shop.Database, shop.Time);
        await Ware.StockAsync(truth.Services, [mug]);
        var runs = 0;
        foreach (var fault in Enum.GetValues<Fault>())
        {
            for (var call = 1; ; call++)
            {
                Assert.True(call <= callsMax, $"{story} was not over after {callsMax} calls");
                await using var faulty = new FaultyDatabase(shop.Database);
                // In a shop that has just started: nothing in memory helps.
                await using var rooms = new Rooms(faulty, shop.Time);
                await rooms.Tokens.LoadAsync(CancellationToken.None);
                faulty.FailAt(call, fault);
                runs++;
                try
                {
                    await TellAsync(story, rooms, shop, $"{story}-{runs}");
                    Assert.Equal(runs, await Reckoning.AskAsync(shop.Database, orders));
                    Assert.Empty(await truth.BrokenAsync());
                }
                catch (Exception error)
                {
                    throw new InvalidOperationException(
                        $"{story} broke when call {call} met {fault}: {error.Message}", error);
                }

                if (!faulty.HasFailed)
                {
                    output.WriteLine($"{fault}: {call - 1} calls");
                    Assert.True(call > 1, "nothing was swept");
                    break;
                }
            }
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pieces_are_not_given_back_twice_when_the_answer_of_a_commit_is_lost(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await using var faulty = new FaultyDatabase(shop.Database);
        await using var rooms = new Rooms(faulty, shop.Time);
        await Ware.StockAsync(rooms.Services, [mug]);
        await rooms.Tokens.LoadAsync(CancellationToken.None);
        var order = await PlaceAsync(rooms, "three", pieces: 3);
        var token = rooms.Tokens.Of(order.Id);
        var onePiece = new EndOrder(
            order.Number, token, OrderStep.Cancel, [(mug.Sku, 1)], null, OrderActors.Shopper, order.Version);
        faulty.FailAt(1, Fault.AnswerLost);
        await Assert.ThrowsAsync<PlantedException>(() => rooms.Ends.RunAsync(onePiece));
        // Who names the version they saw may ask again, and hears that the order is another one by now.
        Assert.Equal(EndOrderStatus.Changed, (await rooms.Ends.RunAsync(onePiece)).Status);
        var cancelled = await shop.Database.ReadAsync(
            open => open.FirstAsync<long>(given, null, CancellationToken.None), CancellationToken.None);
        Assert.Equal(1, cancelled);
        Assert.Empty(await rooms.BrokenAsync());
    }

    private static async Task TellAsync(Story story, Rooms rooms, TestDatabase shop, string key)
    {
        var order = await PlaceAsync(rooms, key);
        if (story == Story.PayAndCancel)
        {
            await PayAsync(rooms, shop, order);
            Assert.Equal(OrderStatus.Paid, await StateAsync(shop, order));
            Assert.Equal((1, mug.Price), (rooms.Bank.Captures(order.Number), rooms.Bank.Kept(order.Number)));
            await CancelAsync(rooms, order);
        }

        if (story == Story.Expire)
        {
            shop.Time.Advance(TimeSpan.FromMinutes(11));
            for (var asks = 0; !await rooms.TickAsync("orders.expire"); asks++) Assert.True(asks < asksMax);
        }

        await rooms.WorkAsync(shop.Database, shop.Time.Advance);
        var (state, charges) = story switch
        {
            Story.Place => (OrderStatus.Placed, 0),
            Story.PayAndCancel => (OrderStatus.Cancelled, 1),
            Story.Expire => (OrderStatus.Expired, 0),
        };
        Assert.Equal(state, await StateAsync(shop, order));
        Assert.Equal((charges, 0L), (rooms.Bank.Captures(order.Number), rooms.Bank.Kept(order.Number)));
    }

    private static async Task<Order> PlaceAsync(Rooms rooms, string key, int pieces = 1)
    {
        var request = new PlaceOrder
        {
            IdempotencyKey = key,
            Channel = Channel.Web,
            Name = "이두리",
            Phone = "01012345678",
            Lines = [new PlaceOrderLine(mug.Sku, pieces, mug.Price)],
        }.Seal();
        var placed = await AskAsync(() => rooms.Intake.PlaceAsync(request));
        Assert.True(placed.Status is PlaceOrderStatus.Placed or PlaceOrderStatus.AlreadyPlaced, $"{placed.Status}");
        var again = await AskAsync(() => rooms.Intake.PlaceAsync(request));
        Assert.Equal((PlaceOrderStatus.AlreadyPlaced, placed.Order!.Number), (again.Status, again.Order!.Number));
        return placed.Order;
    }

    /// <summary>Starts attempts until one has paid: of one that was lost the bank may never have heard.</summary>
    private static async Task PayAsync(Rooms rooms, TestDatabase shop, Order order)
    {
        for (var asks = 0; asks < asksMax; asks++)
        {
            var started = await AskAsync(() => rooms.Payments.RunAsync(
                new StartPayment(order.Number, rooms.Tokens.Of(order.Id), rooms.Bank.Name, PaymentMethod.Card)));
            if (started.Status == StartPaymentStatus.AlreadyPaid) return;
            Assert.True(
                started.Status is StartPaymentStatus.Started or StartPaymentStatus.AlreadyStarted, $"{started.Status}");
            await rooms.WorkAsync(shop.Database, shop.Time.Advance);
        }

        Assert.Fail("the order could not be paid");
    }

    private static async Task CancelAsync(Rooms rooms, Order order)
    {
        var ended = await AskAsync(() => rooms.Ends.RunAsync(new EndOrder(
            order.Number, rooms.Tokens.Of(order.Id), OrderStep.Cancel, null, null, OrderActors.Shopper, null)));
        Assert.True(ended.Status is EndOrderStatus.Ended or EndOrderStatus.AlreadyEnded, ended.Status.ToString());
    }

    /// <summary>A shopper who presses the button again.</summary>
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        for (var asks = 1; ; asks++)
        {
            try
            {
                return await ask();
            }
            catch (DbException) when (asks < asksMax)
            {
                // 503.
            }
        }
    }

    private static async Task<OrderStatus> StateAsync(TestDatabase shop, Order order)
    {
        var cancel = TestContext.Current.CancellationToken;
        return (OrderStatus)await shop.Database.ReadAsync(
            open => open.FirstAsync<long>(states, new { number = order.Number }, cancel), cancel);
    }
}
