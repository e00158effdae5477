using Onair.Customers;

namespace Onair.Host.Storefront.Account;

/// <summary>What every page of an account is made with.</summary>
public sealed record AccountView(Visit Visit, SignedIn? Who, string FormToken, string Nonce)
{
    public AccountWords W { get; } = new(Visit.IsEnglish);

    public IReadOnlyList<AccountError> Errors { get; init; } = [];

    /// <summary>What is wrong with the form as a whole.</summary>
    public string? Problem { get; init; }

    /// <summary>What has just been done.</summary>
    public string? Done { get; init; }

    /// <summary>What was typed, to be shown again; never a password.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    public bool HasPasskeys { get; init; }

    public string Value(string field) => Typed.GetValueOrDefault(field, "");

    public string? ErrorOf(string field) =>
        Errors.Where(e => e.Field == field).Select(e => W.Say(e.Fault)).FirstOrDefault();

    public string TitleOf(string page) => $"{page} - {Visit.Words.ShopTitle}";
}
