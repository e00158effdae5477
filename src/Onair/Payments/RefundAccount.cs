namespace Onair.Payments;

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
