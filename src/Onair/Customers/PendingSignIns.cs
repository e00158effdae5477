using System.Globalization;
using System.Security.Cryptography;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>
/// Between password and code: who it is lies sealed in the browser for five minutes, with the stamp, so that a changed
/// password ends it.
/// </summary>
public sealed class PendingSignIns(Database database, CustomersSeal seal, TimeProvider time)
{
    private const string purpose = "second-step";

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public Task<string> SealAsync(Customer customer, CancellationToken cancel) => seal.SealAsync(
        $"{(time.GetUtcNow() + Life).ToUnixTimeSeconds()} {customer.Id} {customer.SecurityStamp}", purpose, cancel);

    /// <summary>Who entered their password; null for what is not ours or too old.</summary>
    public async Task<Guid?> OpenAsync(string text, CancellationToken cancel)
    {
        string[] parts;
        try
        {
            parts = (await seal.OpenAsync(text, purpose, cancel)).Split(' ');
        }
        catch (CryptographicException)
        {
            // Not weather and not impossible: a browser may send anything.
            return null;
        }

        if (long.Parse(parts[0], CultureInfo.InvariantCulture) <= time.GetUtcNow().ToUnixTimeSeconds()) return null;
        var id = Guid.Parse(parts[1]);
        var customer = await database.ReadAsync(
            open => open.FirstAsync<Customer>(CustomersStore.ById, new { id }, cancel), cancel);
        return customer?.SecurityStamp == parts[2] ? id : null;
    }
}
