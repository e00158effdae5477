using System.Diagnostics;
using System.Globalization;
using HdrHistogram;
using Onair.Bench.Servers;
using Onair.Orders;
using Onair.Orders.Search;
using Onair.Storage;

namespace Onair.Bench;

/// <summary>
/// The order book of the console on both databases: <c>Onair.Bench orders [ORDERS]</c>. Seeds a year of orders and asks
/// what staff ask. Held to p99 150 ms for a search and 200 ms for a page of a list over a million (exit code 1
/// otherwise).
/// </summary>
internal static class OrdersBench
{
    public const string Command = "orders";

    private const int ordersDefault = 1_000_000;
    private const int ordersPerWrite = 5_000;
    private const int customers = 200_000;
    private const int skus = 1_000;
    private const int questions = 300;
    private const int warmUp = 30;
    private const double searchBarMs = 150;
    private const double listBarMs = 200;
    private const long highestMicroseconds = 10_000_000;

    private static readonly DateTimeOffset begin = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan year = TimeSpan.FromDays(365);

    // A few families have half of the country's names: the worst that a search by name can meet.
    private static readonly string[] families = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임"];
    private static readonly string[] given = ["민준", "서연", "도윤", "지우", "하준", "서윤", "시우", "민서", "예준", "하은"];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var orders = ordersDefault;
        if (arguments.Count > 1 || (arguments.Count == 1
            && (!int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out orders)
                || orders is < 1 or > 5_000_000)))
        {
            await Console.Error.WriteLineAsync("onair-bench: orders [ORDERS]: 1 to 5000000");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("onair-orders-").FullName;
        bool isHeld;
        try
        {
            isHeld = await MeasureAsync("SQLite", new StorageOptions { Data = folder }, orders);
            await using var postgres = await BenchPostgres.StartAsync();
            var options = new StorageOptions { Postgres = await postgres.NewDatabaseAsync() };
            isHeld &= await MeasureAsync("PostgreSQL", options, orders);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return isHeld ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string name, StorageOptions options, int orders)
    {
        await using var database = BenchShop.Open(options);
        await database.MigrateAsync(CancellationToken.None);
        var numbers = await SeedAsync(name, database, orders);
        var terms = new OrderTerms(new SecretStore(database, TimeProvider.System));
        await IndexAsync(name, database, terms, orders);
        var search = new SearchOrders(database, terms);
        var isHeld = true;
        foreach (var (kind, isList, ask) in Kinds(search, numbers))
        {
            var most = await MeasureAsync(name, kind, ask);
            isHeld &= most <= (isList ? listBarMs : searchBarMs);
        }

        Console.WriteLine(
            $"{name}: {(isHeld ? "held" : "MISSED")}: search p99 {searchBarMs:F0} ms, page p99 {listBarMs:F0} ms");
        return isHeld;
    }

    private static (string Kind, bool IsList, Func<Random, Task> Ask)[] Kinds(SearchOrders search, string[] numbers)
    {
        return
        [
            ("by number", false, random => Find(numbers[random.Next(numbers.Length)])),
            ("by phone", false, random => Find(Phone(random.Next(customers)))),
            ("by four digits", false, random => Find(Phone(random.Next(customers))[^4..])),
            ("by a common name", false, random => Find(Name(random.Next(customers)))),
            ("by e-mail", false, random => Find(Email(random.Next(customers)))),
            ("by SKU", false, random => Find($"S-{random.Next(skus)}")),
            ("by SKU, rare state", false, random => Ask(new OrderQuestion(
                OrderText.Of($"S-{random.Next(skus)}"), OrderStatus.Returned))),
            ("by nothing known", false, random => Find($"nobody{random.Next()}")),
            ("newest", true, _ => Ask(new OrderQuestion())),
            ("oldest", true, _ => Ask(new OrderQuestion(IsOldestFirst: true))),
            ("somewhere deep", true, random => Ask(new OrderQuestion(To: Day(random)))),
            ("rare state", true, random => Ask(new OrderQuestion(Status: OrderStatus.Returned, To: Day(random)))),
            ("rare state and channel", true, random => Ask(new OrderQuestion(
                Status: OrderStatus.Cancelled, Channel: Channel.Phone, To: Day(random)))),
            ("state that is nowhere", true, random => Ask(new OrderQuestion(
                Status: OrderStatus.Preparing, To: Day(random)))),
            ("page of a file", true, random => Ask(new OrderQuestion(To: Day(random), Limit: SearchOrders.LimitMax))),
        ];

        Task Find(string text) => Ask(new OrderQuestion(OrderText.Of(text)));

        Task Ask(OrderQuestion question) => search.RunAsync(question, CancellationToken.None);
    }

    private static async Task<double> MeasureAsync(string name, string kind, Func<Random, Task> ask)
    {
        var random = new Random(11);
        var times = new LongHistogram(highestMicroseconds, 3);
        for (var i = 0; i < warmUp + questions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(random);
            if (i >= warmUp) times.RecordValue((long)Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        var (half, most) = (times.GetValueAtPercentile(50) / 1000.0, times.GetValueAtPercentile(99) / 1000.0);
        Console.WriteLine($"{name,-10} {kind,-26} p50 {half,6:F1} ms   p99 {most,6:F1} ms");
        return most;
    }

    /// <summary>Numbers of some of them.</summary>
    private static async Task<string[]> SeedAsync(string name, Database database, int orders)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(3);
        var numbers = new List<string>();
        for (var from = 0; from < orders; from += ordersPerWrite)
        {
            var some = Enumerable.Range(from, Math.Min(ordersPerWrite, orders - from))
                .Select(i => Draft(i, orders, random)).ToList();
            numbers.Add(some[0].Number);
            await database.WriteAsync(
                open =>
                {
                    var round = open.Round();
                    round.Write(OrdersStore.Add, some);
                    round.Write(OrdersStore.AddLine, [.. some.SelectMany(order => order.Lines)]);
                    return round.ExecuteAsync(CancellationToken.None);
                },
                CancellationToken.None);
        }

        Console.WriteLine($"{name}: {orders:N0} orders in {watch.Elapsed.TotalSeconds:F0} s");
        return [.. numbers];
    }

    private static async Task IndexAsync(string name, Database database, OrderTerms terms, int orders)
    {
        var watch = Stopwatch.StartNew();
        var steps = 0;
        for (Guid? before = null; ; steps++)
        {
            var through = await database.ReadAsync(
                open => open.FirstAsync<Guid>(OrdersStore.IndexedThrough, null, CancellationToken.None),
                CancellationToken.None);
            if (through == before) break;
            before = through;
            // A new one each time: it would rest.
            await new IndexOrders(database, terms, TimeProvider.System).RunAsync(CancellationToken.None);
        }

        Console.WriteLine($"{name}: indexed in {watch.Elapsed.TotalSeconds:F0} s, "
            + $"{watch.Elapsed.TotalMilliseconds / Math.Max(1, steps):F1} ms a step, "
            + $"{orders / watch.Elapsed.TotalSeconds:N0} orders a second");
    }

    private static Order Draft(int number, int orders, Random random)
    {
        var at = begin + (year * ((double)number / orders));
        var (customer, sku, pieces) = (random.Next(customers), random.Next(skus), random.Next(1, 4));
        var id = Guid.CreateVersion7(at);
        var total = pieces * BenchShop.PriceWon;
        var order = new Order
        {
            Id = id,
            Number = OrderNumber.Create(at),
            RequestKey = id,
            RequestHash = id,
            CustomerKey = Guid.CreateVersion7(begin),
            Channel = (Channel)(1 + random.Next(4)),
            Status = State(random.Next(1000)),
            Version = 1,
            Total = total,
            Vat = total / 11,
            Remaining = total,
            CustomerName = Name(customer),
            CustomerPhone = Phone(customer),
            CustomerEmail = Email(customer),
            PlacedAt = at,
            PayBefore = at,
            ChangedAt = at,
        };
        order.Lines.Add(new OrderLine
        {
            OrderId = id,
            Line = 1,
            VariantId = id,
            Sku = $"S-{sku}",
            NameKo = $"상품 {sku}",
            NameEn = $"Goods {sku}",
            Quantity = pieces,
            UnitPrice = BenchShop.PriceWon,
            PriceVersion = 1,
            Vat = total / 11,
        });
        return order;
    }

    private static OrderStatus State(int thousandth) => thousandth switch
    {
        < 5 => OrderStatus.Returned,
        < 25 => OrderStatus.Cancelled,
        < 60 => OrderStatus.Expired,
        < 80 => OrderStatus.Shipped,
        < 90 => OrderStatus.Paid,
        _ => OrderStatus.Delivered,
    };

    private static string Name(int customer) => families[customer % 10] + given[customer / 10 % 10];

    private static string Phone(int customer) => $"010{20_000_000 + (customer * 37L):D8}";

    private static string Email(int customer) => $"customer{customer}@shop.example";

    private static DateTimeOffset Day(Random random) => begin + TimeSpan.FromDays(random.Next(30, 360));
}
