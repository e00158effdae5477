using System.CommandLine;
using System.Globalization;
using System.Text;
using Onair.Series;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair signals list|query</c>.</summary>
internal static class SignalsCommand
{
    private const int minutesMax = 60 * 24 * 400;

    public static Command Create() => new("signals", "What the shop measures") { List(), Query() };

    private static Command List()
    {
        var command = new Command("list", "The catalogue: what each signal is, and whose");
        command.SetAction(_ =>
        {
            var table = new Table().AddColumns("signal", "class", "unit", "owner", "is").Border(TableBorder.Simple);
            foreach (var signal in SignalCatalogue.All)
            {
                table.AddRow(
                    signal.Name, $"{signal.Class}".ToLowerInvariant(), signal.Unit, signal.Owner,
                    Markup.Escape(signal.En));
            }

            AnsiConsole.Write(table);
        });
        return command;
    }

    private static Command Query()
    {
        var name = new Argument<string?>("signal")
        {
            Arity = ArgumentArity.ZeroOrOne, Description = "One of the catalogue (signals list)",
        };
        var minutes = new Option<int>("--minutes") { DefaultValueFactory = _ => 15, Description = "So far back" };
        var frames =
            new Option<bool>("--frames") { Description = "All series as frames, for 'alarms replay --series'" };
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("query", "A signal over time") { name, minutes, frames, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            var back = parsed.GetValue(minutes);
            if (back is < 1 or > minutesMax) return Refuse($"--minutes is 1 to {minutesMax}");
            var signal = parsed.GetValue(name) is { } wanted ? SignalCatalogue.Find(wanted) : null;
            if (signal is null && !parsed.GetValue(frames))
                return Refuse("name a signal of the catalogue (signals list)");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var now = shop.GetRequiredService<TimeProvider>().GetUtcNow();
            var read = shop.GetRequiredService<ReadSeries>();
            if (parsed.GetValue(frames))
            {
                foreach (var frame in await read.FramesAsync(Frame.Span, now.AddMinutes(-back), now, cancel))
                    Console.WriteLine(Line(frame));
                return CommandLine.Held;
            }

            Print(signal!, await read.RunAsync(now.AddMinutes(-back), now, cancel));
            return CommandLine.Held;
        });
        return command;
    }

    private static string Line(Frame frame)
    {
        var node = System.Text.Json.JsonEncodedText.Encode(frame.Node);
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{{\"at\":\"{frame.At:yyyy-MM-ddTHH:mm:ssZ}\",\"node\":\"{node}\",")
            .Append(CultureInfo.InvariantCulture, $"\"samples\":{Frame.Write(frame.Samples)}}}").ToString();
    }

    private static void Print(SignalDefinition signal, SeriesWindow window)
    {
        foreach (var track in SignalTrack.Of(signal, window))
        {
            for (var at = 0; at < window.Count; at++)
            {
                var reading = track.Read(at, at + 1);
                if (reading.State == ReadingState.Missing) continue;
                var value = reading.State == ReadingState.Measured
                    ? reading.Value.ToString("0.######", CultureInfo.InvariantCulture)
                    : "no-traffic";
                var group = track.Group.Length > 0 ? $"{track.Group}\t" : "";
                Console.WriteLine($"{window.From + (window.Span * at):u}\t{group}{value}\t{reading.Samples}");
            }

            var whole = track.Read(0, window.Count);
            var text = whole.State == ReadingState.Measured
                ? whole.Value.ToString("0.######", CultureInfo.InvariantCulture)
                : $"{whole.State}";
            Console.WriteLine(
                $"{signal.Name}{(track.Group.Length > 0 ? ":" + track.Group : "")}\t{text}\t{whole.Samples}");
        }
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine("onair: signals: " + why);
        return CommandLine.BadInput;
    }
}
