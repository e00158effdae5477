using Onair.Storage;

namespace Onair.Staff;

/// <summary>Tables <c>staff_members</c>, <c>staff_invitations</c>, <c>staff_sessions</c> and <c>staff_views</c>.
/// </summary>
internal static class StaffStore
{
    private const string members =
        """
        SELECT m.customer_id AS CustomerId, m.roles AS Roles, m.added_at AS AddedAt, m.added_by AS AddedBy,
            m.version AS Version
        FROM staff_members m
        """;

    private const string invitations =
        """
        SELECT i.token_key AS TokenKey, i.email AS Email, i.email_key AS EmailKey, i.roles AS Roles,
            i.invited_by AS InvitedBy, i.created_at AS CreatedAt, i.ends_at AS EndsAt
        FROM staff_invitations i
        """;

    private const string sessions =
        """
        SELECT s.id AS Id, s.customer_id AS CustomerId, s.stamp AS Stamp, s.roles AS Roles, s.created_at AS CreatedAt,
            s.seen_at AS SeenAt, s.ends_at AS EndsAt, s.device AS Device, s.address AS Address,
            m.roles AS RolesNow
        FROM staff_sessions s JOIN staff_members m ON m.customer_id = s.customer_id
        """;

    public static readonly Sql Member = new(members + " WHERE m.customer_id = @id");

    public static readonly Sql Members = new(members + " ORDER BY m.added_at, m.customer_id LIMIT @limit");

    public static readonly Sql CountMembers = new("SELECT COUNT(*) FROM staff_members");

    /// <summary>All admins, so that two who take each other's role wait for one another. SQLite has one writer.
    /// </summary>
    public static readonly Sql LockAdmins = new(
        sqlite: "SELECT customer_id FROM staff_members WHERE (roles & 64) <> 0 ORDER BY customer_id",
        postgres: "SELECT customer_id FROM staff_members WHERE (roles & 64) <> 0 ORDER BY customer_id FOR UPDATE");

    /// <summary>Who comes back has the roles of the new invitation.</summary>
    public static readonly Sql Join = new(
        """
        INSERT INTO staff_members (customer_id, roles, added_at, added_by, version)
        VALUES (@CustomerId, @Roles, @AddedAt, @AddedBy, 1)
        ON CONFLICT (customer_id) DO UPDATE SET roles = excluded.roles, version = staff_members.version + 1
        """);

    public static readonly Sql ChangeRoles = new(
        """
        UPDATE staff_members SET roles = @roles, version = version + 1
        WHERE customer_id = @id AND version = @version
        """);

    public static readonly Sql Invite = new(
        """
        INSERT INTO staff_invitations (token_key, email, email_key, roles, invited_by, created_at, ends_at)
        VALUES (@TokenKey, @Email, @EmailKey, @Roles, @InvitedBy, @CreatedAt, @EndsAt)
        ON CONFLICT (email_key) DO UPDATE SET token_key = excluded.token_key, email = excluded.email,
            roles = excluded.roles, invited_by = excluded.invited_by, created_at = excluded.created_at,
            ends_at = excluded.ends_at
        """);

    public static readonly Sql Invitation = new(invitations + " WHERE i.token_key = @key AND i.ends_at > @now");

    public static readonly Sql Invitations = new(
        invitations + " WHERE i.ends_at > @now ORDER BY i.created_at LIMIT @limit");

    public static readonly Sql CountInvitations = new("SELECT COUNT(*) FROM staff_invitations WHERE ends_at > @now");

    /// <summary>0 rows: somebody else followed the link first.</summary>
    public static readonly Sql TakeInvitation = new("DELETE FROM staff_invitations WHERE token_key = @key");

    public static readonly Sql OpenSession = new(
        """
        INSERT INTO staff_sessions (id, token_key, customer_id, stamp, roles, created_at, seen_at, ends_at, device,
            address)
        VALUES (@Id, @TokenKey, @CustomerId, @Stamp, @Roles, @CreatedAt, @SeenAt, @EndsAt, @Device, @Address)
        """);

    public static readonly Sql EndSurplus = new(
        """
        DELETE FROM staff_sessions WHERE customer_id = @id AND id NOT IN (
            SELECT id FROM staff_sessions WHERE customer_id = @id ORDER BY created_at DESC, id DESC LIMIT @max)
        """);

    public static readonly Sql SessionByToken = new(sessions + " WHERE s.token_key = @key");

    public static readonly Sql SessionById = new(sessions + " WHERE s.id = @id");

    public static readonly Sql Touch = new("UPDATE staff_sessions SET seen_at = @now, ends_at = @until WHERE id = @id");

    public static readonly Sql EndSession = new("DELETE FROM staff_sessions WHERE id = @id");

    public static readonly Sql EndSessionsOf = new("DELETE FROM staff_sessions WHERE customer_id = @id");

    public static readonly Sql PurgeSessions = new(
        """
        DELETE FROM staff_sessions WHERE id IN (
            SELECT id FROM staff_sessions WHERE ends_at <= @now ORDER BY ends_at LIMIT @limit)
        """);

    public static readonly Sql PurgeInvitations = new(
        """
        DELETE FROM staff_invitations WHERE token_key IN (
            SELECT token_key FROM staff_invitations WHERE ends_at <= @now ORDER BY ends_at LIMIT @limit)
        """);

    public static readonly Sql Views = new(
        """
        SELECT name AS Name, query AS Query FROM staff_views
        WHERE customer_id = @customer AND desk = @desk ORDER BY name LIMIT @limit
        """);

    public static readonly Sql SaveView = new(
        """
        INSERT INTO staff_views (customer_id, desk, name, query) VALUES (@customer, @desk, @name, @query)
        ON CONFLICT (customer_id, desk, name) DO UPDATE SET query = excluded.query
        """);

    public static readonly Sql DropView = new(
        "DELETE FROM staff_views WHERE customer_id = @customer AND desk = @desk AND name = @name");
}
