using System.Buffers;
using System.CommandLine;
using System.Globalization;
using Onair.Broadcasts;
using Onair.Primitives;

namespace Onair.Host.Cli;

/// <summary>
/// <c>onair broadcasts list|show|schedule|air|change-offer|end|announce|questions|answer|show-question|hide-question|
/// result</c>: a whole show from a terminal. It refuses in the words of the API.
/// </summary>
internal static class BroadcastsCommand
{
    private const string name = "broadcasts";

    public static Command Create()
    {
        var command = new Command(name, "Schedule shows and run them: offers, announcements, questions, results")
        {
            List(), Show(), Schedule(), Air(), ChangeAnOffer(), End(),
        };
        foreach (var more in BroadcastTalkCommands.All()) command.Add(more);
        command.Add(BroadcastResultCommand.Create());
        return command;
    }

    /// <summary>The argument that names a show.</summary>
    public static Argument<string> ShowArgument() => new("show")
    {
        Description = "The id of a show; on-air: the one that is on the air",
    };

    /// <summary>Null, and said, when there is no such show.</summary>
    public static async Task<Broadcast?> FindAsync(ServiceProvider shop, string text, CancellationToken cancel)
    {
        var read = shop.GetRequiredService<ReadBroadcasts>();
        var found = text == "on-air" ? (await read.OnAirAsync(cancel)).FirstOrDefault()
            : Guid.TryParse(text, out var id) ? await read.ByIdAsync(id, cancel) : null;
        if (found is null) Refuse(BroadcastRefusals.UnknownBroadcast);
        return found;
    }

    public static int Refuse(Refusal refusal) => Refuse($"{refusal.Code}: {refusal.Title}");

    public static int Refuse(string why)
    {
        Console.Error.WriteLine($"onair: {name}: {why}");
        return CommandLine.BadInput;
    }

    public static async Task<int> RefuseAsync(IEnumerable<FieldError> errors)
    {
        await CommandInput.RefuseAsync(name, errors.Select(e => $"{e.Field} {e.Message}"), Console.Error);
        return CommandLine.BadInput;
    }

