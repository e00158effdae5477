using Onair.Host.Cli;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Cli;

/// <summary><c>incidents</c> and <c>oncall</c> as a script calls them.</summary>
public sealed class IncidentsCommandTests
{
    [Fact]
    public async Task Incident_is_opened_taken_and_resolved_on_the_command_line()
    {
        await using var shop = await TestDatabase.CreateAsync(Dialect.Sqlite);
        Assert.Equal(0, await RunAsync("incidents", "open", "Orders fail", "--area", "order", "--drill"));
        Assert.Equal(2, await RunAsync("incidents", "open", " "));
        Assert.Equal(2, await RunAsync("incidents", "open", "x", "--severity", "ok"));
        Assert.Equal(0, await RunAsync("incidents", "list"));
        Assert.Equal(0, await RunAsync("incidents", "list", "--all", "--json"));
        Assert.Equal(0, await RunAsync("incidents", "ack", "1", "--by", "ann"));
        Assert.Equal(0, await RunAsync("incidents", "ack", "1"));
        Assert.Equal(2, await RunAsync("incidents", "ack", "2"));
        Assert.Equal(2, await RunAsync("incidents", "resolve", "1"));
        Assert.Equal(0, await RunAsync("incidents", "resolve", "1", "--text", "it was a rehearsal"));
        Assert.Equal(2, await RunAsync("incidents", "resolve", "1", "--text", "again"));
        var (exit, said) = await ShopProcess.RunAsync("incidents", "show", "1", "--data", shop.Options.Data);
        Assert.Equal(0, exit);
        Assert.Contains("Acknowledged ann", said, StringComparison.Ordinal);
        Assert.Contains("the timeline holds", said, StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("incidents", "show", "9"));

        Task<int> RunAsync(params string[] arguments) =>
            CommandLine.RunAsync([.. arguments, "--data", shop.Options.Data]);
    }

    [Fact]
    public async Task Contacts_and_shifts_are_kept_on_the_command_line()
    {
        await using var shop = await TestDatabase.CreateAsync(Dialect.Sqlite);
        var (exit, said) = await ShopProcess.RunAsync(
            "oncall", "add", "--name", "Ann", "--roles", "ime,dse", "--email", "ann@shop.example", "--shifts-only",
            "--data", shop.Options.Data);
        Assert.Equal(0, exit);
        var id = said.Split('\n').Select(line => line.Trim()).Single(line => Guid.TryParseExact(line, "N", out _));
        Assert.Equal(2, await RunAsync("add", "--name", "Bob", "--roles", "boss", "--email", "nobody"));
        (_, said) = await ShopProcess.RunAsync("oncall", "now", "--data", shop.Options.Data);
        Assert.Contains("ime\tnobody", said, StringComparison.Ordinal);
        // The command's clock is the real one.
        var now = TimeProvider.System.GetUtcNow();
        var (from, until) = ($"{now.AddHours(-1):yyyy-MM-ddTHH:mm}Z", $"{now.AddHours(8):yyyy-MM-ddTHH:mm}Z");
        Assert.Equal(
            0, await RunAsync(
                "shift", "--role", "ime", "--contact", id, "--from", from, "--until", until, "--instead"));
        (_, said) = await ShopProcess.RunAsync("oncall", "now", "--data", shop.Options.Data);
        Assert.Contains("ime\tAnn", said, StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("shift", "--role", "ime", "--contact", id, "--from", "now", "--until", "then"));
        Assert.Equal(0, await RunAsync("list"));
        Assert.Equal(0, await RunAsync("remove", id));
        Assert.Equal(2, await RunAsync("remove", id));

        Task<int> RunAsync(params string[] arguments) =>
            CommandLine.RunAsync(["oncall", .. arguments, "--data", shop.Options.Data]);
    }
}
