using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Onair.Customers;
using Onair.Orders;

namespace Onair.Host.Storefront.Account;

/// <summary>The file that a customer takes away: the account and its orders, put together here because neither room
/// sees the other.</summary>
internal static partial class AccountExport
{
    /// <summary>Orders in the file: several a day for ten years.</summary>
    private const int ordersMax = 10_000;

    /// <summary>Korean as it is: people read this file.</summary>
    private static readonly ExportJson readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static async Task<IResult> DownloadAsync(
        HttpContext http, ExportCustomer export, CustomerOrders orders, CancellationToken cancel)
    {
        var who = AccountDoor.WhoOf(http).CustomerId;
        if (await export.RunAsync(who, cancel) is not { } customer)
            return SeeOther.At(http, Visit.Of(http.Request).Link("/account/sign-in"));
        var bought = new List<OrderExport>();
        Guid? before = null;
        do
        {
            var page = await orders.ListAsync(who, before, CustomerOrders.PageMax, cancel);
            bought.AddRange(page.Orders.Select(o =>
                new OrderExport(o.Number, o.Status.ToString(), o.Total, "KRW", o.PlacedAt, o.NameKo, o.Lines)));
            before = page.Next;
        }
        while (before is not null && bought.Count < ordersMax);

        var bytes = JsonSerializer.SerializeToUtf8Bytes(
            new ExportFile(customer, bought, before is not null), readable.ExportFile);
        return TypedResults.File(bytes, "application/json; charset=utf-8", "onair-account.json");
    }

    internal sealed record ExportFile(
        CustomerExport Account, IReadOnlyList<OrderExport> Orders, bool HasMoreOrders);

    internal sealed record OrderExport(
        string Number, string Status, long Total, string Currency, DateTimeOffset PlacedAt, string FirstLine,
        long Lines);

    [JsonSerializable(typeof(ExportFile))]
    internal sealed partial class ExportJson : JsonSerializerContext;
}
