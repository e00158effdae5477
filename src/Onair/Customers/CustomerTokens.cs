using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Onair.Customers;

/// <summary>
/// Identity's tokens for links in letters: the time they end, sealed for purpose, customer and security stamp. Nothing
/// is stored, and a used reset link is dead, as the stamp has changed with the password.
/// </summary>
public sealed class CustomerTokens(CustomersSeal seal, TimeProvider time) : IUserTwoFactorTokenProvider<Customer>
{
    /// <summary>The provider's name in Identity's options.</summary>
    public const string Name = "links";

    /// <summary>A day: people look at their mail in the evening.</summary>
    internal static readonly TimeSpan VerifyLife = TimeSpan.FromHours(24);

    /// <summary>An hour: who has asked for it waits for it (OWASP: short-lived).</summary>
    internal static readonly TimeSpan ResetLife = TimeSpan.FromHours(1);

    public Task<string> GenerateAsync(string purpose, UserManager<Customer> manager, Customer user)
    {
        var life = purpose == UserManager<Customer>.ResetPasswordTokenPurpose ? ResetLife : VerifyLife;
        var until = (time.GetUtcNow() + life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return seal.SealAsync(until, PurposeOf(purpose, user), CancellationToken.None);
    }

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Customer> manager, Customer user)
    {
        try
        {
            var until = await seal.OpenAsync(token, PurposeOf(purpose, user), CancellationToken.None);
            return long.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds();
        }
        catch (CryptographicException)
        {
            // Not weather and not impossible: an address bar takes anything.
            return false;
        }
    }

    /// <summary>These are links, not codes that somebody types.</summary>
    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Customer> manager, Customer user) =>
        Task.FromResult(false);

    private static string PurposeOf(string purpose, Customer user) => $"link:{purpose}:{user.Id}:{user.SecurityStamp}";
}
