using Npgsql;

namespace Onair.Storage;

/// <summary>One <see cref="NpgsqlBatch"/>: pipelined, one round trip, one result set per command.</summary>
internal sealed class PostgresRound(NpgsqlConnection connection, NpgsqlTransaction? open) : Round
{
    private readonly NpgsqlBatch batch = new(connection, open);
    private readonly List<Action<NpgsqlDataReader>?> readers = [];

    public override void Write<T>(Bulk<T> bulk, IReadOnlyList<T> rows)
    {
        if (rows.Count == 0) return;
        Add(bulk, rows);
        readers.Add(null);
    }

    public override void Read<TKey, TRow>(
        Bulk<TKey> bulk, IReadOnlyList<TKey> keys, Func<Row, TRow> map, ICollection<TRow> into)
    {
        if (keys.Count == 0) return;
        Add(bulk, keys);
        readers.Add(reader =>
        {
            var row = new PostgresRow(reader);
            while (reader.Read()) into.Add(map(row));
        });
    }

    public override async Task<int> ExecuteAsync(CancellationToken cancel)
    {
        if (readers.Count == 0) return 0;
        await using (batch)
        {
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            // A write has no result set of its own: the reader stands on the next read's set at once.
            var first = true;
            foreach (var read in readers)
            {
                if (read is null) continue;
                if (!first) await reader.NextResultAsync(cancel);
                first = false;
                read(reader);
            }

            // The last sets hold errors of the writes behind them: they must be walked to the end to be seen.
            while (await reader.NextResultAsync(cancel))
            {
            }
        }

        var written = 0;
        for (var i = 0; i < readers.Count; i++)
        {
            if (readers[i] is null) written += batch.BatchCommands[i].RecordsAffected;
        }

        return written;
    }

    private void Add<T>(Bulk<T> bulk, IReadOnlyList<T> rows)
    {
        var command = new NpgsqlBatchCommand(bulk.TextFor(Dialect.Postgres));
        foreach (var column in bulk.Columns) command.Parameters.Add(column.ToArray(rows));
        batch.BatchCommands.Add(command);
    }
}
