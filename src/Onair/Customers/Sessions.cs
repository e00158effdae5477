using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Onair.Primitives;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Who is signed in, as every page of theirs asks.</summary>
public sealed class SignedIn
{
    public Guid SessionId { get; init; }

    public Guid CustomerId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public string? Phone { get; init; }
}

/// <summary>A session in the list of its owner.</summary>
public sealed class Session
{
    public Guid Id { get; init; }

    public Guid TokenKey { get; init; }

    public Guid CustomerId { get; init; }

    public string Stamp { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public string Device { get; init; } = "";

    public string Address { get; init; } = "";
}

/// <summary>What goes into the browser's cookies.</summary>
public sealed record SessionTokens(string Session, string Device);

/// <summary>
/// Sessions as rows: a cookie holds 256 random bits and nothing else, the table their fingerprint, so that a copy of
/// the rows opens nothing. An ended session is ended at once on this node, and at others as <see cref="Tickets"/> says.
/// </summary>
public sealed class Sessions(
    Database database, Tickets tickets, IOptions<CustomersOptions> options, TimeProvider time)
{
    /// <summary>Sessions of one customer; the oldest gives way.</summary>
    public const int Max = 20;

    private const int devicesMax = 20;
    private const int tokenBytes = 32;

    /// <summary>A session's last use is written this seldom: reading pages is not writing.</summary>
    private static readonly TimeSpan touchEvery = TimeSpan.FromMinutes(10);

    /// <param name="customer">Who has shown that they are it.</param>
    /// <param name="visitor">Where.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="along">What other rooms do about it, in the same transaction.</param>
    public async Task<SessionTokens> OpenAsync(
        Customer customer, Visitor visitor, CancellationToken cancel,
        Func<Transaction, CancellationToken, Task>? along = null)
    {
        var now = time.GetUtcNow().ToStored();
        // Always a new token (no fixation). The device keeps the one it has, if that is one of ours.
        var tokens = new SessionTokens(NewToken(), IsToken(visitor.DeviceToken) ? visitor.DeviceToken! : NewToken());
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            TokenKey = KeyOf(tokens.Session),
            CustomerId = customer.Id,
            Stamp = customer.SecurityStamp,
            CreatedAt = now,
            SeenAt = now,
            EndsAt = now + Shorter(options.Value.SessionIdle, options.Value.SessionMax),
            Device = visitor.ShortAgent,
            Address = visitor.Address?.ToString() ?? "",
        };
        var device = new { key = KeyOf(tokens.Device), customer = customer.Id, now, max = devicesMax };
        await database.WriteAsync(
            async open =>
            {
                await open.ExecuteAsync(CustomersStore.AddSession, session, cancel);
                await open.ExecuteAsync(
                    CustomersStore.EndSurplusSessions, new { customer = customer.Id, max = Max }, cancel);
                await open.ExecuteAsync(CustomersStore.AddDevice, device, cancel);
                await open.ExecuteAsync(CustomersStore.ForgetSurplusDevices, device, cancel);
                if (along is not null) await along(open, cancel);
            },
            cancel);
        await tickets.RecallAsync(customer.Id);
        return tokens;
    }

    /// <summary>Null for a token that is none, or whose session is over.</summary>
    public async Task<SignedIn?> FindAsync(string token, CancellationToken cancel)
    {
        if (!IsToken(token)) return null;
        var key = KeyOf(token);
        var found = await tickets.FindAsync(key, c => ReadAsync(key, c), cancel);
        // A copy may outlive its session by itself.
        if (found?.EndsAt > time.GetUtcNow()) return found;
        ShopSignals.SessionsOver.Add(1);
        return null;
    }

    public Task<List<Session>> ListAsync(Guid customer, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(
            open => open.QueryAsync<Session>(CustomersStore.SessionsOf, new { customer, now }, cancel), cancel);
    }

    /// <summary>False when there is no such session of this customer.</summary>
    public async Task<bool> EndAsync(Guid customer, Guid id, CancellationToken cancel)
    {
        var ended = await database.WriteAsync(
            open => open.ExecuteAsync(CustomersStore.EndSession, new { id, customer }, cancel), cancel);
        await tickets.RecallAsync(customer);
        return ended == 1;
    }

    public async Task EndOthersAsync(Guid customer, Guid keep, CancellationToken cancel)
    {
        await database.WriteAsync(
            open => open.ExecuteAsync(CustomersStore.EndOtherSessions, new { customer, keep }, cancel), cancel);
        await tickets.RecallAsync(customer);
    }

    /// <summary>
    /// After the stamp has changed: this session goes on under a new token, and all others are over. If the process
    /// dies in between, this one is over too.
    /// </summary>
    public async Task<string> RenewAsync(Customer customer, Guid id, CancellationToken cancel)
    {
        var token = NewToken();
        var moved = new { id, customer = customer.Id, stamp = customer.SecurityStamp, key = KeyOf(token) };
        await database.WriteAsync(
            async open =>
            {
                await open.ExecuteAsync(CustomersStore.MoveSession, moved, cancel);
                await open.ExecuteAsync(
                    CustomersStore.EndOtherSessions, new { customer = customer.Id, keep = id }, cancel);
            },
            cancel);
        await tickets.RecallAsync(customer.Id);
        return token;
    }

    internal static Guid KeyOf(string token) => Digest.Of("session", token);

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(tokenBytes));

    private static bool IsToken(string? token) =>
        token?.Length == Base64Url.GetEncodedLength(tokenBytes) && Base64Url.IsValid(token);

    private async Task<SignedIn?> ReadAsync(Guid key, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var found = await database.ReadAsync(
            open => open.FirstAsync<SignedIn>(CustomersStore.FindSession, new { key, now }, cancel), cancel);
        if (found is not null && found.SeenAt + touchEvery <= now) await TouchAsync(found, now, cancel);
        return found;
    }

    private Task TouchAsync(SignedIn found, DateTimeOffset now, CancellationToken cancel)
    {
        var last = found.CreatedAt + options.Value.SessionMax;
        var idle = now + options.Value.SessionIdle;
        var until = idle < last ? idle : last;
        return database.WriteAsync(
            open => open.ExecuteAsync(CustomersStore.TouchSession, new { id = found.SessionId, now, until }, cancel),
            cancel);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
