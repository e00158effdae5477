namespace Onair.Payments;

/// <summary>A bank as a provider knows it.</summary>
/// <param name="Code">1-20 letters, digits, - and _.</param>
/// <param name="NameKo">As its customers call it.</param>
/// <param name="NameEn">The same in English.</param>
public sealed record RefundBank(string Code, string NameKo, string NameEn);

/// <summary>
/// Where the money of a deposit goes back to. Personal data: sealed in the database, never logged, gone once the refund
/// is done.
/// </summary>
/// <param name="Bank">The provider's code of the bank, at most 20 characters.</param>
/// <param name="Number">1-20 digits.</param>
/// <param name="Holder">1-60 characters.</param>
public sealed record RefundAccount(string Bank, string Number, string Holder)
{
    public override string ToString() => "(refund account)";
}
