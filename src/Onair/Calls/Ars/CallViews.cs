namespace Onair.Calls.Ars;

/// <summary>The body of an event. Read by hand (<c>CallBodies</c>); this is its description.</summary>
/// <param name="CallId">1-64 of letters, digits and <c>. _ : @ + -</c>: the voice system's id of the call.</param>
/// <param name="Seq">1-100, growing in the call; the same event again has the same number.</param>
/// <param name="Type"><c>started</c>, <c>digits</c>, <c>timeout</c> or <c>hung-up</c>.</param>
/// <param name="From">The caller's number, in every event; absent when it is withheld.</param>
/// <param name="Digits">1-4 of 0-9, * and #, with type digits.</param>
/// <param name="Language"><c>ko</c> (also when absent) or <c>en</c>: what the call begins in.</param>
/// <param name="Feed">The channel that the dialled number belongs to; absent: whatever is on the air.</param>
public sealed record CallEventBody(
    string CallId, int Seq, string Type, string? From, string? Digits, string? Language, string? Feed);

/// <summary>What the voice system says and does.</summary>
/// <param name="Step">Where the call is now: <c>choose-offer</c>, <c>quantity</c>, <c>confirm</c>, <c>done</c>,
/// <c>agent</c> or <c>ended</c>.</param>
/// <param name="Language">Of the text.</param>
/// <param name="Say">What the caller hears; absent when there is nothing to say.</param>
/// <param name="Next"><c>gather</c>, <c>transfer</c> (to a person), <c>hang-up</c> or <c>nothing</c>.</param>
/// <param name="Gather">With <c>gather</c>: what to wait for. Digits may be pressed while the text is spoken.</param>
/// <param name="Order">Once it is ordered.</param>
public sealed record CallAnswerView(
    string CallId, int Seq, string Step, string Language, string? Say, string Next, GatherView? Gather,
    CalledOrderView? Order);

/// <param name="DigitsMax">It ends with so many digits,</param>
/// <param name="FinishOn">or with this one,</param>
/// <param name="TimeoutSeconds">or when nothing was pressed for so long.</param>
public sealed record GatherView(int DigitsMax, string FinishOn, int TimeoutSeconds);

/// <param name="Number">The order's number.</param>
/// <param name="Total">Won, VAT included.</param>
/// <param name="PayBefore">It is cancelled when it is not paid by then.</param>
/// <param name="PayUrl">The page to pay it on: to be sent to the caller's number as a text message.</param>
public sealed record CalledOrderView(string Number, long Total, DateTimeOffset PayBefore, Uri PayUrl);
