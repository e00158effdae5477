using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Primitives;

namespace Onair.Host.StaffConsole.Phone;

/// <summary>A line as it is typed; an offer's line has its price and its id.</summary>
public sealed class PhoneLine
{
    public string Sku { get; set; } = "";

    public string Quantity { get; set; } = "1";

    /// <summary>What is told to the caller, in won; null while it is not known.</summary>
    public long? Price { get; set; }

    public Guid? Offer { get; set; }

    /// <summary>Name and stock, as it was last looked at.</summary>
    public string Note { get; set; } = "";
}

/// <summary>An order as a caller tells it.</summary>
public sealed class PhoneForm
{
    /// <summary>Lines that a call can keep apart.</summary>
    public const int LinesMax = 10;

    public string Name { get; set; } = "";

    public string Phone { get; set; } = "";

    public string Email { get; set; } = "";

    public string Recipient { get; set; } = "";

    public string Postcode { get; set; } = "";

    public string Line1 { get; set; } = "";

    public string Line2 { get; set; } = "";

    public string Memo { get; set; } = "";

    public bool IsEnglish { get; set; }

    public List<PhoneLine> Lines { get; } = [new()];

    /// <summary>
    /// Read as the shop's own body of an order, by the very same rules; null when a field is wrong: see the errors.
    /// </summary>
    internal PlaceOrder? Read(string key, out IReadOnlyList<FieldError> errors)
    {
        var isSent = Line1.Trim().Length > 0 || Postcode.Trim().Length > 0;
        var lines = Lines.Select(line => new LineBody(
            line.Sku.Trim(),
            int.TryParse(line.Quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var pieces) ? pieces : 0,
            line.Price ?? 0, line.Offer));
        var body = new PlaceOrderBody(
            "phone",
            new CustomerBody(Name.Trim(), Phone.Trim(), Email.Trim() is { Length: > 0 } email ? email : null),
            [.. lines],
            isSent
                ? new DeliveryBody(
                    Recipient.Trim().Length > 0 ? Recipient.Trim() : Name.Trim(), Phone.Trim(), Postcode.Trim(),
                    Line1.Trim(), Text(Line2), Text(Memo))
                : null,
            IsEnglish ? "en" : "ko");
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, OrdersJson.Default.PlaceOrderBody);
        return OrderRequestReader.Read(new ReadOnlySequence<byte>(bytes), key, out errors);
    }

    private static string? Text(string typed) => typed.Trim() is { Length: > 0 } text ? text : null;
}
