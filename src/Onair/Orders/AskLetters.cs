using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Hears what happened to orders of people who can be reached, and asks for the letters about it.</summary>
internal sealed class AskLetters(OrderLetters letters, IOptions<OrdersOptions> options) : IFactSubscriber
{
    /// <summary>As <see cref="OrderFacts"/> writes it: most facts are passed over without being read.</summary>
    private const string mark = "\"mail\":1";

    public string Name => "orders.ask-letters";

    public bool Hears(string kind) => OrderLetters.StageOf(kind) is not null;

    public async Task DeliverAsync(IReadOnlyList<Fact> facts, Transaction open, CancellationToken cancel)
    {
        var (now, later) = (new List<DueLetter>(), new List<DueLetter>());
        var (nowAt, laterAt) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        foreach (var fact in facts)
        {
            if (!fact.Payload.Contains(mark, StringComparison.Ordinal)) continue;
            using var payload = JsonDocument.Parse(fact.Payload);
            var version = payload.RootElement.GetProperty("version").GetInt32();
            var due = new DueLetter(
                fact.Stream, OrderLetters.StageOf(fact.Kind)!.Value, version.ToString(CultureInfo.InvariantCulture));
            if (due.Stage != OrderLetterStage.Received)
            {
                now.Add(due);
                nowAt = fact.At;
                continue;
            }

            later.Add(due);
            laterAt = fact.At + options.Value.ReceiptAfter;
        }

        if (now.Count + later.Count == 0) return;
        var round = open.Round();
        letters.Ask(round, now, nowAt);
        letters.Ask(round, later, laterAt);
        await round.ExecuteAsync(cancel);
        // Before the commit: it costs a look that may find nothing, and the next look finds it.
        letters.Wake();
    }
}
