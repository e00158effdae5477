using System.CommandLine;
using Onair.Broadcasts;
using Onair.Broadcasts.Talk;
using Onair.Catalog;

namespace Onair.Host.Cli;

/// <summary>
/// <c>onair broadcasts announce|questions|answer|show-question|hide-question</c>: what is said beside a show.
/// </summary>
internal static class BroadcastTalkCommands
{
    private const int limitDefault = 50;

    public static IEnumerable<Command> All() =>
    [
        Announcement(), Questions(), Answer(),
        Step("show-question", "Let everybody see a question", QuestionStep.Show),
        Step("hide-question", "Put a question aside, or take it back from view", QuestionStep.Hide),
    ];

    private static Command Announcement()
    {
        var which = BroadcastsCommand.ShowArgument();
        var ko = new Option<string?>("--ko") { Description = "The line in Korean" };
        var en = new Option<string?>("--en") { Description = "The line in English" };
        var down = new Option<bool>("--down") { Description = "Take down the line that stands there" };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("announce", "Put one line above a show; without a line, show what was said")
        {
            which, ko, en, down, data, postgres, json,
        };
        command.Aliases.Add("notice");
        command.SetAction(async (parsed, cancel) =>
        {
            var (korean, english) = (parsed.GetValue(ko), parsed.GetValue(en));
            if ((korean is null) != (english is null) || (parsed.GetValue(down) && korean is not null))
                return BroadcastsCommand.Refuse("say --ko and --en, or --down");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            if (await BroadcastsCommand.FindAsync(shop, parsed.GetValue(which)!, cancel) is not { } show)
                return CommandLine.BadInput;
            // An empty line would be taken for --down.
            LocalText? line = parsed.GetValue(down) ? LocalText.Empty
                : korean is null ? null : new LocalText(korean, english!);
            if (line is not null && !parsed.GetValue(down) && line == LocalText.Empty)
                return BroadcastsCommand.Refuse("--ko is empty");
            if (line is not null)
            {
                var said = await shop.GetRequiredService<Announce>().RunAsync(
                    show.Id, line, TalkApi.Operator, cancel);
                if (said.Errors.Count > 0) return await BroadcastsCommand.RefuseAsync(said.Errors);
                if (BroadcastRefusals.Of(said.Status) is { } refused) return BroadcastsCommand.Refuse(refused);
            }

            var all = await shop.GetRequiredService<ReadTalk>().AnnouncementsAsync(show.Id, cancel);
            return BroadcastTables.Print(
                new AnnouncementList(all.ConvertAll(AnnouncementView.Of)), parsed.GetValue(json));
        });
        return command;
    }

    private static Command Questions()
    {
        var which = BroadcastsCommand.ShowArgument();
        var state = new Option<string?>("--state")
        {
            Description = string.Join(", ", TalkWords.States) + "; without it all",
        };
        state.AcceptOnlyFromAmong([.. TalkWords.States]);
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => limitDefault };
        var cursor = new Option<string?>("--cursor") { Description = "The next of an earlier answer" };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("questions", "The questions of a show, the oldest first")
        {
            which, state, limit, cursor, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var most = parsed.GetValue(limit);
            if (most is < 1 or > TalkOptions.PageMax)
                return BroadcastsCommand.Refuse($"--limit must be 1 to {TalkOptions.PageMax}");
            QuestionPlace? after = parsed.GetValue(cursor) is { } text ? QuestionCursor.Read(text) : null;
            if (parsed.GetValue(cursor) is not null && after is null)
                return BroadcastsCommand.Refuse("--cursor must be the next of an earlier answer");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            if (await BroadcastsCommand.FindAsync(shop, parsed.GetValue(which)!, cancel) is not { } show)
                return CommandLine.BadInput;
            var only = parsed.GetValue(state) is { } word ? TalkWords.StateOf(word) : null;
            var found = await shop.GetRequiredService<ReadTalk>().ListAsync(show.Id, only, after, most, cancel);
            return BroadcastTables.Print(QuestionList.Of(found, most), parsed.GetValue(json));
        });
        return command;
    }

    private static Command Answer()
    {
        var question = QuestionArgument();
        var text = new Argument<string>("text") { Description = "What everybody reads below the question" };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("answer", "Answer a question; everybody sees both then")
        {
            question, text, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var asked = new QuestionModeration(
                parsed.GetValue(question), QuestionStep.Answer, parsed.GetValue(text), TalkApi.Operator);
            return await ModerateAsync(shop, asked, parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static Command Step(string name, string description, QuestionStep step)
    {
        var question = QuestionArgument();
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command(name, description) { question, data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var asked = new QuestionModeration(parsed.GetValue(question), step, null, TalkApi.Operator);
            return await ModerateAsync(shop, asked, parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static Argument<Guid> QuestionArgument() => new("question") { Description = "The id of a question" };

    private static async Task<int> ModerateAsync(
        ServiceProvider shop, QuestionModeration asked, bool json, CancellationToken cancel)
    {
        var moderated = await shop.GetRequiredService<ModerateQuestion>().RunAsync(asked, cancel);
        if (moderated.Errors.Count > 0) return await BroadcastsCommand.RefuseAsync(moderated.Errors);
        return BroadcastRefusals.Of(moderated.Status) is { } refused
            ? BroadcastsCommand.Refuse(refused)
            : BroadcastTables.Print(new QuestionList([QuestionView.Of(moderated.Question!)], null), json);
    }
}
