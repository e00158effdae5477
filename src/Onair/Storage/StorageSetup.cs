using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Onair.Storage;

public static class StorageSetup
{
    /// <summary>
    /// The database: PostgreSQL when a connection string is configured, the embedded SQLite otherwise.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration("Onair").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(Open);
        services.AddSingleton<SecretStore>();
        return services;
    }

    /// <summary>The framework's data protection, shared by all nodes of the shop.</summary>
    public static IServiceCollection AddProtectionKeys(this IServiceCollection services)
    {
        services.AddSingleton<ProtectionSeal>();
        services.AddSingleton<ProtectionKeys>();
        services.AddDataProtection().SetApplicationName("onair");
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys, ProtectionSeal>((keys, rows, seal) =>
        {
            keys.XmlRepository = rows;
            keys.XmlEncryptor = seal;
        });
        return services;
    }

    private static Database Open(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        var logger = services.GetRequiredService<ILogger<Database>>();
        return options.Postgres.Length > 0
            ? new PostgresDatabase(options, services.GetRequiredService<TimeProvider>(), logger)
            : new SqliteDatabase(options, logger);
    }
}
