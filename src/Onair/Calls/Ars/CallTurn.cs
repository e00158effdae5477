namespace Onair.Calls.Ars;

/// <summary>What a call has come to by one event.</summary>
/// <param name="After">The call.</param>
/// <param name="Say">What the caller hears.</param>
/// <param name="Next">What follows.</param>
/// <param name="DigitsMax">Digits to wait for.</param>
/// <param name="Places">The order is to be placed first, and its answer decides; the rest is empty.</param>
internal sealed record CallTurn(Call After, string Say, CallNext Next, int DigitsMax, bool Places = false)
{
    public CallAnswer Answer(CalledOrder? order = null) =>
        new(After.Step, After.IsEnglish, Say, Next, DigitsMax, order);
}
