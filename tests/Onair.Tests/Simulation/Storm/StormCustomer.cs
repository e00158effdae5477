using Onair.Payments;

namespace Onair.Tests.Simulation.Storm;

/// <summary>What one customer is going to do; drawn from the seed before anything happens.</summary>
/// <param name="Provider">Through whom: <c>toss</c> or <c>inicis</c>.</param>
/// <param name="IsPhone">One of the two has another window for it.</param>
/// <param name="Method">How they pay.</param>
/// <param name="Window">What they do in the window.</param>
/// <param name="After">What they do once it is paid.</param>
internal readonly record struct StormCustomer(
    string Provider, bool IsPhone, PaymentMethod Method, WindowDeed Window, AfterDeed After)
{
    public const string Toss = "toss";
    public const string Inicis = "inicis";

    private const int hundred = 100;

    public static StormCustomer Draw(Random random) => new(
        random.Next(2) == 0 ? Toss : Inicis,
        random.Next(2) == 0,
        random.Next(hundred) switch
        {
            < 90 => PaymentMethod.Card,
            < 96 => PaymentMethod.Transfer,
            _ => PaymentMethod.VirtualAccount,
        },
        random.Next(hundred) switch
        {
            < 84 => WindowDeed.Pays,
            < 88 => WindowDeed.HasNoMoney,
            < 91 => WindowDeed.Cancels,
            < 93 => WindowDeed.NeverComesBack,
            < 96 => WindowDeed.ComesBackTwice,
            _ => WindowDeed.CancelsTheOrderMeanwhile,
        },
        random.Next(hundred) switch
        {
            < 88 => AfterDeed.Keeps,
            < 94 => AfterDeed.CancelsAll,
            _ => AfterDeed.CancelsSome,
        });
}

internal enum WindowDeed
{
    Pays = 1,

    /// <summary>The card is refused at approval.</summary>
    HasNoMoney = 2,

    Cancels = 3,

    /// <summary>The payment is authenticated, and the browser is closed.</summary>
    NeverComesBack = 4,

    ComesBackTwice = 5,

    /// <summary>The order is cancelled in another tab while approval is on its way.</summary>
    CancelsTheOrderMeanwhile = 6,
}

internal enum AfterDeed
{
    Keeps = 1,
    CancelsAll = 2,
    CancelsSome = 3,
}