    private static Command List()
    {
        var day = new Option<string?>("--day") { Description = "A day in Korea: 2026-03-02; without it today" };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("list", "The shows of a day") { day, data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var now = shop.GetRequiredService<TimeProvider>().GetUtcNow();
            var asked = BusinessDays.DateOf(now);
            if (parsed.GetValue(day) is { } text && !(DateOnly.TryParseExact(
                text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out asked)
                && asked.Year is >= 2000 and <= 9000))
                return Refuse("--day must be a day such as 2026-03-02");
            var until = BusinessDays.EndOf(asked);
            var shows = await shop.GetRequiredService<ReadBroadcasts>().BetweenAsync(
                until.AddDays(-1), until, BroadcastsOptions.PageMax, cancel);
            var views = shows.ConvertAll(show => BroadcastView.Of(show, now));
            return BroadcastTables.Print(new BroadcastList(views), parsed.GetValue(json));
        });
        return command;
    }

    private static Command Show()
    {
        var which = ShowArgument();
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("show", "A show and its rundown") { which, data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            return await FindAsync(shop, parsed.GetValue(which)!, cancel) is { } found
                ? Print(shop, found, parsed.GetValue(json))
                : CommandLine.BadInput;
        });
        return command;
    }

    private static Command Schedule()
    {
        var file = new Argument<string>("file") { Description = "The show as JSON, as the API takes it; - for stdin" };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("schedule", "Put a show into the schedule") { file, data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await ReadAsync(parsed.GetValue(file)!, cancel) is not { } body)
                return Refuse($"{parsed.GetValue(file)} is not there, or has more than "
                    + $"{BroadcastsOptions.BodyBytesMax} bytes");
            var (draft, errors) = BroadcastBodies.Schedule(new ReadOnlySequence<byte>(body));
            if (draft is null) return await RefuseAsync(errors);
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var answer = await shop.GetRequiredService<ScheduleBroadcast>().RunAsync(draft, cancel);
            if (answer.Errors.Count > 0) return await RefuseAsync(answer.Errors);
            return BroadcastRefusals.Of(answer.Status) is { } refused
                ? Refuse(refused)
                : Print(shop, answer.Broadcast!, parsed.GetValue(json));
        });
        return command;
    }

    private static Command Air()
    {
        var which = ShowArgument();
        var offer = new Argument<string>("offer") { Description = "Its place in the rundown, its id, or next" };
        var closeOthers = new Option<bool>("--close-others")
        {
            Description = "What was on the air before can no longer be ordered",
        };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("air", "Switch the offer that is on the air")
        {
            which, offer, closeOthers, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            if (await FindAsync(shop, parsed.GetValue(which)!, cancel) is not { } show) return CommandLine.BadInput;
            var next = OfferOf(show, parsed.GetValue(offer)!);
            var status = await shop.GetRequiredService<PutOfferOnAir>().RunAsync(
                new OfferSwitch(show.Id, next, parsed.GetValue(closeOthers)), cancel);
            return BroadcastRefusals.Of(status) is { } refused
                ? Refuse(refused)
                : await PrintAsync(shop, show.Id, parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static Command ChangeAnOffer()
    {
        var offer = new Argument<Guid>("offer") { Description = "The id of an offer" };
        var price = new Option<long?>("--price") { Description = "Won of one piece, VAT included" };
        var allotment = new Option<long?>("--allotment") { Description = "Pieces that the show may sell" };
        var limit = new Option<int?>("--limit") { Description = "Pieces per customer; 0 takes the limit away" };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("change-offer", "Change price, allotment or limit of an offer")
        {
            offer, price, allotment, limit, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var asked = new OfferChange(
                parsed.GetValue(offer), parsed.GetValue(price), parsed.GetValue(allotment), parsed.GetValue(limit));
            if (asked is { Price: null, Allotment: null, LimitPerCustomer: null })
                return Refuse("say --price, --allotment or --limit");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var answer = await shop.GetRequiredService<ChangeOffer>().RunAsync(asked, cancel);
            if (answer.Errors.Count > 0) return await RefuseAsync(answer.Errors);
            return BroadcastRefusals.Of(answer.Status) is { } refused
                ? Refuse(refused)
                : await PrintAsync(shop, answer.Offer!.BroadcastId, parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static Command End()
    {
        var which = ShowArgument();
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("end", "End a show, or take it out of the schedule") { which, data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            if (await FindAsync(shop, parsed.GetValue(which)!, cancel) is not { } show) return CommandLine.BadInput;
            var status = await shop.GetRequiredService<EndBroadcast>().RunAsync(show.Id, cancel);
            return BroadcastRefusals.Of(status) is { } refused
                ? Refuse(refused)
                : await PrintAsync(shop, show.Id, parsed.GetValue(json), cancel);
        });
        return command;
    }

    /// <summary>An id that is none of the show's is refused by the verb.</summary>
    private static Guid OfferOf(Broadcast show, string text)
    {
        if (text == "next") return show.Next?.Id ?? Guid.Empty;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? show.Offers.Find(offer => offer.Position == place)?.Id ?? Guid.Empty
            : Guid.TryParse(text, out var id) ? id : Guid.Empty;
    }

    private static async Task<byte[]?> ReadAsync(string file, CancellationToken cancel)
    {
        if (file != "-" && !File.Exists(file)) return null;
        await using var source = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        var body = new byte[BroadcastsOptions.BodyBytesMax + 1];
        var read = await source.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        return read < body.Length ? body[..read] : null;
    }

    private static async Task<int> PrintAsync(ServiceProvider shop, Guid id, bool json, CancellationToken cancel) =>
        Print(shop, (await shop.GetRequiredService<ReadBroadcasts>().ByIdAsync(id, cancel))!, json);

    private static int Print(ServiceProvider shop, Broadcast show, bool json) => BroadcastTables.Print(
        BroadcastView.Of(show, shop.GetRequiredService<TimeProvider>().GetUtcNow()), json);
}
