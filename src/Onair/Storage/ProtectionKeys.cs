using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Onair.Storage;

/// <summary>
/// The framework's data protection keys as rows of the shop, so that every node opens what another one has protected.
/// They are read at the start and once a day, so no cache stands before them: a copy elsewhere could only be lost or be
/// old, and would sign people out. See docs/adr/0018-caches.md.
/// </summary>
public sealed class ProtectionKeys(SecretStore secrets) : IXmlRepository
{
    private const string family = "protection-keys";

    public IReadOnlyCollection<XElement> GetAllElements() =>
        secrets.FamilyAsync(family, CancellationToken.None).GetAwaiter().GetResult().ConvertAll(XElement.Parse);

    /// <summary>Never changes one that is there; the framework names each anew.</summary>
    public void StoreElement(XElement element, string friendlyName) => secrets
        .AddAsync($"{family}:{friendlyName}", element.ToString(SaveOptions.DisableFormatting), CancellationToken.None)
        .GetAwaiter().GetResult();
}

/// <summary>Seals each protection key before it becomes a row.</summary>
public sealed class ProtectionSeal(
    SecretStore secrets, IOptions<StorageOptions> options, ILogger<ProtectionSeal> logger)
    : Seal(secrets, "protection-seal"), IXmlEncryptor
{
    internal const string Purpose = "protection-keys";

    protected override IEnumerable<string> GivenKeys => options.Value.ProtectionSealKeys;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement(
            "sealed",
            SealAsync(plaintextElement.ToString(SaveOptions.DisableFormatting), Purpose, CancellationToken.None)
                .GetAwaiter().GetResult()),
        typeof(ProtectionOpener));

    protected override void KeyIsInDatabase() => StorageLog.SealKeyInDatabase(logger);
}

/// <summary>The framework makes one by its name, which stands beside each sealed key.</summary>
public sealed class ProtectionOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(
        services.GetRequiredService<ProtectionSeal>()
            .OpenAsync(encryptedElement.Value, ProtectionSeal.Purpose, CancellationToken.None)
            .GetAwaiter().GetResult());
}
