using System.Globalization;
using System.Text.Json;
using Onair.Sandbox.Faults;
using Onair.Sandbox.Windows;

namespace Onair.Sandbox.Toss;

/// <summary>The provider's API, route by route.</summary>
internal static class TossApi
{
    private const int customerNameLengthMax = 100;
    private const int registrationLengthMax = 30;

    public static void MapToss(this IEndpointRouteBuilder routes, TossGateway toss)
    {
        var (door, books) = (toss.Door, toss.Books);
        routes.MapPost("/v1/payments/confirm", door.Post(call => books.Confirm(
            call.Caller, call.Body.Text("paymentKey"), call.Body.Text("orderId"), call.Body.Number("amount"))))
            .AsCall("toss.confirm", waitsInside: true);
        routes.MapGet("/v1/payments/{paymentKey}", door.Get(
            call => books.Find(call.Caller, call.Route("paymentKey"), byOrder: false)))
            .AsCall("toss.query", waitsInside: true);
        routes.MapGet("/v1/payments/orders/{orderId}", door.Get(
            call => books.Find(call.Caller, call.Route("orderId"), byOrder: true)))
            .AsCall("toss.query", waitsInside: true);
        routes.MapPost("/v1/payments/{paymentKey}/cancel", door.Post(call => Cancel(books, call)))
            .AsCall("toss.cancel", waitsInside: true);
        routes.MapPost("/v1/virtual-accounts", door.Post(call => Issue(books, call)))
            .AsCall("toss.account", waitsInside: true);
        routes.MapPost("/v1/cash-receipts", door.Post(call => IssueReceipt(books, call)))
            .AsCall("toss.receipt", waitsInside: true);
        routes.MapPost("/v1/cash-receipts/{receiptKey}/cancel", door.Post(call => CancelReceipt(books, call)))
            .AsCall("toss.receipt.cancel", waitsInside: true);
        routes.MapGet("/v1/cash-receipts", door.Get(call => Receipts(books, call)))
            .AsCall("toss.receipts", waitsInside: true);
        routes.MapGet("/v1/transactions", door.Get(call => Transactions(books, call)))
            .AsCall("toss.transactions", waitsInside: true);
        routes.MapGet("/v1/settlements", door.Get(call => Settlements(books, call)))
            .AsCall("toss.settlements", waitsInside: true);
    }

    private static TossAnswer Cancel(TossBooks books, TossCall call)
    {
        var body = call.Body;
        var isWrong = (body.Has("cancelAmount") && body.Number("cancelAmount") is null)
            || (body.Has("refundableAmount") && body.Number("refundableAmount") is null)
            || (body.Has("taxFreeAmount") && body.Number("taxFreeAmount") is null);
        if (isWrong) return call.Error("INVALID_REQUEST");
        return books.Cancel(call.Caller, call.Route("paymentKey"), new TossCancelRequest(
            body.Text("cancelReason"), body.Number("cancelAmount"), body.Number("taxFreeAmount") ?? 0,
            body.Number("refundableAmount"), body.Text("currency"), Receiver(body.Part("refundReceiveAccount"))));
    }

    private static RefundReceiver? Receiver(JsonElement account) => account.ValueKind == JsonValueKind.Object
        ? new RefundReceiver(
            account.Text("bank") ?? "", account.Text("accountNumber") ?? "", account.Text("holderName") ?? "")
        : null;

    private static TossAnswer Issue(TossBooks books, TossCall call)
    {
        var body = call.Body;
        var hours = body.Number("validHours");
        var due = Moment(body.Text("dueDate"));
        var name = body.Text("customerName");
        var taxFree = body.Number("taxFreeAmount") ?? 0;
        if (body.Number("amount") is not (> 0 and var amount)
            || body.Text("orderId") is not { } orderId || !TossFields.IsOrderId(orderId)
            || body.Text("orderName") is not { } orderName || !TossFields.IsOrderName(orderName)
            || name is not { Length: > 0 and <= customerNameLengthMax }
            || hours is < 1 or > TossOrder.ValidHoursMax
            // One or the other, and readable if it is there.
            || (body.Has("validHours") && body.Has("dueDate")) || (body.Has("dueDate") && due is null)
            || taxFree < 0 || taxFree > amount)
            return call.Error("INVALID_REQUEST");
        if (InventedBanks.Find(body.Text("bank")) is not { } bank) return call.Error("INVALID_BANK");
        if (body.Part("cashReceipt") is { ValueKind: JsonValueKind.Object } receipt && !IsReceipt(receipt))
            return call.Error("INVALID_REQUEST");
        var order = new TossOrder(
            call.Caller.Keys.ClientKey, TossMethod.VIRTUAL_ACCOUNT, amount, orderId, orderName, "", "", name,
            body.Text("customerEmail"), body.Text("customerMobilePhone"), taxFree,
            body.Part("useEscrow").ValueKind == JsonValueKind.True,
            (int)(hours ?? TossOrder.ValidHoursDefault));
        return books.Issue(call.Caller, order, bank, due);
    }

