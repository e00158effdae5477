using System.Text.Json;

namespace Onair.Sandbox.Inicis;

/// <summary>What an inquiry tells of a transaction; only by its id.</summary>
internal static class InicisInquiries
{
    public static Action<Utf8JsonWriter> Answer(InicisGateway inicis, JsonElement data, TimeSpan skew)
    {
        if (inicis.Book.Payment(InicisIniApi.Text(data, "tid")) is not { } payment)
        {
            const InicisStatus unknown = InicisStatus.UnknownPayment;
            return json => InicisIniApi.WriteRefused(json, "FAIL", unknown.Code(), unknown.Message());
        }

        // Read in one breath: a refund may be under way.
        var seen = inicis.Book.See(payment);
        return json => Write(json, payment, seen, inicis.Options, skew);
    }

    private static void Write(
        Utf8JsonWriter json, InicisPayment payment, InicisSeen seen, SandboxOptions options, TimeSpan skew)
    {
        var request = payment.Window.Request;
        json.WriteString("resultCode", "SUCCESS");
        json.WriteString("resultMsg", InicisStatus.Ok.Message());
        json.WriteString("mid", options.InicisMid);
        json.WriteString("oid", request.OrderId);
        json.WriteString("tid", payment.Tid);
        json.WriteString("price", InicisBook.Won(payment.Price));
        json.WriteString("paymethod", InicisWords.Pc(request.Method));
        json.WriteString("transactionStatus", seen.Status);
        json.WriteString("approvedDate", InicisWords.Day(payment.ApprovedAt + skew));
        json.WriteString("approvedTime", InicisWords.Clock(payment.ApprovedAt + skew));
        if (seen.CanceledAt is { } at)
        {
            json.WriteString("cancelDate", InicisWords.Day(at + skew));
            json.WriteString("cancelTime", InicisWords.Clock(at + skew));
        }

        if (payment.IsCaptured) json.WriteString("availablePartCancelPrice", InicisBook.Won(seen.Remaining));
        json.WriteStartArray("partCancelTransInfo");
        foreach (var part in seen.Parts)
        {
            json.WriteStartObject();
            json.WriteString("tid", part.Tid);
            json.WriteString("requestPrice", InicisBook.Won(part.Amount));
            json.WriteString("requestDate", InicisWords.Day(part.At + skew));
            json.WriteString("requestTime", InicisWords.Clock(part.At + skew));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteMethod(json, payment, skew);
    }

    private static void WriteMethod(Utf8JsonWriter json, InicisPayment payment, TimeSpan skew)
    {
        if (payment.Window.Request.Method == InicisMethod.Card)
        {
            json.WriteStartObject("cardInfo");
            json.WriteString("applNum", payment.Approval);
            json.WriteString("cardNum", payment.Window.Card.Number);
            json.WriteString("cardCode", payment.Window.Card.IssuerCode);
            json.WriteString("currencyCode", "WON");
            json.WriteEndObject();
        }

        if (payment.Account is not { } account) return;
        json.WriteStartObject("vacctInfo");
        json.WriteString("vacctNum", account);
        json.WriteString("vacctBankCode", payment.Window.Bank.Code);
        if (payment.DepositedAt is { } deposited)
        {
            json.WriteString("depositDate", InicisWords.Day(deposited + skew));
            json.WriteString("depositTime", InicisWords.Clock(deposited + skew));
        }

        json.WriteEndObject();
    }
}
