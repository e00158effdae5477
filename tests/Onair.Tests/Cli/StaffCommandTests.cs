using Onair.Host.Cli;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Cli;

/// <summary><c>staff</c> as a script calls it.</summary>
public sealed class StaffCommandTests
{
    [Fact]
    public async Task First_admin_is_invited_on_the_command_line()
    {
        await using var shop = await TestDatabase.CreateAsync(Dialect.Sqlite);
        var (exit, link) = await ShopProcess.RunAsync(
            ["staff", "invite", "boss@shop.example", "--console", "https://shop.example", "--data", shop.Options.Data]);
        Assert.Equal(0, exit);
        const string before = "https://shop.example/join?token=";
        Assert.StartsWith(before, link, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", link.Trim()[before.Length..]);
        Assert.Equal(2, await RunAsync("invite"));
        Assert.Equal(2, await RunAsync("invite", "nobody"));
        Assert.Equal(2, await RunAsync("invite", "a@shop.example", "--roles", "king"));
        Assert.Equal(2, await RunAsync("invite", "a@shop.example", "--console", "desk"));
        Assert.Equal(0, await RunAsync("list"));
        Assert.Equal(0, await RunAsync("list", "--json"));
        Assert.Equal(2, await RunAsync("roles", "boss@shop.example", "care"));
        Assert.Equal(2, await RunAsync("roles", "boss@shop.example", "king"));
        Assert.Equal(0, await RunAsync("audit"));
        Assert.Equal(0, await RunAsync("audit", "--json", "--limit", "10", "--before", "2"));
        Assert.Equal(2, await RunAsync("audit", "--limit", "0"));

        Task<int> RunAsync(params string[] arguments) =>
            CommandLine.RunAsync(["staff", .. arguments, "--data", shop.Options.Data]);
    }
}
