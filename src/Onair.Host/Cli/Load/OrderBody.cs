using System.Buffers;
using System.Text.Json;

namespace Onair.Host.Cli.Load;

/// <summary>One line of an order as the API takes it.</summary>
internal readonly record struct BodyLine(string Sku, int Quantity, long UnitPrice, string? Offer = null);

/// <summary>Who orders. Made up by the generator; never a person.</summary>
internal readonly record struct BodyCustomer(string Name, string Phone, string Email)
{
    private const int phones = 100_000_000;

    /// <summary>A made-up shopper: the number picks the phone; no letter goes to the reserved domain.</summary>
    public static BodyCustomer Numbered(long number)
    {
        var digits = (int)(((number % phones) + phones) % phones);
        return new(
            "Shopper " + digits.ToString("D8"),
            $"010-{digits / 10_000:D4}-{digits % 10_000:D4}",
            $"shopper-{digits:D8}@load.invalid");
    }
}

/// <summary>Writes the bodies of requests.</summary>
internal static class OrderBody
{
    public static byte[] Place(string channel, BodyCustomer customer, ReadOnlySpan<BodyLine> lines)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (lines.Length * 64));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("channel"u8, channel);
        json.WriteStartObject("customer"u8);
        json.WriteString("name"u8, customer.Name);
        json.WriteString("phone"u8, customer.Phone);
        json.WriteString("email"u8, customer.Email);
        json.WriteEndObject();
        json.WriteStartArray("lines"u8);
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("sku"u8, line.Sku);
            json.WriteNumber("quantity"u8, line.Quantity);
            json.WriteNumber("unitPrice"u8, line.UnitPrice);
            if (line.Offer is not null) json.WriteString("offer"u8, line.Offer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Cancel(string reason, ReadOnlySpan<(string Sku, int Quantity)> lines)
    {
        var buffer = new ArrayBufferWriter<byte>(128 + (lines.Length * 48));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("reason"u8, reason);
        json.WriteStartArray("lines"u8);
        foreach (var (sku, quantity) in lines)
        {
            json.WriteStartObject();
            json.WriteString("sku"u8, sku);
            json.WriteNumber("quantity"u8, quantity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
