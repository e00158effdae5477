using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Onair.Customers;
using Onair.Host.Storefront.Checkout;
using Onair.Orders;
using Onair.Primitives;

namespace Onair.Host.Storefront.Deliveries;

/// <summary>Where an order goes, as a customer typed it; kept as it is when something is wrong.</summary>
public sealed record DeliveryForm
{
    /// <summary>Instead of the id of a saved address.</summary>
    public const string New = "new";

    public static readonly DeliveryForm Empty = new();

    /// <summary>The id of a saved address, or <see cref="New"/>; empty where nothing can be chosen.</summary>
    public string Ship { get; init; } = "";

    /// <summary>Empty: who orders.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>Empty: the number of who orders.</summary>
    public string Phone { get; init; } = "";

    public string Postcode { get; init; } = "";

    public string Line1 { get; init; } = "";

    public string Line2 { get; init; } = "";

    /// <summary>A code of <see cref="DeliveryMemo"/>.</summary>
    public string MemoChoice { get; init; } = "";

    public string Memo { get; init; } = "";

    /// <summary>Ticked: the new address is saved too.</summary>
    public bool IsToSave { get; init; }

    public static DeliveryForm Of(IFormCollection form) => new()
    {
        Ship = CheckoutForm.One(form["ship"]),
        Recipient = CheckoutForm.One(form["recipient"]),
        Phone = CheckoutForm.One(form["recipient-phone"]),
        Postcode = CheckoutForm.One(form["postcode"]),
        Line1 = CheckoutForm.One(form["line1"]),
        Line2 = CheckoutForm.One(form["line2"]),
        MemoChoice = CheckoutForm.One(form["memo-choice"]),
        Memo = CheckoutForm.One(form["memo"]),
        IsToSave = CheckoutForm.One(form["save-address"]) == "yes",
    };

    public static DeliveryForm Of(OrderDelivery to)
    {
        var (code, text) = DeliveryMemo.Split(to.Memo);
        return new DeliveryForm
        {
            Recipient = to.Recipient,
            Phone = to.Phone,
            Postcode = to.Postcode,
            Line1 = to.Line1,
            Line2 = to.Line2,
            MemoChoice = code,
            Memo = text,
        };
    }

    /// <summary>With a saved address chosen, and what is said to its couriers.</summary>
    public static DeliveryForm Choose(CustomerAddress saved)
    {
        var (code, text) = DeliveryMemo.Split(saved.Memo);
        return new DeliveryForm { Ship = saved.Id.ToString(), MemoChoice = code, Memo = text };
    }

    /// <summary>The saved address that is chosen; null: a new one, or one that is not there.</summary>
    public CustomerAddress? ChosenOf(IReadOnlyList<CustomerAddress> saved) =>
        Guid.TryParse(Ship, out var id) ? saved.FirstOrDefault(address => address.Id == id) : null;

    /// <summary>The same with the fields of a saved address; the memo is the order's own.</summary>
    public DeliveryForm At(CustomerAddress saved) => this with
    {
        Recipient = saved.Recipient,
        Phone = saved.Phone,
        Postcode = saved.Postcode,
        Line1 = saved.Line1,
        Line2 = saved.Line2,
    };

    /// <summary>To be saved in the account.</summary>
    public CustomerAddress ToAddress(string name, string phone) => new()
    {
        Recipient = Or(Recipient, name),
        Phone = Or(Phone, phone),
        Postcode = Postcode,
        Line1 = Line1,
        Line2 = Line2,
        Memo = DeliveryMemo.Join(MemoChoice, Memo),
    };

    /// <summary>As the API takes it.</summary>
    public JsonObject ToJson(string name, string phone) => new()
    {
        ["recipient"] = Or(Recipient, name),
        ["phone"] = Or(Phone, phone),
        ["postcode"] = Postcode,
        ["line1"] = Line1,
        ["line2"] = Line2,
        ["memo"] = DeliveryMemo.Join(MemoChoice, Memo),
    };

    /// <summary>Read as the API reads it; null when something is wrong, which is then named.</summary>
    public OrderDelivery? Read(DeliveryWords words, List<CheckoutError> wrong)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(ToJson("", ""));
        var (asked, errors) = DeliveryBodies.Delivery(new ReadOnlySequence<byte>(bytes));
        wrong.AddRange(errors.Select(error => ErrorOf(error.Field, words)).DistinctBy(error => error.Field));
        return asked;
    }

    /// <summary>False for a name or number that was left to who orders: what is wrong is said there.</summary>
    public bool IsOwn(FieldError error) => error.Field switch
    {
        "delivery.recipient" => Recipient.Length > 0,
        "delivery.phone" => Phone.Length > 0,
        _ => true,
    };

    /// <param name="field">As the API calls it, without the order's prefix.</param>
    /// <param name="words">The customer's language.</param>
    public static CheckoutError ErrorOf(string field, DeliveryWords words) => field switch
    {
        "recipient" => new CheckoutError("recipient", words.WrongRecipient),
        "phone" => new CheckoutError("recipient-phone", words.WrongRecipientPhone),
        "postcode" => new CheckoutError("postcode", words.WrongPostcode),
        "line1" => new CheckoutError("line1", words.WrongLine1),
        "line2" => new CheckoutError("line2", words.WrongLine2),
        "memo" => new CheckoutError("memo", words.WrongMemo),
        _ => throw new InvalidOperationException($"{field} is no field of a delivery"),
    };

    public override string ToString() => "(delivery form)";

    private static string Or(string own, string orderers) => own.Length > 0 ? own : orderers;
}
