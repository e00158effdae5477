using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Caches;

/// <summary>
/// Seals all that lies in Redis, bound to its name there: who reads Redis learns nothing of customers, and who writes
/// to it cannot make a page or sign anybody in. Without keys of the deployment its key is in the database, which is
/// another machine than Redis: that needs no warning.
/// </summary>
public sealed class CachesSeal(SecretStore secrets, IOptions<CachesOptions> options) : Seal(secrets, "caches-seal")
{
    protected override IEnumerable<string> GivenKeys => options.Value.SealKeys;

    protected override void KeyIsInDatabase()
    {
        // Where the database is lost, Redis' few minutes of copies of it are the smaller loss.
    }
}
