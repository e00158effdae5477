using Onair.Storage;

namespace Onair.Orders;

/// <summary>Never renumber.</summary>
public enum ResendLetterStatus
{
    /// <summary>It is written anew, as the order stands now, and is on its way.</summary>
    Asked = 1,

    UnknownOrder = 2,

    /// <summary>No such letter was sent.</summary>
    NotSent = 3,

    /// <summary>Nobody can be reached, or there is nothing to tell any more.</summary>
    NotWorth = 4,
}

/// <summary>A letter that was sent.</summary>
public sealed class SentLetter
{
    public OrderLetterStage Stage { get; init; }

    public string About { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

/// <summary>Sends a letter about an order once more, for who lost it.</summary>
public sealed class ResendLetter(Database database, OrderLetters letters, TimeProvider time)
{
    /// <summary>Letters of one order that are listed: more than it can have steps and refunds.</summary>
    private const int lettersMax = 200;

    /// <summary>What was sent about an order, the oldest first.</summary>
    public Task<List<SentLetter>> SentAsync(string number, CancellationToken cancel) => database.ReadAsync(
        open => open.QueryAsync<SentLetter>(OrdersStore.SentLetters, new { number, limit = lettersMax }, cancel),
        cancel);

    /// <summary>The last letter of this kind. Call <see cref="Wake"/> after the commit.</summary>
    public async Task<ResendLetterStatus> RunAsync(
        Transaction open, string number, OrderLetterStage stage, CancellationToken cancel)
    {
        var found = await OrderChanges.LockAsync(open, [number], withLines: false, cancel);
        if (!found.TryGetValue(number, out var order)) return ResendLetterStatus.UnknownOrder;
        var told = await open.QueryAsync<SentLetter>(
            OrdersStore.SentLetters, new { number, limit = lettersMax }, cancel);
        if (told.FindLast(letter => letter.Stage == stage) is not { } last) return ResendLetterStatus.NotSent;
        if (!OrderLetters.Reach(order) || !OrderLetters.IsWorth(stage, order.Status, wasReceivedTold: true))
            return ResendLetterStatus.NotWorth;
        await open.ExecuteAsync(
            OrdersStore.ForgetLetter, new { order = order.Id, stage = (int)stage, about = last.About }, cancel);
        var round = open.Round();
        letters.Ask(round, [new DueLetter(order.Id, stage, last.About)], time.GetUtcNow());
        await round.ExecuteAsync(cancel);
        return ResendLetterStatus.Asked;
    }

    public void Wake() => letters.Wake();
}
