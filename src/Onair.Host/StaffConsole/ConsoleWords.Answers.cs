using Onair.Broadcasts;
using Onair.Inventory;
using Onair.Orders;
using Onair.Payments.Reconciliation;
using Onair.Staff;

namespace Onair.Host.StaffConsole;

/// <summary>What a verb answered, for who asked.</summary>
/// <param name="Text">In their language.</param>
/// <param name="IsWrong">True when it was not done.</param>
public readonly record struct Told(string Text, bool IsWrong);

public sealed partial class ConsoleWords
{
    /// <summary>They may not, or are signed out.</summary>
    public Told Refused => new(NotAllowedTitle, true);

    public Told Of(PutOfferOnAirStatus? status) => status switch
    {
        PutOfferOnAirStatus.OnAir or PutOfferOnAirStatus.AlreadyOnAir => new(Aired, false),
        PutOfferOnAirStatus.UnknownOffer => new(NoSuchShow, true),
        PutOfferOnAirStatus.Ended => new(ShowIsOver, true),
        null => Refused,
    };

    public Told Of(ChangeOfferStatus? status) => status switch
    {
        ChangeOfferStatus.Changed => new(Changed, false),
        ChangeOfferStatus.ChangedMeanwhile => new(ChangedMeanwhile, true),
        ChangeOfferStatus.BelowOrdered => new(BelowOrdered, true),
        ChangeOfferStatus.Ended => new(OfferEnded, true),
        ChangeOfferStatus.Invalid => new(NotANumber, true),
        ChangeOfferStatus.UnknownOffer => new(NoSuchShow, true),
        null => Refused,
    };

    public Told Of(CallLastStatus? status) => status switch
    {
        CallLastStatus.Called => new(LastCalled, false),
        CallLastStatus.NotOpen => new(OfferEnded, true),
        CallLastStatus.UnknownOffer or CallLastStatus.Invalid => new(NoSuchShow, true),
        null => Refused,
    };

    public Told Of(EndBroadcastStatus? status) => status switch
    {
        EndBroadcastStatus.Ended or EndBroadcastStatus.AlreadyEnded => new(ShowIsOver, false),
        EndBroadcastStatus.UnknownBroadcast => new(NoSuchShow, true),
        null => Refused,
    };

    public Told Of(AdvanceOrderStatus status) => status switch
    {
        AdvanceOrderStatus.Advanced => new(Done, false),
        AdvanceOrderStatus.UnknownOrder => new(NoSuchOrder, true),
        AdvanceOrderStatus.WrongState => new(WrongState, true),
    };

    public Told Of(EndOrderStatus status) => status switch
    {
        EndOrderStatus.Ended or EndOrderStatus.PartlyEnded or EndOrderStatus.AlreadyEnded => new(Done, false),
        EndOrderStatus.UnknownOrder => new(NoSuchOrder, true),
        EndOrderStatus.PaymentPending => new(PaymentPending, true),
        EndOrderStatus.Changed => new(ChangedMeanwhile, true),
        EndOrderStatus.Busy => new(Busy, true),
        EndOrderStatus.WrongState or EndOrderStatus.NotInOrder or EndOrderStatus.WrongCause => new(WrongState, true),
    };

    public Told Of(AdjustStockStatus? status) => status switch
    {
        AdjustStockStatus.Adjusted => new(Done, false),
        AdjustStockStatus.BelowHeld => new(BelowHeld, true),
        AdjustStockStatus.UnknownVariant or AdjustStockStatus.Invalid => new(NotANumber, true),
        null => Refused,
    };

    public Told Of(ChangeCaseStatus status) => status switch
    {
        ChangeCaseStatus.Changed or ChangeCaseStatus.AlreadySo => new(Done, false),
        ChangeCaseStatus.OtherVersion or ChangeCaseStatus.UnknownCase => new(ChangedMeanwhile, true),
        ChangeCaseStatus.WrongState => new(WrongState, true),
    };

    public Told Of(InviteStaffStatus status) => status switch
    {
        InviteStaffStatus.Invited => new(InvitedText, false),
        InviteStaffStatus.Invalid => new(InviteInvalid, true),
        InviteStaffStatus.AlreadyMember => new(AlreadyMember, true),
        InviteStaffStatus.TooMany => new(TooMany, true),
    };

    public Told Of(ChangeStaffRolesStatus status) => status switch
    {
        ChangeStaffRolesStatus.Changed or ChangeStaffRolesStatus.Unchanged => new(RolesChanged, false),
        ChangeStaffRolesStatus.LastAdmin => new(LastAdmin, true),
        ChangeStaffRolesStatus.ChangedMeanwhile or ChangeStaffRolesStatus.UnknownMember => new(ChangedMeanwhile, true),
    };
}
