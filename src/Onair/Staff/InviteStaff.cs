using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Customers;
using Onair.Mail;
using Onair.Primitives;
using Onair.Staff.Audit;
using Onair.Storage;

namespace Onair.Staff;

/// <summary>Exit codes follow from it; never renumber.</summary>
public enum InviteStaffStatus
{
    Invited = 1,

    /// <summary>No address that mail can be sent to, or no role.</summary>
    Invalid = 2,

    /// <summary>They work here: change their roles.</summary>
    AlreadyMember = 3,

    /// <summary>As many links wait, or as many people work here, as may be.</summary>
    TooMany = 4,
}

/// <param name="Status">What became of it.</param>
/// <param name="Token">The link's secret part, shown once and stored nowhere; null for the statuses without a link.
/// </param>
public readonly record struct Invited(InviteStaffStatus Status, string? Token);

/// <summary>
/// Asks somebody to work here. Whoever follows the link is believed to have the mailbox, so it goes there and to nobody
/// else, but for the first admin, whom the machine's owner lets in.
/// </summary>
public sealed class InviteStaff(
    Database database,
    FindAccount accounts,
    SendMail mail,
    IOptions<StaffOptions> options,
    TimeProvider time,
    ILogger<InviteStaff> logger)
{
    /// <param name="email">One address.</param>
    /// <param name="roles">At least one.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="linkOf">The address of a link; null: no letter is sent, and the caller hands the link over.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Invited> RunAsync(
        string email, StaffRoles roles, Actor actor, Func<string, string>? linkOf, CancellationToken cancel)
    {
        var typed = email.Trim();
        if (!Contact.IsEmail(typed) || roles == StaffRoles.None) return new(InviteStaffStatus.Invalid, null);
        var now = time.GetUtcNow().ToStored();
        var token = StaffTokens.New();
        var invitation = new Invitation
        {
            TokenKey = StaffTokens.OfInvitation(token),
            Email = typed,
            EmailKey = Contact.EmailKey(typed),
            Roles = roles,
            InvitedBy = actor.Name,
            CreatedAt = now,
            EndsAt = now + options.Value.InvitationLife,
        };
        var letter = linkOf is null
            ? null
            : await mail.SealAsync(StaffLetters.Invited(invitation, linkOf(token)), cancel);
        var status = await database.WriteAsync(
            open => WriteAsync(open, invitation, letter, actor, now, cancel), cancel);
        if (status != InviteStaffStatus.Invited) return new(status, null);
        if (letter is not null) mail.Wake();
        StaffLog.Invited(logger, actor.CustomerId, StaffRoleWords.Of(roles));
        return new(status, token);
    }

    private async Task<InviteStaffStatus> WriteAsync(
        Transaction open, Invitation invitation, SealedLetter? letter, Actor actor, DateTimeOffset now,
        CancellationToken cancel)
    {
        var account = await accounts.ByEmailAsync(open, invitation.EmailKey, cancel);
        if (account is not null
            && await open.FirstAsync<StaffMember>(StaffStore.Member, new { id = account.Id }, cancel) is { } member
            && member.Roles != StaffRoles.None)
            return InviteStaffStatus.AlreadyMember;
        var waiting = await open.FirstAsync<long>(StaffStore.CountInvitations, new { now }, cancel);
        var members = await open.FirstAsync<long>(StaffStore.CountMembers, null, cancel);
        if (waiting >= StaffOptions.InvitationsMax || members >= StaffOptions.MembersMax)
            return InviteStaffStatus.TooMany;
        await open.ExecuteAsync(StaffStore.Invite, RowOf(invitation), cancel);
        if (letter is not null) await mail.AddAsync(open, [letter], cancel);
        var roles = StaffRoleWords.Of(invitation.Roles);
        await WriteAudit.RunAsync(open, new(actor, Deed.StaffInvited, "staff", roles), now, cancel);
        return InviteStaffStatus.Invited;
    }

    private static object RowOf(Invitation of) => new
    {
        of.TokenKey,
        of.Email,
        of.EmailKey,
        Roles = (int)of.Roles,
        of.InvitedBy,
        of.CreatedAt,
        of.EndsAt,
    };
}
