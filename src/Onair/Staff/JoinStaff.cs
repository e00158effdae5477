using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Onair.Customers;
using Onair.Staff.Audit;
using Onair.Storage;

namespace Onair.Staff;

/// <summary>Never renumber.</summary>
public enum JoinStaffStatus
{
    Joined = 1,

    /// <summary>Used, too old, replaced by a newer one, or never ours.</summary>
    DeadLink = 2,

    /// <summary>Fields are wrong; nothing happened.</summary>
    Invalid = 3,

    /// <summary>Too many tries with an account's password or code.</summary>
    Wait = 4,
}

/// <summary>What the page of a link shows.</summary>
/// <param name="Email">Who was asked.</param>
/// <param name="Roles">As what.</param>
/// <param name="HasAccount">True: the shop's account of this address is used, with its password.</param>
/// <param name="App">A secret for the authenticator app; null when the account has one already.</param>
/// <param name="SealedSecret">The same secret, for the form to carry.</param>
public sealed record JoinView(string Email, StaffRoles Roles, bool HasAccount, TotpStart? App, string SealedSecret);

/// <summary>What somebody who follows a link fills in.</summary>
public sealed record JoinForm(string Token, string Name, string Password, string SealedSecret, string Code,
    bool IsEnglish);

public sealed record JoinAnswer(JoinStaffStatus Status, IReadOnlyList<AccountError> Errors, TimeSpan Wait = default);

/// <summary>
/// Makes somebody who was invited a member: with an account that has a password and an authenticator app, one that
/// there was or a new one.
/// </summary>
public sealed class JoinStaff(
    Database database, EquipAccount equip, FindAccount accounts, CustomersSeal seal, TimeProvider time,
    ILogger<JoinStaff> logger)
{
    /// <summary>Null for a dead link.</summary>
    /// <param name="token">Of the link.</param>
    /// <param name="sealedSecret">What the form carried, to show the same secret after a mistake; else null.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<JoinView?> ShowAsync(string token, string? sealedSecret, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } invitation) return null;
        var account = await database.ReadAsync(
            open => accounts.ByEmailAsync(open, invitation.EmailKey, cancel), cancel);
        var hasAccount = account is { IsVerified: true };
        if (hasAccount && account!.HasSecondFactor)
            return new(invitation.Email, invitation.Roles, HasAccount: true, null, "");
        var secret = await OpenAsync(invitation, sealedSecret ?? "", cancel) ?? equip.NewSecret();
        return new(
            invitation.Email, invitation.Roles, hasAccount, equip.AppOf(secret, invitation.Email),
            await seal.SealAsync(secret, PurposeOf(invitation), cancel));
    }

    public async Task<JoinAnswer> RunAsync(JoinForm form, Visitor visitor, CancellationToken cancel)
    {
        if (await FindAsync(form.Token, cancel) is not { } invitation) return new(JoinStaffStatus.DeadLink, []);
        var secret = await OpenAsync(invitation, form.SealedSecret, cancel);
        var asked = new AccountToEquip(
            invitation.Email, form.Name.Trim(), form.Password, secret, form.Code, form.IsEnglish);
        var joined = Guid.Empty;
        var equipped = await equip.RunAsync(
            asked,
            visitor,
            async (open, account) =>
            {
                joined = await JoinAsync(open, invitation, account, visitor, cancel) ? account.Id : Guid.Empty;
                return joined != Guid.Empty;
            },
            cancel);
        if (equipped.Status == EquipAccountStatus.Invalid) return new(JoinStaffStatus.Invalid, equipped.Errors);
        if (equipped.Status == EquipAccountStatus.Wait) return new(JoinStaffStatus.Wait, [], equipped.Wait);
        // Somebody followed the same link a moment before.
        if (joined == Guid.Empty) return new(JoinStaffStatus.DeadLink, []);
        StaffLog.Joined(logger, joined, StaffRoleWords.Of(invitation.Roles));
        return new(JoinStaffStatus.Joined, []);
    }

    private async Task<bool> JoinAsync(
        Transaction open, Invitation invitation, Account account, Visitor visitor, CancellationToken cancel)
    {
        if (await open.ExecuteAsync(StaffStore.TakeInvitation, new { key = invitation.TokenKey }, cancel) == 0)
            return false;
        var now = time.GetUtcNow().ToStored();
        var member = new
        {
            CustomerId = account.Id,
            Roles = (int)invitation.Roles,
            AddedAt = now,
            AddedBy = invitation.InvitedBy,
        };
        await open.ExecuteAsync(StaffStore.Join, member, cancel);
        var actor = new Actor(account.Id, account.Name, visitor.Address?.ToString() ?? "");
        var entry = new AuditDraft(
            actor, Deed.StaffJoined, $"staff:{account.Id}", StaffRoleWords.Of(invitation.Roles));
        await WriteAudit.RunAsync(open, entry, now, cancel);
        return true;
    }

    private async Task<Invitation?> FindAsync(string token, CancellationToken cancel)
    {
        if (!StaffTokens.IsToken(token)) return null;
        var asked = new { key = StaffTokens.OfInvitation(token), now = time.GetUtcNow() };
        return await database.ReadAsync(
            open => open.FirstAsync<Invitation>(StaffStore.Invitation, asked, cancel), cancel);
    }

    private static string PurposeOf(Invitation of) => $"staff-join:{of.TokenKey}";

    private async Task<string?> OpenAsync(Invitation of, string sealedSecret, CancellationToken cancel)
    {
        if (sealedSecret.Length == 0) return null;
        try
        {
            return await seal.OpenAsync(sealedSecret, PurposeOf(of), cancel);
        }
        catch (CryptographicException)
        {
            // Not weather and not impossible: a browser may send anything.
            return null;
        }
    }
}
