using Onair.Host.Cli;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Cli;

/// <summary><c>agents</c> as a script calls it: its exit codes, and a token that works.</summary>
public sealed class AgentsCommandTests
{
    [Fact]
    public async Task Agents_are_added_listed_and_revoked()
    {
        await using var shop = await TestDatabase.CreateAsync(Dialect.Sqlite);
        var (exit, token) = await ShopProcess.RunAsync(["agents", "add", "김상담", "--data", shop.Options.Data]);
        Assert.Equal(0, exit);
        Assert.Matches("^agent_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$", token.Trim());
        Assert.Equal(2, await RunAsync("add", "김상담"));
        Assert.Equal(2, await RunAsync("add", " "));
        Assert.Equal(2, await RunAsync("add"));
        Assert.Equal(0, await RunAsync("list"));
        Assert.Equal(0, await RunAsync("list", "--json"));
        Assert.Equal(0, await RunAsync("deeds"));
        Assert.Equal(0, await RunAsync("deeds", "--json", "--limit", "10"));
        Assert.Equal(2, await RunAsync("deeds", "--limit", "0"));
        Assert.Equal(2, await RunAsync("revoke", "박상담"));
        Assert.Equal(0, await RunAsync("revoke", "김상담"));
        Assert.Equal(0, await RunAsync("revoke", "김상담"));

        Task<int> RunAsync(params string[] arguments) =>
            CommandLine.RunAsync(["agents", .. arguments, "--data", shop.Options.Data]);
    }
}
