using System.Text.Json;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>
/// Accounts that deposits go back to. They are sealed before they come near the database, opened only while the
/// provider is asked, and emptied with the refund's end.
/// </summary>
public sealed class RefundAccounts
{
    /// <summary>Characters of a bank's code, of a number, of a holder's name.</summary>
    public const int BankLengthMax = 20;
    public const int NumberLengthMax = 20;
    public const int HolderLengthMax = 60;

    private readonly SealedTexts texts;

    internal RefundAccounts(SealedTexts texts) => this.texts = texts;

    /// <summary>The code of a bank, digits and a name, as <see cref="RefundAccount"/> says.</summary>
    public static bool IsBank(string text) =>
        text.Length is > 0 and <= BankLengthMax && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static bool IsNumber(string text) =>
        text.Length is > 0 and <= NumberLengthMax && text.All(char.IsAsciiDigit);

    public Task<string> SealAsync(RefundAccount account, string orderNumber, CancellationToken cancel)
    {
        var valid = IsBank(account.Bank) && IsNumber(account.Number)
            && account.Holder.Length is > 0 and <= HolderLengthMax;
        if (!valid) throw new ArgumentException("not a refund account", nameof(account));
        return texts.SealAsync(
            JsonSerializer.Serialize(account, PaymentsJson.Default.RefundAccount), PurposeOf(orderNumber), cancel);
    }

    /// <summary>
    /// Puts a sealed account to every refund of these attempts that waits for one: what was paid into an account
    /// cannot go back the way it came. Orders are locked by the caller.
    /// </summary>
    /// <returns>The refunds that can run now.</returns>
    public static async Task<IReadOnlyList<Guid>> GiveAsync(
        Transaction open, IReadOnlyList<Guid> attemptIds, string sealedAccount, CancellationToken cancel)
    {
        Bounds.CheckCount(attemptIds.Count);
        var given = new List<Guid>();
        var round = open.Round();
        PaymentsStore.GiveAccount(round, attemptIds, sealedAccount, given);
        await round.ExecuteAsync(cancel);
        return given;
    }

    /// <summary>True when this refund cannot be sent before somebody says where to.</summary>
    public static bool IsMissing(Attempt attempt, Refund refund) =>
        attempt.DepositUntil is not null && refund is { SealedAccount: null, State: RefundState.Pending };

    internal async Task<RefundAccount> OpenAsync(string sealedAccount, string orderNumber, CancellationToken cancel) =>
        JsonSerializer.Deserialize(
            await texts.OpenAsync(sealedAccount, PurposeOf(orderNumber), cancel),
            PaymentsJson.Default.RefundAccount)!;

    private static string PurposeOf(string orderNumber) => "refund-account:" + orderNumber;
}
