using System.ComponentModel.DataAnnotations;

namespace Onair.Staff;

/// <summary>The console's people: <c>ONAIR__STAFF__...</c>.</summary>
public sealed class StaffOptions : IValidatableObject
{
    /// <summary>People who work or worked here: a list that one page shows.</summary>
    public const int MembersMax = 500;

    /// <summary>Links that wait at a time.</summary>
    public const int InvitationsMax = 100;

    /// <summary>Sessions of one member: a desk, a tablet, a telephone, and some that were forgotten.</summary>
    public const int SessionsMax = 10;

    /// <summary>
    /// A console that nobody used for this long asks who is there. An hour is a show; the notice on safety measures of
    /// personal data asks for a limit and leaves its length to the shop.
    /// </summary>
    [Range(typeof(TimeSpan), "00:05:00", "12:00:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromHours(1);

    /// <summary>However it is used, it ends then: a long working day.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan SessionMax { get; set; } = TimeSpan.FromHours(12);

    /// <summary>An invitation that nobody followed is dead then: a day is time to read mail.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "7.00:00:00")]
    public TimeSpan InvitationLife { get; set; } = TimeSpan.FromDays(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SessionIdle > SessionMax)
            yield return new ValidationResult("is longer than SessionMax", [nameof(SessionIdle)]);
    }
}
