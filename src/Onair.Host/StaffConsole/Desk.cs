using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Onair.Host.StaffConsole.Door;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Storage;

namespace Onair.Host.StaffConsole;

/// <summary>
/// What stands between a page and the rooms: who sits here is asked anew for everything, whether they may, and what
/// they did is written down. A page that forgets to ask gets nothing done.
/// </summary>
internal sealed class Desk(
    StaffSessions sessions, WriteAudit audit, Database database, TimeProvider time, AuthenticationStateProvider state,
    NavigationManager pages)
{
    /// <summary>Who sits here, when they may; null when not. Who is signed out is sent to sign in.</summary>
    public async Task<AtConsole?> EnterAsync(StaffRight right, CancellationToken cancel)
    {
        var claims = (await state.GetAuthenticationStateAsync()).User;
        var session = StaffTicket.SessionOf(claims);
        var who = session is { } id ? await sessions.AgainAsync(id, touch: true, cancel) : null;
        if (who is not null) return who.May(right) ? who : null;
        pages.NavigateTo("/sign-in?next=" + Uri.EscapeDataString(new Uri(pages.Uri).PathAndQuery), forceLoad: true);
        return null;
    }

    /// <summary>Lets somebody see what is written down when it is seen. The entry comes first.</summary>
    public async Task<bool> LookAsync(
        StaffRight right, Deed deed, string subject, string reason, CancellationToken cancel)
    {
        if (await EnterAsync(right, cancel) is not { } who) return false;
        await audit.RunAsync(new AuditDraft(who.Actor, deed, subject, "", reason), cancel);
        return true;
    }

    /// <summary>
    /// Does something and writes it down, in one transaction. The function may run again; it says what to write, or
    /// null when nothing was done. The default of <typeparamref name="T"/> when they may not.
    /// </summary>
    public async Task<T?> DoAsync<T>(
        StaffRight right, Func<Transaction, AtConsole, Task<(T Answer, AuditDraft? Entry)>> deed,
        CancellationToken cancel)
    {
        if (await EnterAsync(right, cancel) is not { } who) return default;
        return await database.WriteAsync(
            async open =>
            {
                var (answer, entry) = await deed(open, who);
                if (entry is not null) await WriteAudit.RunAsync(open, entry, time.GetUtcNow().ToStored(), cancel);
                return answer;
            },
            cancel);
    }

    /// <summary>For verbs with a transaction of their own: the entry comes first, and says that it was tried.</summary>
    public async Task<AtConsole?> BeginAsync(
        StaffRight right, Deed deed, string subject, string detail, string reason, CancellationToken cancel)
    {
        if (await EnterAsync(right, cancel) is not { } who) return null;
        await audit.RunAsync(new AuditDraft(who.Actor, deed, subject, detail, reason), cancel);
        return who;
    }
}
