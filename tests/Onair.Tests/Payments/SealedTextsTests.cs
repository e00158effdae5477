using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

public sealed class SealedTextsTests : IAsyncLifetime
{
    private static readonly string oldKey = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly string newKey = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray());

    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(Dialect.Sqlite);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task What_is_sealed_opens_for_its_purpose_only()
    {
        var texts = With(oldKey);
        var box = await texts.SealAsync("110-123 홍길동", "refund-account:A", cancel);
        Assert.Equal("110-123 홍길동", await texts.OpenAsync(box, "refund-account:A", cancel));
        Assert.DoesNotContain("110", box, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => texts.OpenAsync(box, "refund-account:B", cancel));
        Assert.NotEqual(box, await texts.SealAsync("110-123 홍길동", "refund-account:A", cancel));
    }

    [Fact]
    public async Task Changed_text_does_not_open()
    {
        var texts = With(oldKey);
        var box = await texts.SealAsync("1", "p", cancel);
        var last = box[^2] == 'A' ? 'B' : 'A';
        string[] forged = [box[..^2] + last + box[^1], "1.00000000." + box.Split('.')[2], "x", "1..", "1.a.b"];
        foreach (var wrong in forged)
            await Assert.ThrowsAnyAsync<CryptographicException>(() => texts.OpenAsync(wrong, "p", cancel));
    }

    [Fact]
    public async Task New_key_seals_and_the_old_one_still_opens()
    {
        var box = await With(oldKey).SealAsync("1", "p", cancel);
        Assert.Equal("1", await With(newKey, oldKey).OpenAsync(box, "p", cancel));
        var fresh = await With(newKey, oldKey).SealAsync("1", "p", cancel);
        Assert.Equal("1", await With(newKey).OpenAsync(fresh, "p", cancel));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => With(newKey).OpenAsync(box, "p", cancel));
    }

    [Fact]
    public async Task Without_a_key_all_nodes_share_the_one_in_the_database()
    {
        var box = await With().SealAsync("1", "p", cancel);
        Assert.Equal("1", await With().OpenAsync(box, "p", cancel));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("abc", false)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", true)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", false)]
    public void Key_is_32_bytes(string text, bool isKey) => Assert.Equal(isKey, SealedTexts.IsKey(text));

    private SealedTexts With(params string[] keys) => new(
        new SecretStore(database.Database, database.Time),
        Some.Options(options => options.SealKeys = keys),
        NullLogger<SealedTexts>.Instance);
}
