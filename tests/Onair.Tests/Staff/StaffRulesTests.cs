using Onair.Staff;

namespace Onair.Tests.Staff;

/// <summary>Who may do what, and when a session goes on: pure rules, line by line.</summary>
public sealed class StaffRulesTests
{
    private static readonly DateTimeOffset now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    private static readonly Onair.Customers.Account account =
        new(Guid.NewGuid(), "a@shop.example", "김", "stamp", true, true);

    private static readonly StaffMember member =
        new() { CustomerId = account.Id, Roles = StaffRoles.Admin, Version = 3 };

    /// <summary>The table once more, written from what each role's work is.</summary>
    [Theory]
    [InlineData("producer", "Overview RunShows PlanShows ReadStock ReadProducts ReadWatch HandleIncidents")]
    [InlineData("merchandiser", "Overview PlanShows ReadStock ReadProducts ChangeProducts ModerateRatings")]
    [InlineData("warehouse", "Overview ReadStock ChangeStock ReadOrders SeePersons ShipOrders ReceiveReturns")]
    [InlineData("care", "Overview ReadStock ReadOrders SeePersons CancelOrders TakeOrders ReceiveReturns ResendLetters "
        + "ReadProducts ReadCustomers ModerateRatings")]
    [InlineData("operator",
        "Overview ReadStock ReadOrders ReadPayments ReadJobs RedriveJobs ReadAudit ReadSettings ChangeWebhooks "
        + "ReadWatch HandleIncidents ChangeAlarms")]
    [InlineData("finance", "Overview ReadOrders ReadPayments ResolveCases")]
    [InlineData("admin", "Overview ChangeStaff ReadAudit ReadSettings")]
    public void Role_has_what_its_work_needs_and_nothing_else(string role, string rights)
    {
        var roles = StaffRoleWords.Parse(role)!.Value;
        Assert.Equal(
            rights.Split(' ').Order(StringComparer.Ordinal),
            Enum.GetValues<StaffRight>().Where(right => StaffRights.Allow(roles, right))
                .Select(right => right.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nobody_has_no_right_and_several_roles_have_the_rights_of_each()
    {
        foreach (var right in Enum.GetValues<StaffRight>())
        {
            Assert.False(StaffRights.Allow(StaffRoles.None, right));
            Assert.NotEqual(StaffRoles.None, StaffRights.RolesOf(right));
        }

        var both = StaffRoles.Producer | StaffRoles.Finance;
        Assert.True(StaffRights.Allow(both, StaffRight.RunShows) && StaffRights.Allow(both, StaffRight.ReadOrders));
    }

    [Theory]
    [InlineData("admin", StaffRoles.Admin, "admin")]
    [InlineData(" Care , producer ", StaffRoles.Care | StaffRoles.Producer, "producer,care")]
    [InlineData("", null, "")]
    [InlineData(",", null, "")]
    [InlineData("none", null, "")]
    [InlineData("admin,king", null, "")]
    [InlineData("64", null, "")]
    public void Roles_are_read_from_words(string words, StaffRoles? roles, string written)
    {
        Assert.Equal(roles, StaffRoleWords.Parse(words));
        if (roles is { } some) Assert.Equal(written, StaffRoleWords.Of(some));
    }

    [Theory]
    [InlineData("as it was", true)]
    [InlineData("over", false)]
    [InlineData("other roles", false)]
    [InlineData("no roles", false)]
    [InlineData("other stamp", false)]
    [InlineData("account gone", false)]
    [InlineData("mailbox lost", false)]
    public void Session_goes_on_while_nothing_of_it_has_changed(string what, bool isAlive)
    {
        var session = new StaffSession
        {
            CustomerId = account.Id,
            Stamp = "stamp",
            Roles = what == "no roles" ? StaffRoles.None : StaffRoles.Care,
            RolesNow = what switch
            {
                "other roles" => StaffRoles.Care | StaffRoles.Admin, "no roles" => StaffRoles.None,
                _ => StaffRoles.Care,
            },
            EndsAt = what == "over" ? now : now.AddMinutes(1),
        };
        var theirs = what switch
        {
            "other stamp" => account with { Stamp = "another" }, "account gone" => null,
            "mailbox lost" => account with { IsVerified = false }, _ => account,
        };
        Assert.Equal(isAlive, StaffSessions.IsAlive(session, theirs, now));
    }

    [Theory]
    [InlineData(StaffRoles.Admin, 3, 1, ChangeStaffRolesStatus.Unchanged)]
    [InlineData(StaffRoles.Care, 2, 2, ChangeStaffRolesStatus.ChangedMeanwhile)]
    [InlineData(StaffRoles.Care, 3, 1, ChangeStaffRolesStatus.LastAdmin)]
    [InlineData(StaffRoles.None, 3, 1, ChangeStaffRolesStatus.LastAdmin)]
    [InlineData(StaffRoles.Care | StaffRoles.Admin, 3, 1, ChangeStaffRolesStatus.Changed)]
    [InlineData(StaffRoles.Care, 3, 2, ChangeStaffRolesStatus.Changed)]
    public void Roles_change_while_an_admin_is_left(
        StaffRoles roles, int version, int admins, ChangeStaffRolesStatus status)
    {
        Guid[] all = [member.CustomerId, .. Enumerable.Repeat(Guid.NewGuid(), admins - 1)];
        Assert.Equal(status, ChangeStaffRoles.Decide(member, new(member.CustomerId, roles, version), all));
    }

    [Fact]
    public void Roles_of_nobody_do_not_change() => Assert.Equal(
        ChangeStaffRolesStatus.UnknownMember,
        ChangeStaffRoles.Decide(null, new(Guid.NewGuid(), StaffRoles.Care, 1), []));
}
