using System.Text.Json;

namespace Onair.Payments.Toss;

/// <summary>Their listings, page by page. A listing that does not come whole throws.</summary>
internal sealed class TossBooks(TossCalls calls, TossOptions options)
{
    public async Task<ProviderStatement> ReadStatementAsync(StatementRequest request, CancellationToken cancel)
    {
        var movements = new Dictionary<string, ProviderMovement>(StringComparer.Ordinal);
        // Asked for in whole seconds: the end is rounded up, and what is then too much is left out below.
        var range = $"startDate={TossFields.Local(request.From)}&endDate={TossFields.LocalAfter(request.Until)}";
        string? last = null;
        while (true)
        {
            var after = last is null ? "" : $"&startingAfter={Uri.EscapeDataString(last)}";
            var path = $"v1/transactions?{range}{after}&limit={options.PageRows}";
            var rows = await PageAsync("transactions", path, cancel);
            foreach (var row in rows.Select(ReadMovement).OfType<ProviderMovement>())
            {
                if (row.At >= request.From && row.At < request.Until) movements[row.Key] = row;
            }

            if (movements.Count > ProviderStatement.MovementsMax) throw new InvalidDataException("Too many movements.");
            if (rows.Count < options.PageRows) break;
            var next = rows[^1].Text("transactionKey");
            if (next is null || next == last) throw new InvalidDataException("Toss' transactions do not go on.");
            last = next;
        }

        return new ProviderStatement([.. movements.Values], IsListing: true);
    }

    public async Task<IReadOnlyList<ProviderSettlement>?> ReadSettlementsAsync(
        DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var settlements = new List<ProviderSettlement>();
        for (var page = 1; ; page++)
        {
            var rows = await PageAsync(
                "settlements",
                $"v1/settlements?startDate={from:yyyy-MM-dd}&endDate={until:yyyy-MM-dd}&dateType=soldDate"
                    + $"&page={page}&size={options.PageRows}",
                cancel);
            settlements.AddRange(rows.Select(ReadSettlement));
            if (settlements.Count > ProviderStatement.MovementsMax)
            {
                throw new InvalidDataException("Too many settlements.");
            }

            if (rows.Count < options.PageRows) return settlements;
        }
    }

    private async Task<List<JsonElement>> PageAsync(string call, string path, CancellationToken cancel)
    {
        var reply = await calls.ListAsync(call, path, options.ListingTimeout, cancel);
        return reply is { IsOk: true, Body: { ValueKind: JsonValueKind.Array } body }
            ? [.. body.EnumerateArray()]
            : throw new HttpRequestException($"Toss answers {call} with {reply.CodeOrStatus}.");
    }

    /// <summary>Null for what moves no money: an account that waits for its deposit, an expired window.</summary>
    private static ProviderMovement? ReadMovement(JsonElement from)
    {
        StatementKind? kind = from.Text("status") switch
        {
            "DONE" => StatementKind.Capture,
            "CANCELED" or "PARTIAL_CANCELED" => StatementKind.Refund,
            _ => null,
        };
        if (kind is null) return null;
        var amount = from.Won("amount");
        return from.Text("transactionKey") is { } key && from.Text("paymentKey") is { } payment
            && from.Text("orderId") is { } order && from.Instant("transactionAt") is { } at && amount is { } won
                // Refunds are listed with and without a minus.
                ? new ProviderMovement(key, payment, order, kind.Value, Math.Abs(won), at)
                : throw new InvalidDataException("A transaction of Toss cannot be read.");
    }

    private static ProviderSettlement ReadSettlement(JsonElement from)
    {
        var (amount, payOut, vat) = (from.Won("amount"), from.Won("payOutAmount"), from.Won("vat") ?? 0);
        return from.Text("paymentKey") is { } key && from.Text("orderId") is { } order
            && amount is { } sold && payOut is { } paid
            && from.Day("soldDate") is { } soldOn && from.Day("paidOutDate") is { } paidOn
                ? new ProviderSettlement(
                    key,
                    order,
                    sold,
                    from.Won("suppliedAmount") ?? from.Won("supplyAmount") ?? FeesOf(from) - vat,
                    vat,
                    paid,
                    soldOn,
                    paidOn)
                : throw new InvalidDataException("A settlement of Toss cannot be read.");
    }

    private static long FeesOf(JsonElement from) => from.Field("fees").Items().Sum(f => f.Won("fee") ?? 0);
}
