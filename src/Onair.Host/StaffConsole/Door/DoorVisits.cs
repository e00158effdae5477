using Onair.Customers;
using Onair.Host.Web;

namespace Onair.Host.StaffConsole.Door;

/// <summary>Who stands at the door.</summary>
internal sealed class DoorVisits(Senders senders)
{
    public Visitor Of(HttpContext http) => new(senders.Of(http), null, http.Request.Headers.UserAgent.ToString());
}

/// <summary>A form of the door, as it is shown again.</summary>
/// <param name="Words">In the visitor's language.</param>
/// <param name="Typed">What was typed, without secrets.</param>
/// <param name="Problem">What is wrong with all of it; null when nothing is.</param>
/// <param name="Errors">What is wrong with fields.</param>
public sealed record DoorView(
    ConsoleWords Words, IReadOnlyDictionary<string, string> Typed, string? Problem, IReadOnlyList<AccountError> Errors)
{
    public static DoorView Of(HttpContext http) => new(
        ConsoleWords.Of(DoorCookies.IsEnglish(http)), new Dictionary<string, string>(StringComparer.Ordinal), null, []);

    public string Value(string field) => Typed.GetValueOrDefault(field, "");

    public string? ErrorOf(string field)
    {
        var found = Errors.FirstOrDefault(error => error.Field == field);
        return found.Field is null ? null : Words.Account.Say(found.Fault);
    }
}
