namespace Onair.Calls.Ars;

/// <summary>What the voice system does after it has spoken. Stored and sent; never renumber.</summary>
public enum CallNext
{
    /// <summary>Wait for digits.</summary>
    Gather = 1,

    /// <summary>Hand the call to a person.</summary>
    Transfer = 2,

    HangUp = 3,

    /// <summary>The line is gone already.</summary>
    Nothing = 4,
}

/// <summary>An answer as it is kept, to be given again: nothing of it opens an order or names a person.</summary>
/// <param name="Step">Where the call is now.</param>
/// <param name="IsEnglish">The language of the text.</param>
/// <param name="Say">What the caller hears.</param>
/// <param name="Next">What follows.</param>
/// <param name="DigitsMax">Digits to wait for; 0 when there is nothing to wait for.</param>
/// <param name="Order">What was ordered by now; null before.</param>
public sealed record CallAnswer(
    CallStep Step, bool IsEnglish, string Say, CallNext Next, int DigitsMax, CalledOrder? Order);

/// <param name="Id">The order.</param>
/// <param name="Number">Its number.</param>
/// <param name="Total">Won, VAT included.</param>
/// <param name="PayBefore">It is cancelled when it is not paid by then.</param>
public sealed record CalledOrder(Guid Id, string Number, long Total, DateTimeOffset PayBefore);
