using System.Security.Cryptography;
using System.Text;
using Onair.Payments;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Orders.Search;

/// <summary>A row of <c>order_terms</c>.</summary>
internal readonly record struct OrderTerm(Guid Term, Guid OrderId);

/// <summary>
/// Fingerprints of the words that an order is found by. Names, phones and addresses are hashed with a key of the shop:
/// there are few enough phone numbers to try all of them. SKUs and payment keys are no secrets and need none.
/// </summary>
internal sealed class OrderTerms(SecretStore secrets)
{
    private const string keyName = "orders-search";

    private byte[]? key;

    /// <summary>Not inside a transaction: the first call writes the key.</summary>
    public async ValueTask<byte[]> KeyAsync(CancellationToken cancel) =>
        key ??= await secrets.GetAsync(keyName, cancel);

    /// <summary>Pure: whom it is for.</summary>
    public static IEnumerable<OrderTerm> OfPerson(Order order, byte[] key)
    {
        if (order.CustomerPhone.Length > 0)
        {
            yield return new OrderTerm(Phone(order.CustomerPhone, key), order.Id);
            if (OrderText.EndOf(order.CustomerPhone) is { } end)
                yield return new OrderTerm(PhoneEnd(end, key), order.Id);
        }

        if (order.CustomerName.Length > 0)
            yield return new OrderTerm(Name(OrderText.NameKey(order.CustomerName), key), order.Id);
        if (order.CustomerEmail is { } email)
            yield return new OrderTerm(Email(Contact.EmailKey(email), key), order.Id);
    }

    /// <summary>Pure: what was bought.</summary>
    public static IEnumerable<OrderTerm> OfGoods(Order order) =>
        order.Lines.Select(line => new OrderTerm(Sku(line.Sku), order.Id));

    /// <summary>Pure: how it was paid.</summary>
    public static IEnumerable<OrderTerm> OfPayments(IEnumerable<Attempt> attempts) =>
        from attempt in attempts
        let reference = attempt.ProviderReference
        where reference is not null
        select new OrderTerm(Reference(reference), attempt.OrderId);

    /// <summary>Pure: the terms that a text asks for.</summary>
    public static List<Guid> Of(OrderText text, byte[] key)
    {
        var terms = new List<Guid>(6);
        if (text.Phone is { } phone) terms.Add(Phone(phone, key));
        if (text.PhoneEnd is { } end) terms.Add(PhoneEnd(end, key));
        if (text.Email is { } email) terms.Add(Email(email, key));
        if (text.Name is { } name) terms.Add(Name(name, key));
        if (text.Sku is { } sku) terms.Add(Sku(sku));
        if (text.Reference is { } reference) terms.Add(Reference(reference));
        return terms;
    }

    private static Guid Phone(string digits, byte[] key) => Keyed("phone:" + digits, key);

    private static Guid PhoneEnd(string digits, byte[] key) => Keyed("phone-end:" + digits, key);

    private static Guid Email(string email, byte[] key) => Keyed("email:" + email, key);

    private static Guid Name(string name, byte[] key) => Keyed("name:" + name, key);

    private static Guid Sku(string sku) => Digest.Of("sku", sku);

    private static Guid Reference(string reference) => Digest.Of("reference", reference);

    private static Guid Keyed(string text, byte[] key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text), hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
