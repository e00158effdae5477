using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Onair.Jobs;

namespace Onair.Customers;

public static class CustomersSetup
{
    /// <summary>Accounts, on ASP.NET Core Identity with stores of our own. Needs mail and caches.
    /// Verbs that use Identity live as long as a request, as Identity does.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services)
    {
        services.AddOptions<CustomersOptions>()
            .BindConfiguration("Onair:Customers").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CustomersSeal>();
        services.AddSingleton<CustomerKeys>();
        services.AddSingleton<BreachedPasswords>();
        services.AddSingleton<PasswordRules>();
        services.AddSingleton<CountTries>();
        services.AddSingleton<Tickets>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<Addresses>();
        services.AddSingleton<PendingSignIns>();
        services.AddSingleton<LeaveShop>();
        services.AddSingleton<FindAccount>();
        services.AddIdentity();
        services.AddScoped<SignUp>();
        services.AddScoped<VerifyEmail>();
        services.AddScoped<ResetPassword>();
        services.AddScoped<SignIn>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<ChangeEmail>();
        services.AddScoped<TakeEmailBack>();
        services.AddScoped<ChangeProfile>();
        services.AddScoped<TwoFactor>();
        services.AddScoped<EquipAccount>();
        services.AddScoped<Passkeys>();
        services.AddScoped<GiveConsents>();
        services.AddScoped<ExportCustomer>();
        services.AddSingleton<ListCustomers>();
        return services;
    }

    /// <summary>What works by itself: forgetting, and asking again.</summary>
    public static IServiceCollection AddCustomerWorkers(this IServiceCollection services) => services
        .AddSingleton<ITimedVerb, PurgeCustomers>()
        .AddSingleton<ITimedVerb, AskConsents>();

    private static void AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<CustomerUsers>();
        services.AddSingleton<IUserStore<Customer>>(s => s.GetRequiredService<CustomerUsers>());
        services.AddSingleton<CustomerTokens>();
        services.AddIdentityCore<Customer>(options =>
        {
            options.Tokens.ProviderMap[CustomerTokens.Name] = new TokenProviderDescriptor(typeof(CustomerTokens));
            options.Tokens.EmailConfirmationTokenProvider = CustomerTokens.Name;
            options.Tokens.PasswordResetTokenProvider = CustomerTokens.Name;
        });
        // Our forms have checked what a user may be called, and our rules what a password is.
        services.RemoveAll<IUserValidator<Customer>>();
        services.RemoveAll<IPasswordValidator<Customer>>();
        services.AddSingleton<IPasswordValidator<Customer>>(s => s.GetRequiredService<PasswordRules>());
        services.AddOptions<PasswordHasherOptions>()
            .Configure<IOptions<CustomersOptions>>((o, ours) => o.IterationCount = ours.Value.HashIterations);
        services.AddScoped<IPasskeyHandler<Customer>, PasskeyHandler<Customer>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<CustomersOptions>>((o, ours) =>
        {
            o.ServerDomain = ours.Value.PasskeyDomain.Length > 0 ? ours.Value.PasskeyDomain : "localhost";
            // Signing in without a name needs a key that the authenticator can find by itself.
            o.ResidentKeyRequirement = "required";
            o.UserVerificationRequirement = "required";
            // The framework compares with the Origin header, which is "null" for forms of pages without a referrer.
            o.ValidateOrigin = asked => ValueTask.FromResult(
                IsOurs(asked.Origin, asked.CrossOrigin, o.ServerDomain));
        });
    }

    /// <summary>
    /// Pure: the authenticator was asked by a page of this domain, or of one below it, and not from inside another's
    /// page. Plain HTTP only on the machine itself.
    /// </summary>
    internal static bool IsOurs(string? origin, bool isCrossOrigin, string domain) =>
        !isCrossOrigin
        && Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (from.Scheme == Uri.UriSchemeHttps || (from.Scheme == Uri.UriSchemeHttp && from.Host == "localhost"))
        && (from.Host.Equals(domain, StringComparison.OrdinalIgnoreCase)
            || from.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));
}
