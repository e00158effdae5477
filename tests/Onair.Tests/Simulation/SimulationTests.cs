using System.Globalization;
using Onair.Storage;
using Onair.Tests.Orders;

namespace Onair.Tests.Simulation;

/// <summary>
/// Seeded evenings against a model. A failure prints its seed; <c>ONAIR_SEED=17</c> runs that one alone, and
/// <c>ONAIR_SEEDS=500</c> more of them than usual.
/// </summary>
public sealed class SimulationTests
{
    private const int steps = 200;

    [Fact]
    public Task Shop_on_SQLite_does_what_the_model_says() => RunAsync(Dialect.Sqlite, 30);

    [Fact]
    public Task Shop_on_PostgreSQL_does_what_the_model_says() => RunAsync(Dialect.Postgres, 4);

    [Fact]
    public void Thousands_of_evenings_are_decided_as_the_model_decides_them()
    {
        foreach (var seed in Seeds(3000))
        {
            var random = new Random(seed);
            Shelf[] shelves =
            [
                .. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new Shelf(
                    random.Next(60), random.Next(100_000), random.Next(3) == 0 ? random.Next(1, 6) : null,
                        random.Next(12) > 0, random.Next(2) == 0)),
            ];
            var (world, model) = (new DecideWorld(shelves), new DecideModel(shelves));
            for (var asked = 0; asked < 60;)
            {
                var batch = Enumerable.Range(0, random.Next(1, 20)).Select(_ => Wish(random, shelves.Length)).ToList();
                asked += batch.Count;
                var answers = world.Run(batch.ConvertAll(world.Ask));
                for (var i = 0; i < batch.Count; i++)
                {
                    var expected = model.Ask(batch[i]);
                    Assert.True(expected == answers[i].Status,
                        $"seed {seed}: {answers[i].Status} instead of {expected}");
                }
            }

            for (var i = 0; i < shelves.Length; i++)
            {
                Assert.True(world.Available[i] == shelves[i].Stock - model.Taken(i) && world.Available[i] >= 0,
                    $"seed {seed}");
            }
        }
    }

    private static async Task RunAsync(Dialect dialect, int count)
    {
        foreach (var seed in Seeds(count))
        {
            await using var simulation = await ShopSimulation.OpenAsync(dialect, seed);
            try
            {
                await simulation.RunAsync(steps);
            }
            catch (Exception error)
            {
                var diary = string.Join('\n', simulation.Diary.TakeLast(40));
                Assert.Fail($"ONAIR_SEED={seed} on {dialect}\n{diary}\n{error}");
            }
        }
    }

    private static IEnumerable<int> Seeds(int count) => Number("ONAIR_SEED") is { } one
        ? [one]
        : Enumerable.Range(1, Number("ONAIR_SEEDS") ?? count);

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static Wish Wish(Random random, int shelves)
    {
        var skus = Enumerable.Range(0, shelves + (random.Next(20) == 0 ? 1 : 0)).ToArray();
        random.Shuffle(skus);
        return new Wish(
            random.Next(5),
            random.Next(40),
            [.. skus.Take(random.Next(1, 4)).Select(sku => (sku, random.Next(1, 5), random.Next(20) == 0))]);
    }
}
