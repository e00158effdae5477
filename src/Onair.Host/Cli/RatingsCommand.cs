using System.CommandLine;
using System.Text.Json;
using Onair.Ratings;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair ratings list|show|publish|reject|hide</c>: the moderators' desk by hand.</summary>
internal static class RatingsCommand
{
    private const int limitDefault = 50;

    public static Command Create() => new("ratings", "Look at ratings, publish them, refuse them with a reason")
    {
        List(),
        Show(),
        Step(Moderation.Publish, "Publish it; one that is published: readers' reports of it are looked at"),
        Step(Moderation.Reject, "Do not publish it"),
        Step(Moderation.Hide, "Publish it no longer"),
    };

    private static Command List()
    {
        var state = new Option<RatingState>("--state") { DefaultValueFactory = _ => RatingState.Pending };
        var reported = new Option<bool>("--reported") { Description = "Published ones that readers reported" };
        var after = new Option<Guid?>("--after") { Description = "Behind this id" };
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => limitDefault };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var json = ShopOptions.AsJson();
        var command = new Command("list", "Those that wait, the oldest first")
        {
            state, reported, after, limit, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(limit) is < 1 or > ListRatings.LimitMax)
                return Refuse($"--limit must be 1 to {ListRatings.LimitMax}");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var queue = await shop.GetRequiredService<ListRatings>().RunAsync(
                parsed.GetValue(state), parsed.GetValue(reported), parsed.GetValue(after), parsed.GetValue(limit),
                cancel);
            if (parsed.GetValue(json))
                Print(new RatingQueueView([.. queue.Ratings.Select(QueuedRatingView.Of)], queue.Next));
            else Print(queue);
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<Guid>("id");
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command("show", "One rating and everything that was done to it") { id, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var file = await shop.GetRequiredService<ListRatings>().ShowAsync(parsed.GetValue(id), cancel);
            if (file is null) return Refuse("there is no such rating");
            Print(new RatingFileView(
                QueuedRatingView.Of(file.Rating), [.. file.Steps.Select(RatingStepView.Of)]));
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Step(Moderation step, string description)
    {
        var id = new Argument<Guid>("id");
        // A text that changed since is not published unseen.
        var seen = new Option<int>("--seen") { Description = "The version that was looked at", Required = true };
        var reason = new Option<string?>("--reason")
        {
            Description = "What its author is told; that it is negative is no reason",
            Required = true,
        };
        reason.AcceptOnlyFromAmong([.. Enum.GetValues<RefusalReason>().Select(RatingRules.Word)]);
        var note = new Option<string?>("--note") { Description = "For whoever looks next" };
        var by = new Option<string?>("--by") { Description = "Who decided: 1 to 40 of a-z 0-9 . _ -" };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command(RatingRules.Word(step), description) { id, seen, note, by, data, postgres };
        if (step != Moderation.Publish) command.Add(reason);
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(by) is { } name && !RatingBodies.IsName(name))
                return Refuse("--by has 1 to 40 of a-z 0-9 . _ -");
            if (parsed.GetValue(note)?.Length > RatingsOptions.NoteLengthMax)
                return Refuse($"--note has at most {RatingsOptions.NoteLengthMax} characters");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var why = step == Moderation.Publish ? null : RatingRules.OfWord<RefusalReason>(parsed.GetValue(reason));
            var answer = await shop.GetRequiredService<ModerateRating>().RunAsync(
                new ModerateRequest(
                    parsed.GetValue(id), step, parsed.GetValue(seen), RatingBodies.ActorOf(parsed.GetValue(by)), why,
                    parsed.GetValue(note)),
                cancel);
            return answer.Status switch
            {
                ModerateRatingStatus.Moderated => Say($"it is {RatingRules.Word(answer.Rating!.State)} now"),
                ModerateRatingStatus.AlreadySo => Say($"it is {RatingRules.Word(answer.Rating!.State)} already"),
                ModerateRatingStatus.UnknownRating => Refuse("there is no such rating"),
                ModerateRatingStatus.WrongState => Refuse(
                    $"a rating that is {RatingRules.Word(answer.Rating!.State)} cannot take this step"),
                ModerateRatingStatus.OtherVersion => Refuse(
                    $"it changed since: it is at version {answer.Rating!.Version}. Look again"),
            };
        });
        return command;
    }

    private static void Print(RatingQueue queue)
    {
        var table = new Table().AddColumns("id", "seen", "sku", "stars", "text", "pictures", "reports", "written")
            .Border(TableBorder.Simple);
        foreach (var (rating, pictures, reports) in queue.Ratings)
        {
            table.AddRow(
                $"{rating.Id}", $"{rating.Version}", Markup.Escape(rating.Sku), $"{rating.Stars}",
                Markup.Escape(rating.Body), $"{pictures.Count}", $"{reports}", $"{rating.WrittenAt:u}");
        }

        AnsiConsole.Write(table);
        if (queue.Next is { } next) AnsiConsole.MarkupLineInterpolated($"more: --after {next}");
    }

    private static void Print<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, ShopOptions.Json));

    private static int Say(string what)
    {
        Console.WriteLine(what);
        return CommandLine.Held;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine("onair: ratings: " + why);
        return CommandLine.BadInput;
    }
}
