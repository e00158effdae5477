using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

public sealed class RoundTests
{
    private static readonly Bulk<long> upTo = new Bulk<long>(
        sqlite: "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) SELECT i FROM n",
        postgres: "SELECT i FROM generate_series(1, ($1)[1]) AS i")
        .Int64(n => n);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Row_that_cannot_be_mapped_does_not_spoil_the_statement_for_the_next_caller(Dialect dialect)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var shop = await TestDatabase.CreateAsync(dialect);
        await Assert.ThrowsAsync<FormatException>(
            () => CountAsync(5, row => throw new FormatException($"{row.Int64(0)}")));
        Assert.Equal([1, 2, 3], await CountAsync(3, row => row.Int64(0)));

        Task<List<long>> CountAsync(long n, Func<Row, long> map) => shop.Database.WriteAsync(
            async open =>
            {
                var rows = new List<long>();
                var round = open.Round();
                round.Read(upTo, [n], map, rows);
                await round.ExecuteAsync(cancel);
                return rows;
            },
            cancel);
    }
}