    private static bool IsReceipt(JsonElement receipt) =>
        receipt.Text("type") is "미발행"
        || (TossCashReceipts.Types.Contains(receipt.Text("type") ?? "")
            && receipt.Text("registrationNumber") is { Length: > 0 and <= registrationLengthMax });

    private static TossAnswer IssueReceipt(TossBooks books, TossCall call)
    {
        var body = call.Body;
        var taxFree = body.Number("taxFreeAmount") ?? 0;
        if (body.Number("amount") is not (> 0 and var amount) || taxFree < 0 || taxFree > amount
            || body.Text("orderId") is not { } orderId || !TossFields.IsOrderId(orderId)
            || body.Text("orderName") is not { } orderName || !TossFields.IsOrderName(orderName)
            || body.Text("type") is not { } type || !TossCashReceipts.Types.Contains(type)
            || body.Text("customerIdentityNumber") is not { Length: > 0 and <= registrationLengthMax } identity)
            return call.Error("INVALID_REQUEST");
        return books.IssueReceipt(call.Caller, orderId, orderName, type, identity, amount, taxFree);
    }

    private static TossAnswer CancelReceipt(TossBooks books, TossCall call) =>
        call.Body.Has("amount") && call.Body.Number("amount") is null
            ? call.Error("INVALID_REQUEST")
            : books.CancelReceipt(call.Caller, call.Route("receiptKey"), call.Body.Number("amount"));

    private static TossAnswer Receipts(TossBooks books, TossCall call)
    {
        var cursor = Whole(call.Query("cursor"), 0);
        if (Day(call.Query("requestDate")) is not { } day || cursor is not (>= 0 and var from)
            || Limit(call.Query("limit")) is not { } limit)
            return call.Error("INVALID_REQUEST");
        return books.Receipts(call.Caller, day, from, limit);
    }

    private static TossAnswer Transactions(TossBooks books, TossCall call)
    {
        if (Moment(call.Query("startDate")) is not { } from || Moment(call.Query("endDate")) is not { } until
            || until < from || Limit(call.Query("limit")) is not { } limit)
            return call.Error("INVALID_REQUEST");
        return books.Transactions(call.Caller, from, until, call.Query("startingAfter"), limit);
    }

    private static TossAnswer Settlements(TossBooks books, TossCall call)
    {
        var kind = call.Query("dateType") ?? "soldDate";
        if (Day(call.Query("startDate")) is not { } from || Day(call.Query("endDate")) is not { } until || until < from
            || kind is not ("soldDate" or "paidOutDate") || Whole(call.Query("page"), 1) is not (>= 1 and var page)
            || Limit(call.Query("size")) is not { } size)
            return call.Error("INVALID_REQUEST");
        return books.Settlements(call.Caller, from, until, kind == "paidOutDate", page, size);
    }

    private static int? Limit(string? text) =>
        Whole(text, TossBooks.PageDefault) is >= 1 and <= TossBooks.PageMax and var limit ? limit : null;

    private static int? Whole(string? text, int absent) =>
        text is null ? absent : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>A day, a time in Seoul, or a time with its offset.</summary>
    private static DateTimeOffset? Moment(string? text)
    {
        if (text is null) return null;
        // An unencoded plus arrives as a space.
        var sent = text.Replace(' ', '+');
        if (DateTime.TryParseExact(sent, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"],
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
            return Kst.At(wall);
        return DateTimeOffset.TryParse(sent, CultureInfo.InvariantCulture, out var at) ? at : null;
    }
}
