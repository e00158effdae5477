using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Orders;

public sealed class OrderTokensTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_nodes_and_a_restart_agree_on_a_token(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        var order = Guid.CreateVersion7();
        var here = await LoadAsync(home.Database, home);
        var there = await LoadAsync(home.OpenAnother(), home);
        Assert.Equal(here.Of(order), there.Of(order));
        await home.ReopenAsync();
        Assert.True((await LoadAsync(home.Database, home)).IsValid(order, here.Of(order)));
    }

    [Fact]
    public async Task Another_shop_makes_another_token()
    {
        await using var one = await TestDatabase.CreateAsync(Dialect.Sqlite);
        await using var two = await TestDatabase.CreateAsync(Dialect.Sqlite);
        var order = Guid.CreateVersion7();
        Assert.NotEqual((await LoadAsync(one.Database, one)).Of(order), (await LoadAsync(two.Database, two)).Of(order));
    }

    [Fact]
    public async Task Token_opens_its_own_order_and_nothing_else()
    {
        await using var home = await TestDatabase.CreateAsync(Dialect.Sqlite);
        var tokens = await LoadAsync(home.Database, home);
        var (mine, yours) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var token = tokens.Of(mine);
        Assert.Matches("^[A-Za-z0-9_-]{22}$", token);
        Assert.True(tokens.IsValid(mine, token));
        Assert.False(tokens.IsValid(yours, token));
        foreach (var wrong in new[] { "", "x", token[1..], token + "A", token.ToLowerInvariant() + " ", "토큰",
            new string('A', 22) })
        {
            Assert.False(tokens.IsValid(mine, wrong));
        }
    }

    [Fact]
    public async Task Every_character_of_a_token_counts()
    {
        await using var home = await TestDatabase.CreateAsync(Dialect.Sqlite);
        var tokens = await LoadAsync(home.Database, home);
        var order = Guid.CreateVersion7();
        var token = tokens.Of(order);
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            Assert.False(tokens.IsValid(order, new string(changed)));
        }
    }

    [Fact]
    public void Token_before_the_key_is_loaded_is_an_error_of_ours()
    {
        var tokens = new OrderTokens(new SecretStore(null!, TimeProvider.System));
        Assert.Throws<InvalidOperationException>(() => tokens.Of(Guid.Empty));
    }

    private static async Task<OrderTokens> LoadAsync(Database database, TestDatabase home)
    {
        var tokens = new OrderTokens(new SecretStore(database, home.Time));
        await tokens.LoadAsync(Cancel);
        return tokens;
    }
}
