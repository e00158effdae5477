using Onair.Customers;
using Onair.Storage;

namespace Onair.Staff;

/// <summary>A member as lists show them.</summary>
/// <param name="Member">The row.</param>
/// <param name="Name">Of the account; empty when that is gone.</param>
/// <param name="Email">Of the account; empty when that is gone.</param>
public sealed record ListedMember(StaffMember Member, string Name, string Email);

/// <summary>Who works here, and who was asked to.</summary>
public sealed class ReadStaff(Database database, FindAccount accounts, TimeProvider time)
{
    /// <summary>Who works or worked here, the first one first; at most <see cref="StaffOptions.MembersMax"/>.</summary>
    public Task<List<ListedMember>> MembersAsync(CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            var members = await open.QueryAsync<StaffMember>(
                StaffStore.Members, new { limit = StaffOptions.MembersMax }, cancel);
            var listed = new List<ListedMember>(members.Count);
            foreach (var member in members)
            {
                var account = await accounts.ByIdAsync(open, member.CustomerId, cancel);
                listed.Add(new ListedMember(member, account?.Name ?? "", account?.Email ?? ""));
            }

            return listed;
        },
        cancel);

    /// <summary>One member by their address; null when nobody of this address works or worked here.</summary>
    public Task<ListedMember?> ByEmailAsync(string email, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            if (await accounts.ByEmailAsync(open, Primitives.Contact.EmailKey(email), cancel) is not { } account)
                return null;
            var member = await open.FirstAsync<StaffMember>(StaffStore.Member, new { id = account.Id }, cancel);
            return member is null ? null : new ListedMember(member, account.Name, account.Email);
        },
        cancel);

    /// <summary>Links that can still be followed, the oldest first.</summary>
    public Task<List<Invitation>> InvitationsAsync(CancellationToken cancel)
    {
        var asked = new { now = time.GetUtcNow(), limit = StaffOptions.InvitationsMax };
        return database.ReadAsync(
            open => open.QueryAsync<Invitation>(StaffStore.Invitations, asked, cancel), cancel);
    }

    /// <summary>True once somebody has come: the first invitation is for them alone.</summary>
    public async Task<bool> IsAnybodyAsync(CancellationToken cancel) => await database.ReadAsync(
        open => open.FirstAsync<long>(StaffStore.CountMembers, null, cancel), cancel) > 0;
}
