using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Onair.Carts;
using Onair.Customers;
using Onair.Orders;
using Onair.Ratings;

namespace Onair.Host.Storefront.Account;

/// <summary>The file that a customer takes away: the account, its orders, ratings and cart, put together here
/// because those rooms do not see each other.</summary>
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
        HttpContext http, ExportCustomer export, CustomerOrders orders, ShowOwnRatings ratings, ShowCart cart,
        CancellationToken cancel)
    {
        var who = AccountDoor.WhoOf(http).CustomerId;
        if (await export.RunAsync(who, cancel) is not { } customer)
            return SeeOther.At(http, Visit.Of(http.Request).Link("/account/sign-in"));
        var bought = new List<OrderExport>();
        var said = new List<RatingExport>();
        Guid? before = null;
        do
        {
            var page = await orders.ListAsync(who, before, CustomerOrders.PageMax, cancel);
            bought.AddRange(page.Orders.Select(o =>
                new OrderExport(o.Number, o.Status.ToString(), o.Total, "KRW", o.PlacedAt, o.NameKo, o.Lines)));
            var rated = await ratings.OfOrdersAsync([.. page.Orders.Select(o => o.Id)], cancel);
            said.AddRange(rated.Select(r =>
                new RatingExport(r.Sku, r.Stars ?? 0, r.Body, r.State.ToString(), r.WrittenAt)));
            before = page.Next;
        }
        while (before is not null && bought.Count < ordersMax);

        var kept = (await cart.RunAsync(CartOwner.Customer(who), cancel)).Lines
            .Select(l => new CartExport(l.Sku, l.NameKo, l.Quantity, l.SeenPrice)).ToList();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(
            new ExportFile(customer, bought, said, before is not null, kept), readable.ExportFile);
        return TypedResults.File(bytes, "application/json; charset=utf-8", "onair-account.json");
    }

    internal sealed record ExportFile(
        CustomerExport Account, IReadOnlyList<OrderExport> Orders, IReadOnlyList<RatingExport> Ratings,
        bool HasMoreOrders, IReadOnlyList<CartExport> Cart);

    internal sealed record RatingExport(string Sku, int Stars, string Text, string State, DateTimeOffset WrittenAt);
    /// <param name="SeenPrice">Won per piece when it was put in or agreed to.</param>
    internal sealed record CartExport(string Sku, string Name, int Quantity, long SeenPrice);

    internal sealed record OrderExport(
        string Number, string Status, long Total, string Currency, DateTimeOffset PlacedAt, string FirstLine,
        long Lines);

    [JsonSerializable(typeof(ExportFile))]
    internal sealed partial class ExportJson : JsonSerializerContext;
}
