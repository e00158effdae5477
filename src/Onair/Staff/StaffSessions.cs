using Microsoft.Extensions.Options;
using Onair.Customers;
using Onair.Staff.Audit;
using Onair.Storage;

namespace Onair.Staff;

/// <summary>A session's row, with the roles that its member has now.</summary>
internal sealed class StaffSession
{
    public Guid Id { get; init; }

    public Guid TokenKey { get; init; }

    public Guid CustomerId { get; init; }

    public string Stamp { get; init; } = "";

    public StaffRoles Roles { get; init; }

    public StaffRoles RolesNow { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public string Device { get; init; } = "";

    public string Address { get; init; } = "";
}

/// <summary>
/// Who is at the console. Nothing is copied: a session is read with everything that it asks for, so that what ends it
/// ends it at once, on every node. Staff are few.
/// </summary>
public sealed class StaffSessions(
    Database database, FindAccount accounts, IOptions<StaffOptions> options, TimeProvider time)
{
    /// <summary>A session's last use is written this seldom; it ends so much earlier at most.</summary>
    private static readonly TimeSpan touchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Opens a session for somebody who has shown both factors. Null when they do not work here.</summary>
    public async Task<string?> OpenAsync(Customer customer, Visitor visitor, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var token = StaffTokens.New();
        var (idle, max) = (options.Value.SessionIdle, options.Value.SessionMax);
        var row = new
        {
            Id = Guid.CreateVersion7(now),
            TokenKey = StaffTokens.OfSession(token),
            CustomerId = customer.Id,
            Stamp = customer.SecurityStamp,
            CreatedAt = now,
            SeenAt = now,
            EndsAt = now + (idle < max ? idle : max),
            Device = visitor.ShortAgent,
            Address = visitor.Address?.ToString() ?? "",
        };
        var isOpen = await database.WriteAsync(
            async open =>
            {
                var member = await open.FirstAsync<StaffMember>(StaffStore.Member, new { id = customer.Id }, cancel);
                if (member is null or { Roles: StaffRoles.None }) return false;
                var session = new
                {
                    row.Id, row.TokenKey, row.CustomerId, row.Stamp, Roles = (int)member.Roles, row.CreatedAt,
                    row.SeenAt, row.EndsAt, row.Device, row.Address,
                };
                await open.ExecuteAsync(StaffStore.OpenSession, session, cancel);
                await open.ExecuteAsync(
                    StaffStore.EndSurplus, new { id = customer.Id, max = StaffOptions.SessionsMax }, cancel);
                var actor = new Actor(customer.Id, customer.Name, row.Address);
                var entry = new AuditDraft(actor, Deed.SignedIn, $"staff:{customer.Id}", visitor.ShortAgent);
                await WriteAudit.RunAsync(open, entry, now, cancel);
                return true;
            },
            cancel);
        return isOpen ? token : null;
    }

    /// <summary>Null for a cookie that is none, or whose session is over.</summary>
    public Task<AtConsole?> FindAsync(string? token, CancellationToken cancel) => StaffTokens.IsToken(token)
        ? FindAsync(StaffStore.SessionByToken, new { key = StaffTokens.OfSession(token!) }, touch: true, cancel)
        : Task.FromResult<AtConsole?>(null);

    /// <summary>The same by the session's id, for a page that has been open for a while.</summary>
    /// <param name="session">Its id.</param>
    /// <param name="touch">True when it is used; false when somebody only asks whether it goes on.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<AtConsole?> AgainAsync(Guid session, bool touch, CancellationToken cancel) =>
        FindAsync(StaffStore.SessionById, new { id = session }, touch, cancel);

    /// <summary>Signs out.</summary>
    public Task EndAsync(AtConsole who, CancellationToken cancel) => database.WriteAsync(
        async open =>
        {
            if (await open.ExecuteAsync(StaffStore.EndSession, new { id = who.SessionId }, cancel) == 0) return;
            var entry = new AuditDraft(who.Actor, Deed.SignedOut, $"staff:{who.CustomerId}", "");
            await WriteAudit.RunAsync(open, entry, time.GetUtcNow().ToStored(), cancel);
        },
        cancel);

    /// <summary>Pure: a session that may go on.</summary>
    internal static bool IsAlive(StaffSession session, Account? account, DateTimeOffset now) =>
        session.EndsAt > now
        && session.RolesNow != StaffRoles.None
        && session.Roles == session.RolesNow
        && account is { IsVerified: true }
        && account.Stamp == session.Stamp;

    private async Task<AtConsole?> FindAsync(Sql sql, object asked, bool touch, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var (session, account) = await database.ReadAsync(
            async open =>
            {
                var found = await open.FirstAsync<StaffSession>(sql, asked, cancel);
                var theirs = found is null ? null : await accounts.ByIdAsync(open, found.CustomerId, cancel);
                return (found, theirs);
            },
            cancel);
        if (session is null || !IsAlive(session, account, now)) return null;
        if (touch && session.SeenAt + touchEvery <= now) await TouchAsync(session, now, cancel);
        return new AtConsole(
            session.Id, session.CustomerId, account!.Name, account.Email, session.Roles, session.Address);
    }

    private Task TouchAsync(StaffSession session, DateTimeOffset now, CancellationToken cancel)
    {
        var last = session.CreatedAt + options.Value.SessionMax;
        var idle = now + options.Value.SessionIdle;
        var until = idle < last ? idle : last;
        return database.WriteAsync(
            open => open.ExecuteAsync(StaffStore.Touch, new { id = session.Id, now, until }, cancel), cancel);
    }
}
