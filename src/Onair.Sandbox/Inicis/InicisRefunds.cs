namespace Onair.Sandbox.Inicis;

/// <summary>A refund as either version of INIAPI asks for it.</summary>
/// <param name="Method"><c>paymethod</c>; null: version 2 does not say it.</param>
/// <param name="Price">Of a part: won that go back.</param>
/// <param name="ConfirmPrice">Of a part: won that remain.</param>
/// <param name="Account">Of a virtual account: where the money goes, encrypted.</param>
internal sealed record InicisRefundRequest(
    bool IsWhole, string? Method, string Tid, string Price, string ConfirmPrice, string Account, string Bank,
    string Holder);

/// <summary>What became of a refund.</summary>
/// <param name="Part">Of a partial one.</param>
internal readonly record struct InicisRefunded(InicisStatus Status, InicisPayment? Payment, InicisPart? Part);

/// <summary>Money back, the same for both versions of INIAPI.</summary>
internal static class InicisRefunds
{
    private const int accountDigitsMin = 6;
    private const int accountDigitsMax = 20;

    public static InicisRefunded Run(InicisGateway inicis, InicisRefundRequest asked)
    {
        if (inicis.Book.Payment(asked.Tid) is not { } payment) return new(InicisStatus.UnknownPayment, null, null);
        var method = payment.Window.Request.Method;
        if (asked.Method is { } word && word != InicisWords.Refund(method))
            return new(InicisStatus.WrongMethod, null, null);
        // Money that came into an account has no other way back.
        if (payment is { Account: not null, IsCaptured: true } && !IsAccount(asked, inicis.Options))
            return new(InicisStatus.BadRefundAccount, null, null);
        if (asked.IsWhole) return new(inicis.Book.Refund(payment), payment, null);
        if (InicisWords.Won(asked.Price) is not { } price || Remainder(asked.ConfirmPrice) is not { } remainder)
            return new(InicisStatus.BadField, null, null);
        var (status, part) = inicis.Book.RefundPart(payment, price, remainder);
        return new(status, payment, part);
    }

    private static bool IsAccount(InicisRefundRequest asked, SandboxOptions options) =>
        InicisHashes.Decrypt(asked.Account, options.InicisApiKey, options.InicisApiIv) is
            { Length: >= accountDigitsMin and <= accountDigitsMax } number
        && number.All(char.IsAsciiDigit) && asked.Bank.Length is > 0 and <= 3 && asked.Holder.Length > 0;

    private static long? Remainder(string text) => text == "0" ? 0 : InicisWords.Won(text);
}
