using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Onair.Sandbox.Notices;

namespace Onair.Sandbox.Toss;

/// <summary>What goes wrong with webhooks, each 0 to 1 and drawn apart.</summary>
/// <param name="Drop">Never sent.</param>
/// <param name="Duplicate">Sent twice under one transmission id.</param>
/// <param name="Reorder">Sent later than those that come after it.</param>
/// <param name="WrongSecret">A deposit callback that anybody could have made up.</param>
internal sealed record WebhookFaults(double Drop = 0, double Duplicate = 0, double Reorder = 0, double WrongSecret = 0)
{
    public NoticeFaults OnTheWay => new(Drop, Duplicate, Reorder);

    public bool IsValid => OnTheWay.IsValid && WrongSecret is >= 0 and <= 1;
}

/// <param name="Pending">Of those that wait for their time, the first hundred.</param>
/// <param name="GaveUp">After the last resend the provider writes an e-mail; here it is counted.</param>
/// <param name="Overflowed">More waited than may; the newest was not taken.</param>
internal sealed record WebhooksView(
    string? Url, WebhookFaults Faults, int Waiting, int InFlight, long Delivered, long Failed, long Dropped,
    long GaveUp, long Overflowed, IReadOnlyList<PendingNotice> Pending);

/// <summary>
/// Tells the shop. 200 within ten seconds ends it; anything else is sent again after 1, 4, 16, 64, 256, 1024 and 4096
/// minutes.
/// </summary>
internal sealed class TossWebhooks : IAsyncDisposable
{
    public static readonly IReadOnlyList<TimeSpan> Resends =
        [.. new[] { 1, 4, 16, 64, 256, 1024, 4096 }.Select(minutes => TimeSpan.FromMinutes(minutes))];

    private readonly TimeProvider time;
    private readonly NoticePost post;
    private volatile WebhookFaults faults = new();

    public TossWebhooks(ulong seed, TimeProvider time, string? url)
    {
        this.time = time;
        post = new NoticePost(new NoticeWay("toss.webhook", Resends, PostAsync), seed, time, url);
    }

    public string? Url
    {
        get => post.Url;
        set => post.Url = value;
    }

    public WebhookFaults Faults
    {
        get => faults;
        set => faults = value;
    }

    public void Start() => post.Start();

    /// <summary>On EXPIRED, DONE, ABORTED, CANCELED and PARTIAL_CANCELED; unsigned, as the provider's.</summary>
    public void TellStatus(TossPayment payment)
    {
        if (Url is null) return;
        var now = time.GetUtcNow();
        Add("PAYMENT_STATUS_CHANGED", _ => TossAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("eventType", "PAYMENT_STATUS_CHANGED");
            json.WriteString("createdAt", TossJson.Micros(now));
            json.WritePropertyName("data");
            TossJson.Write(json, payment, now, TimeSpan.Zero);
            json.WriteEndObject();
        }));
    }

    /// <summary>Flat: no event type, no payment key; the secret is its only proof.</summary>
    public void TellDeposit(TossPayment payment)
    {
        if (Url is null) return;
        var now = time.GetUtcNow();
        Add("DEPOSIT_CALLBACK", isForged => TossAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("createdAt", TossJson.Millis(now));
            json.WriteString("secret", isForged ? "ps_wrong" : payment.Secret);
            json.WriteString("status", payment.Status.ToString());
            json.WriteString("transactionKey", payment.LastTransactionKey);
            json.WriteString("orderId", payment.Order.OrderId);
            json.WriteEndObject();
        }));
    }

    /// <summary>Any body at all: a forged one, or an event that the sandbox does not make by itself.</summary>
    public void TellRaw(byte[] body) => Add("RAW", _ => body);

    public Task WhenQuietAsync() => post.WhenQuietAsync();

    public WebhooksView View()
    {
        var counts = post.Counts();
        return new WebhooksView(
            Url, faults, counts.Waiting, counts.InFlight, counts.Delivered, counts.Failed, counts.Dropped,
            counts.GaveUp, counts.Overflowed, counts.Pending);
    }

    public void Reset()
    {
        post.Reset();
        faults = new WebhookFaults();
    }

    public ValueTask DisposeAsync() => post.DisposeAsync();

    private void Add(string name, Func<bool, byte[]> make)
    {
        var now = faults;
        post.Add(name, null, now.OnTheWay, number => make(post.Strikes("secret", now.WrongSecret, number)));
    }

    private async Task<bool> PostAsync(
        HttpClient http, NoticeMessage message, string target, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target);
        request.Content = new ByteArrayContent(message.Body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("tosspayments-webhook-transmission-id", message.Id);
        request.Headers.Add("tosspayments-webhook-transmission-time", TossJson.Zoned(time.GetUtcNow()));
        request.Headers.Add(
            "tosspayments-webhook-transmission-retried-count", message.Tries.ToString(CultureInfo.InvariantCulture));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
