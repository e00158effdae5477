using Onair.Primitives;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>A customer in a list: enough to tell people apart, too little to know them.</summary>
public sealed class CustomerRow
{
    public Guid Id { get; init; }

    internal string Name { get; init; } = "";

    internal string Email { get; init; } = "";

    internal string? Phone { get; init; }

    public DateTimeOffset? EmailVerifiedAt { get; init; }

    public int TotpOn { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string MaskedName => Masked.Name(Name);

    public string MaskedEmail => Masked.Email(Email);

    public string MaskedPhone => Phone is null ? "" : Masked.Phone(Phone);
}

/// <summary>What is known of a customer, for who said why they look.</summary>
public sealed record CustomerFile(
    Guid Id, string Name, string Email, string? Phone, bool IsVerified, bool HasSecondFactor, bool IsEnglish,
    DateTimeOffset CreatedAt);

/// <summary>Customers for staff: masked in lists, open one at a time.</summary>
public sealed class ListCustomers(Database database)
{
    public const int LimitMax = 500;

    /// <summary>Rows that a page looks at.</summary>
    private const int scanMax = 20_000;

    /// <summary>The newest first, and where the next page begins: null when that was all.</summary>
    /// <param name="text">A whole name, phone or e-mail address; null: all.</param>
    /// <param name="before">The cursor; null: from the newest on.</param>
    /// <param name="limit">1 to <see cref="LimitMax"/>.</param>
    public Task<(List<CustomerRow> Rows, Guid? Next)> RunAsync(
        string? text, Guid? before, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        var typed = text?.Trim() ?? "";
        var asked = new
        {
            before = before ?? TimeIds.Most,
            email = Contact.IsEmail(typed) ? Contact.EmailKey(typed) : "",
            phone = Contact.Phone(typed) ?? "",
            name = typed,
            any = typed.Length == 0 ? 1 : 0,
            scan = scanMax,
            skip = scanMax - 1,
            limit,
        };
        return database.ReadAsync(
            async open =>
            {
                // A mailbox has its index; it is found however old the account is.
                var sql = asked.email.Length > 0 ? CustomersStore.RowByEmail : CustomersStore.Rows;
                var rows = await open.QueryAsync<CustomerRow>(sql, asked, cancel);
                if (asked.email.Length > 0) return (rows, (Guid?)null);
                return (rows, rows.Count == limit
                    ? rows[^1].Id
                    : await open.FirstAsync<Guid?>(CustomersStore.RowsReach, asked, cancel));
            },
            cancel);
    }

    /// <summary>The masked row of one; null when nobody has this id.</summary>
    public Task<CustomerRow?> RowAsync(Guid id, CancellationToken cancel) => database.ReadAsync(
        open => open.FirstAsync<CustomerRow>(CustomersStore.RowById, new { id }, cancel), cancel);

    /// <summary>Whoever asks has said why, and it is written down.</summary>
    public Task<CustomerFile?> OpenAsync(Guid id, CancellationToken cancel) => database.ReadAsync(
        async open => await open.FirstAsync<Customer>(CustomersStore.ById, new { id }, cancel) is { } of
            ? new CustomerFile(
                of.Id, of.Name, of.Email, of.Phone, of.EmailVerifiedAt is not null, of.TotpOn == 1, of.IsEnglish == 1,
                of.CreatedAt)
            : null,
        cancel);
}
