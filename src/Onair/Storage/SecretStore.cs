using System.Security.Cryptography;

namespace Onair.Storage;

/// <summary>
/// Random keys of the shop, one per purpose, made once and read by every node. They are never logged.
/// </summary>
public sealed class SecretStore(Database database, TimeProvider time)
{
    private const int secretBytes = 32;

    private static readonly Sql find = new("SELECT value FROM shop_secrets WHERE name = @name");

    private static readonly Sql add = new(
        "INSERT INTO shop_secrets (name, value, created_at) VALUES (@name, @value, @at) ON CONFLICT (name) DO NOTHING");

    /// <summary>Keys of one family: the framework makes four protection keys a year.</summary>
    private const int familyMax = 1000;

    private static readonly Sql family = new(
        "SELECT value FROM shop_secrets WHERE name LIKE @pattern ORDER BY name LIMIT @limit");

    /// <summary>The key of this purpose, 32 random bytes; the first caller makes it.</summary>
    public Task<byte[]> GetAsync(string name, CancellationToken cancel) => database.WriteAsync(
        async open =>
        {
            var value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(secretBytes));
            await open.ExecuteAsync(add, new { name, value, at = time.GetUtcNow() }, cancel);
            // Whoever came first: what is stored counts.
            return Convert.FromBase64String((await open.FirstAsync<string>(find, new { name }, cancel))!);
        },
        cancel);

    /// <summary>All values whose names begin with the family's and a colon.</summary>
    internal Task<List<string>> FamilyAsync(string name, CancellationToken cancel) => database.ReadAsync(
        open => open.QueryAsync<string>(family, new { pattern = $"{name}:%", limit = familyMax }, cancel), cancel);

    internal Task AddAsync(string name, string value, CancellationToken cancel) => database.WriteAsync(
        open => open.ExecuteAsync(add, new { name, value, at = time.GetUtcNow() }, cancel), cancel);
}
