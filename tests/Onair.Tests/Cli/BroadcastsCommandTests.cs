using System.Text.Json.Nodes;
using Onair.Host.Cli;
using Onair.Storage;
using Onair.Tests.Http;

namespace Onair.Tests.Cli;

/// <summary>A whole show from a terminal: what it prints as JSON, what it refuses, and its exit codes.</summary>
[Collection(nameof(OneConsole))]
public sealed class BroadcastsCommandTests
{
    [Fact]
    public async Task Producer_runs_a_show_from_the_terminal_and_a_page_shows_it()
    {
        // The shop runs meanwhile: a command is another process on the same database.
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite, "Operator:Token=" + ShowDesk.Token);
        await shop.SellsAsync("mug", 12_000, 50);
        await shop.SellsAsync("pan", 30_000, 50);
        var file = Path.Combine(shop.Data, "show.json");
        await File.WriteAllTextAsync(file, ShowDesk.Show().Replace(
            "\"allotment\":20}", "\"allotment\":20},{\"sku\":\"pan\",\"price\":25000,\"allotment\":9}",
            StringComparison.Ordinal), LiveShop.Cancel);
        var made = await JsonAsync(shop, "schedule", file);
        var show = (string)made["id"]!;
        Assert.Contains(show, (await JsonAsync(shop, "list"))["broadcasts"]!.ToJsonString());
        Assert.Equal("on-air", (string)(await JsonAsync(shop, "air", show, "1"))["state"]!);
        await using var viewer = await Watcher.OpenAsync(shop, $"broadcast={show}");
        await viewer.TalkAsync();
        var pan = (string)made["offers"]![1]!["id"]!;
        Assert.Equal(pan, (string)(await JsonAsync(shop, "air", "on-air", "next"))["onAirOffer"]!);
        await viewer.EventAsync(content => (string)content["onAir"]! == pan);
        var changed = await JsonAsync(shop, "change-offer", pan, "--price", "24000", "--limit", "2");
        var second = changed["offers"]![1]!;
        Assert.Equal((24000, 2), ((int)second["price"]!, (int)second["limitPerCustomer"]!));

        await JsonAsync(shop, "notice", "on-air", "--ko", "색이 더 있어요", "--en", "More colours");
        Assert.Equal("More colours", (string)(await viewer.TalkAsync()).Content["announcement"]!["en"]!);
        await JsonAsync(shop, "announce", "on-air", "--down");
        Assert.Equal(2, (await JsonAsync(shop, "announce", show))["announcements"]!.AsArray().Count);
        var asked = (string)(await ShowDesk.AskAsync(shop, show, "인덕션도 되나요?")).Json["id"]!;
        var waiting = await JsonAsync(shop, "questions", show, "--state", "waiting");
        Assert.Equal(asked, (string)waiting["questions"]![0]!["id"]!);
        foreach (var (command, state) in new[]
        {
            ("show-question", "shown"), ("hide-question", "hidden"),
        })
            Assert.Equal(state, (string)(await JsonAsync(shop, command, asked))["questions"]![0]!["state"]!);
        var answered = await JsonAsync(shop, "answer", asked, "네, 돼요.");
        Assert.Equal("네, 돼요.", (string)answered["questions"]![0]!["answer"]!);

        Assert.Equal("ended", (string)(await JsonAsync(shop, "end", show))["state"]!);
        Assert.Equal(show, (string)(await JsonAsync(shop, "result", show))["id"]!);
        foreach (var command in new[] { "show", "result", "announce", "questions" })
            Assert.Equal(0, (await RunAsync(shop, command, show)).Exit);
        Assert.Equal(0, (await RunAsync(shop, "list", "--day", "2026-03-02")).Exit);
        foreach (var (says, words) in new (string, string[])[]
        {
            ("broadcast-ended: The show has ended.", ["air", show, "1"]),
            ("broadcast-ended", ["announce", show, "--ko", "가", "--en", "a"]),
            ("offer-ended: The offer is closed.", ["change-offer", pan, "--price", "1"]),
            ("not-found: There is no such broadcast.", ["end", $"{Guid.Empty}"]),
            ("not-found: There is no such broadcast.", ["show", "on-air"]),
            ("not-found: There is no such question.", ["answer", $"{Guid.Empty}", "네"]),
            ("text is empty", ["answer", asked, " "]), ("say --ko and --en", ["announce", show, "--ko", "가"]),
            ("say --price", ["change-offer", pan]), ("--limit must be 1 to 200", ["questions", show, "--limit", "0"]),
            ("--cursor must be", ["questions", show, "--cursor", "x"]), ("--day must be", ["list", "--day", "x"]),
            ("is not there", ["schedule", file + "x"]), ("lost", ["questions", show, "--state", "lost"]),
        })
        {
            var (exit, _, errors) = await RunAsync(shop, words);
            Assert.True(exit == 2 && errors.Contains(says, StringComparison.Ordinal), $"{words[0]}: {exit} {errors}");
        }

        await File.WriteAllTextAsync(file, "{}", LiveShop.Cancel);
        var refused = await RunAsync(shop, "schedule", file);
        Assert.Equal(2, refused.Exit);
        foreach (var field in new[] { "feed", "titleKo", "startsAt", "offers" })
            Assert.Contains($"{field} is missing", refused.Errors);
    }

    private static async Task<JsonNode> JsonAsync(LiveShop shop, params string[] words)
    {
        var (exit, said, errors) = await RunAsync(shop, [.. words, "--json"]);
        Assert.True(exit == 0, $"{words[0]}: {exit} {errors}");
        return JsonNode.Parse(said)!;
    }

    private static async Task<(int Exit, string Said, string Errors)> RunAsync(LiveShop shop, params string[] words)
    {
        var (output, errors) = (Console.Out, Console.Error);
        // Tables are written by a console that keeps the first of these: they are not closed.
        var (said, complained) = (new StringWriter(), new StringWriter());
        Console.SetOut(said);
        Console.SetError(complained);
        try
        {
            var exit = await CommandLine.RunAsync(["broadcasts", .. words, "--data", shop.Data]);
            return (exit, said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}

/// <summary>Tests that read what a command writes: one at a time, as a process has one console.</summary>
[CollectionDefinition(nameof(OneConsole), DisableParallelization = true)]
public sealed class OneConsole;
