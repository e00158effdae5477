using Onair.Primitives;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Where things are sent, in the order of Korean addresses.</summary>
public sealed class CustomerAddress
{
    public Guid Id { get; init; }

    public Guid CustomerId { get; init; }

    /// <summary>Home, office; up to 30 characters, may be empty.</summary>
    public string Label { get; init; } = "";

    public string Recipient { get; init; } = "";

    /// <summary>Digits only.</summary>
    public string Phone { get; init; } = "";

    /// <summary>Five digits.</summary>
    public string Postcode { get; init; } = "";

    /// <summary>Road and number.</summary>
    public string Line1 { get; init; } = "";

    /// <summary>Building, floor, door; may be empty.</summary>
    public string Line2 { get; init; } = "";

    /// <summary>For whoever brings it; may be empty.</summary>
    public string Memo { get; init; } = "";

    public int IsDefault { get; init; }
}

/// <summary>Never renumber.</summary>
public enum SaveAddressStatus
{
    Saved = 1,

    Invalid = 2,

    /// <summary>More than <see cref="Addresses.Max"/>.</summary>
    TooMany = 3,

    /// <summary>No such address of this customer.</summary>
    Unknown = 4,
}

/// <summary>A customer's addresses. Every statement names the customer: another's id finds nothing.</summary>
public sealed class Addresses(Database database, TimeProvider time)
{
    /// <summary>Addresses of one customer: family and offices.</summary>
    public const int Max = 20;

    private const int labelCharsMax = 30;
    private const int lineCharsMax = 200;
    private const int postcodeDigits = 5;

    public Task<List<CustomerAddress>> ListAsync(Guid customer, CancellationToken cancel) => database.ReadAsync(
        open => open.QueryAsync<CustomerAddress>(CustomersStore.Addresses, new { customer }, cancel), cancel);

    /// <summary>Adds one, or changes the one with this id. The first is the default.</summary>
    public async Task<(SaveAddressStatus Status, IReadOnlyList<AccountError> Errors)> SaveAsync(
        Guid customer, Guid? id, CustomerAddress asked, CancellationToken cancel)
    {
        var errors = Check(asked);
        if (errors.Count > 0) return (SaveAddressStatus.Invalid, errors);
        var row = new CustomerAddress
        {
            Id = id ?? Guid.CreateVersion7(time.GetUtcNow()),
            CustomerId = customer,
            Label = asked.Label,
            Recipient = asked.Recipient,
            Phone = Contact.Phone(asked.Phone)!,
            Postcode = asked.Postcode,
            Line1 = asked.Line1,
            Line2 = asked.Line2,
            Memo = asked.Memo,
        };
        var status = await database.WriteAsync(
            open => id is null ? AddAsync(open, row, cancel) : ChangeAsync(open, row, cancel), cancel);
        return (status, []);
    }

    public async Task<bool> RemoveAsync(Guid customer, Guid id, CancellationToken cancel) => await database.WriteAsync(
        open => open.ExecuteAsync(CustomersStore.RemoveAddress, new { customer, id }, cancel), cancel) == 1;

    /// <summary>False when there is no such address of this customer; the default stays then.</summary>
    public Task<bool> MakeDefaultAsync(Guid customer, Guid id, CancellationToken cancel) => database.WriteAsync(
        async open =>
        {
            await open.FirstAsync<Guid?>(CustomersStore.LockCustomer, new { customer }, cancel);
            var own = await open.QueryAsync<CustomerAddress>(CustomersStore.Addresses, new { customer }, cancel);
            if (!own.Exists(a => a.Id == id)) return false;
            await open.ExecuteAsync(CustomersStore.ClearDefault, new { customer }, cancel);
            return await open.ExecuteAsync(CustomersStore.SetDefault, new { customer, id }, cancel) == 1;
        },
        cancel);

    /// <summary>Pure: everything that is wrong, at once.</summary>
    internal static List<AccountError> Check(CustomerAddress asked)
    {
        var errors = new List<AccountError>();
        if (asked.Label.Length > labelCharsMax) errors.Add(new("label", AccountFault.TooLong));
        AccountError.CheckText(errors, "recipient", asked.Recipient, Customer.NameCharsMax);
        if (Contact.Phone(asked.Phone) is null) errors.Add(new("phone", AccountFault.NotPhone));
        if (asked.Postcode.Length != postcodeDigits || !asked.Postcode.All(char.IsAsciiDigit))
            errors.Add(new("postcode", AccountFault.NotPostcode));
        AccountError.CheckText(errors, "line1", asked.Line1, lineCharsMax);
        if (asked.Line2.Length > lineCharsMax) errors.Add(new("line2", AccountFault.TooLong));
        if (asked.Memo.Length > lineCharsMax) errors.Add(new("memo", AccountFault.TooLong));
        return errors;
    }

    private static async Task<SaveAddressStatus> AddAsync(
        Transaction open, CustomerAddress row, CancellationToken cancel)
    {
        var customer = row.CustomerId;
        await open.FirstAsync<Guid?>(CustomersStore.LockCustomer, new { customer }, cancel);
        var own = await open.QueryAsync<CustomerAddress>(CustomersStore.Addresses, new { customer }, cancel);
        if (own.Count >= Max) return SaveAddressStatus.TooMany;
        await open.ExecuteAsync(CustomersStore.AddAddress, row, cancel);
        if (!own.Exists(a => a.IsDefault == 1))
            await open.ExecuteAsync(CustomersStore.SetDefault, new { customer, id = row.Id }, cancel);
        return SaveAddressStatus.Saved;
    }

    private static async Task<SaveAddressStatus> ChangeAsync(
        Transaction open, CustomerAddress row, CancellationToken cancel) =>
        await open.ExecuteAsync(CustomersStore.ChangeAddress, row, cancel) == 1
            ? SaveAddressStatus.Saved
            : SaveAddressStatus.Unknown;
}
