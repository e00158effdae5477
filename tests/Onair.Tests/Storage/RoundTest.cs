using System.Data.Common;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

/// <summary>One suite for both databases: what is written comes back, in rounds and in single statements.</summary>
public sealed class RoundTest
{
    private static readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Rows_come_back_as_they_were_written(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        Probe[] rows =
        [
            Probe.Numbered(1) with { Word = null, Maybe = null },
            Probe.Numbered(2) with { Word = "", Maybe = 0 },
            Probe.Numbered(3) with { Word = "쇼호스트가 말한다: \"지금!\" 🎥 'quoted' \\ \n\t", Maybe = -1 },
            Probe.Numbered(4) with { Word = new string('긴', 4000), Maybe = long.MinValue },
            Probe.Numbered(5) with { Number = long.MaxValue, Small = int.MinValue },
            Probe.Numbered(6) with { At = DateTimeOffset.UnixEpoch.AddYears(-1), Small = int.MaxValue },
            Probe.Numbered(7) with { At = new DateTimeOffset(2999, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero) },
        ];
        rows[4] = rows[4] with { Id = Guid.AllBitsSet };
        await shop.Database.WriteAsync(open => Probe.InsertAsync(open, rows), cancel);
        var found = await shop.Database.ReadAsync(
            open => Probe.FindAsync(open, [.. rows.Select(row => row.Id)]), cancel);
        Assert.Equal(rows.OrderBy(row => row.Id), found.OrderBy(row => row.Id));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Single_statements_bind_and_read_the_same_types(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        var row = Probe.Numbered(1) with { Word = "한글 ' 🎥" };
        await shop.Database.WriteAsync(
            open => open.ExecuteAsync(Probe.Add,
                new { id = row.Id, number = row.Number, word = row.Word, at = row.At, maybe = row.Maybe }, cancel),
            cancel);
        var bySql = await shop.Database.ReadAsync(
            open => open.FirstAsync<Read>(Probe.Find, new { id = row.Id }, cancel), cancel);
        var byRound = await shop.Database.ReadAsync(open => Probe.FindAsync(open, row.Id), cancel);
        Assert.Equal(row, Assert.Single(byRound));
        Assert.Equal((row.Id, row.Number, row.Word, row.At, row.Maybe),
            (bySql!.Id, bySql.Number, bySql.Word, bySql.At, bySql.Maybe));
        Assert.Null(await shop.Database.ReadAsync(open =>
            open.FirstAsync<Read>(Probe.Find, new { id = Guid.Empty }, cancel), cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ids_sort_by_the_time_they_were_made(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        // Both halves of a byte and a carry between bytes: a little-endian id would sort otherwise.
        var rows = Enumerable.Range(0, 600).Select(i => Probe.Numbered(i)).Reverse().ToArray();
        await shop.Database.WriteAsync(open => Probe.InsertAsync(open, rows), cancel);
        var numbers = await shop.Database.ReadAsync(
            open => open.QueryAsync<long>(new Sql("SELECT number FROM probes ORDER BY id"), null, cancel), cancel);
        Assert.Equal(Enumerable.Range(0, 600).Select(i => (long)i), numbers);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Reads_and_writes_of_one_round_happen_in_their_order(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        Probe[] rows = [Probe.Numbered(1), Probe.Numbered(2)];
        Guid[] ids = [.. rows.Select(row => row.Id)];
        List<Probe> before = [], between = [], after = [];
        var written = await shop.Database.WriteAsync(
            open =>
            {
                var round = open.Round();
                round.Read(Probe.ById, ids, Probe.From, before);
                round.Write(Probe.Insert, rows);
                round.Read(Probe.ById, ids, Probe.From, between);
                round.Write(Probe.Double, rows);
                round.Write(Probe.Double, [rows[1]]);
                round.Read(Probe.ById, ids, Probe.From, after);
                return round.ExecuteAsync(cancel);
            },
            cancel);
        Assert.Empty(before);
        Assert.Equal([1, 2], between.Select(row => row.Number).Order());
        Assert.Equal([2, 8], after.Select(row => row.Number).Order());
        Assert.Equal(5, written);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_empty_round_and_empty_parts_do_nothing(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        var found = new List<Probe>();
        var written = await shop.Database.WriteAsync(
            async open =>
            {
                var none = await open.Round().ExecuteAsync(cancel);
                var round = open.Round();
                round.Write(Probe.Insert, []);
                round.Read(Probe.ById, [], Probe.From, found);
                round.Write(Probe.Insert, [Probe.Numbered(1)]);
                round.Read(Probe.ById, [], Probe.From, found);
                return none + await round.ExecuteAsync(cancel);
            },
            cancel);
        Assert.Equal(1, written);
        Assert.Empty(found);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_error_in_a_late_command_of_a_round_is_seen_and_nothing_is_kept(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        var found = new List<Probe>();
        await Assert.ThrowsAnyAsync<DbException>(() => shop.Database.WriteAsync(
            open =>
            {
                var round = open.Round();
                round.Write(Probe.Insert, [Probe.Numbered(1)]);
                round.Read(Probe.ById, [Probe.Numbered(1).Id], Probe.From, found);
                round.Write(Probe.Insert, [Probe.Numbered(2), Probe.Numbered(3) with { Number = -1 }]);
                return round.ExecuteAsync(cancel);
            },
            cancel));
        Assert.Equal(0, await Probe.CountAsync(shop.Database));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_mapping_that_throws_leaves_the_statement_usable(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect, options => options.SqliteReaders = 1);
        Probe[] rows = [Probe.Numbered(1), Probe.Numbered(2)];
        await shop.Database.WriteAsync(open => Probe.InsertAsync(open, rows), cancel);
        var found = new List<Probe>();
        await Assert.ThrowsAsync<FormatException>(() => shop.Database.ReadAsync(
            open =>
            {
                var round = open.Round();
                round.Read(Probe.ById, [rows[0].Id], _ => throw new FormatException("planted"), found);
                return round.ExecuteAsync(cancel);
            },
            cancel));
        // The same statement, another key: not the row on which it stood.
        Assert.Equal(
            rows[1], Assert.Single(await shop.Database.ReadAsync(open => Probe.FindAsync(open, rows[1].Id), cancel)));
    }

    private sealed class Read
    {
        public Guid Id { get; init; }

        public long Number { get; init; }

        public string? Word { get; init; }

        public DateTimeOffset At { get; init; }

        public long? Maybe { get; init; }
    }
}
