namespace Onair.Sandbox.Inicis;

/// <summary>What differs between shops, contracts and days at the real gateway; set by the control API.</summary>
/// <param name="Center"><c>fc</c> or <c>ks</c>; null: they take turns.</param>
/// <param name="CancelCode">What the PC window says of a customer's cancel: 2001, 0021, 0022 or nothing.</param>
/// <param name="OldNames">The PC return says <c>MOID</c> and <c>checkAckUrl</c>.</param>
/// <param name="ReturnsPrice">The PC return has <c>TotPrice</c>.</param>
/// <param name="ReturnsMobileOrder">The mobile return has <c>P_OID</c>.</param>
/// <param name="PlainNetCancel">A net cancel is answered with the bare word <c>OK</c> or <c>FAIL</c>.</param>
/// <param name="SortedAuthSignature">The signature is over all four fields in alphabetical order.</param>
/// <param name="WrongAuthSignature">The approval happens, and its signature is of another order.</param>
/// <param name="PlainDepositTid">
/// A PC deposit notice has the payment's id in <c>no_tid</c>. Otherwise, as in logs of shops, that is the bank
/// message's own, and the payment's is in <c>no_req_tid</c>.
/// </param>
/// <param name="PartsStay">A payment whose last part went back stays <c>PART_CANCEL</c>, with 0 left.</param>
internal sealed record InicisSettings(
    string? Center = null, string CancelCode = "2001", bool OldNames = false, bool ReturnsPrice = false,
    bool ReturnsMobileOrder = false, bool PlainNetCancel = false, bool SortedAuthSignature = false,
    bool WrongAuthSignature = false, bool PlainDepositTid = false, bool PartsStay = false)
{
    public bool IsValid => Center is null or "fc" or "ks" && CancelCode.Length <= 4;
}
