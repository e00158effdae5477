using System.Globalization;
using System.Net.Http.Headers;

namespace Onair.Sandbox.Toss;

/// <summary>What goes wrong with webhooks, each 0 to 1 and drawn apart.</summary>
/// <param name="Drop">Never sent.</param>
/// <param name="Duplicate">Sent twice under one transmission id.</param>
/// <param name="Reorder">Sent later than those that come after it.</param>
/// <param name="WrongSecret">A deposit callback that anybody could have made up.</param>
internal sealed record WebhookFaults(double Drop = 0, double Duplicate = 0, double Reorder = 0, double WrongSecret = 0)
{
    public bool IsValid =>
        Drop is >= 0 and <= 1 && Duplicate is >= 0 and <= 1 && Reorder is >= 0 and <= 1 && WrongSecret is >= 0 and <= 1;
}

/// <param name="Tries">How often it was sent so far.</param>
internal sealed record PendingWebhook(string TransmissionId, string Event, int Tries, DateTimeOffset Due);

/// <param name="Pending">Of those that wait for their time, the first hundred.</param>
/// <param name="GaveUp">After the last resend the provider writes an e-mail; here it is counted.</param>
/// <param name="Overflowed">More waited than may; the newest was not taken.</param>
internal sealed record WebhooksView(
    string? Url, WebhookFaults Faults, int Waiting, int InFlight, long Delivered, long Failed, long Dropped,
    long GaveUp, long Overflowed, IReadOnlyList<PendingWebhook> Pending);

/// <summary>
/// Tells the shop. 200 within ten seconds ends it; anything else is sent again after 1, 4, 16, 64, 256, 1024 and 4096
/// minutes. All waits are on the sandbox's clock.
/// </summary>
internal sealed class TossWebhooks(ulong seed, TimeProvider time, string? url) : IAsyncDisposable
{
    /// <summary>A kilobyte or two each.</summary>
    public const int WaitingMax = 20_000;

    public const int InFlightMax = 32;

    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    public static readonly IReadOnlyList<TimeSpan> Resends =
        [.. new[] { 1, 4, 16, 64, 256, 1024, 4096 }.Select(minutes => TimeSpan.FromMinutes(minutes))];

    /// <summary>Long enough for the news that follow to overtake.</summary>
    public static readonly TimeSpan ReorderDelay = TimeSpan.FromSeconds(30);

    private const int shownMax = 100;

    private readonly Lock gate = new();
    private readonly PriorityQueue<Delivery, (DateTimeOffset Due, long Number)> waiting = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private List<TaskCompletionSource>? quiet;
    private ITimer? alarm;
    private WebhookFaults faults = new();
    private long made;
    private int inFlight;
    private long delivered;
    private long failed;
    private long dropped;
    private long gaveUp;
    private long overflowed;

    public string? Url
    {
        get { lock (gate) return field; }
        set { lock (gate) field = value; }
    } = url;

    public WebhookFaults Faults
    {
        get { lock (gate) return faults; }
        set { lock (gate) faults = value; }
    }

    public void Start() => alarm ??=
        time.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>On EXPIRED, DONE, ABORTED, CANCELED and PARTIAL_CANCELED; unsigned, as the provider's.</summary>
    public void TellStatus(TossPayment payment)
    {
        if (Url is null) return;
        var now = time.GetUtcNow();
        Enqueue("PAYMENT_STATUS_CHANGED", _ => TossAnswer.Json(json =>
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
        Enqueue("DEPOSIT_CALLBACK", isForged => TossAnswer.Json(json =>
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
    public void TellRaw(byte[] body) => Enqueue("RAW", _ => body);

    /// <summary>Ends when nothing is on its way and nothing is due. What waits for the clock goes on waiting.</summary>
    public Task WhenQuietAsync()
    {
        lock (gate)
        {
            if (IsQuiet()) return Task.CompletedTask;
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (quiet ??= []).Add(source);
            return source.Task;
        }
    }

    public WebhooksView View()
    {
        lock (gate)
        {
            return new WebhooksView(
                Url, faults, waiting.Count, inFlight, delivered, failed, dropped, gaveUp, overflowed,
                [
                    .. waiting.UnorderedItems.OrderBy(item => item.Priority).Take(shownMax).Select(item =>
                        new PendingWebhook(
                            item.Element.TransmissionId, item.Element.Event, item.Element.Tries, item.Priority.Due)),
                ]);
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            waiting.Clear();
            faults = new WebhookFaults();
            delivered = failed = dropped = gaveUp = overflowed = 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (alarm is not null) await alarm.DisposeAsync();
        http.Dispose();
        stopping.Dispose();
    }

    private void Enqueue(string name, Func<bool, byte[]> make)
    {
        lock (gate)
        {
            var number = ++made;
            if (Strikes("drop", faults.Drop, number))
            {
                dropped++;
                return;
            }

            var delivery = new Delivery(
                Seeded.Word(seed, "transmission", number, 32), name,
                make(Strikes("secret", faults.WrongSecret, number)), 0);
            var due = time.GetUtcNow() + (Strikes("reorder", faults.Reorder, number) ? ReorderDelay : TimeSpan.Zero);
            Wait(delivery, due);
            if (Strikes("duplicate", faults.Duplicate, number)) Wait(delivery, due);
        }

        Pump();
    }

    private bool Strikes(string fault, double rate, long number) =>
        rate > 0 && Seeded.Fraction(seed, "toss.webhook." + fault, number) < rate;

    private void Wait(Delivery delivery, DateTimeOffset due)
    {
        if (waiting.Count >= WaitingMax) overflowed++;
        else waiting.Enqueue(delivery, (due, ++made));
    }

    /// <summary>Sends what is due, and sets the alarm for the rest.</summary>
    private void Pump()
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested || Url is not { } target) return;
            var now = time.GetUtcNow();
            while (waiting.TryPeek(out var next, out var when))
            {
                if (when.Due > now)
                {
                    alarm?.Change(when.Due - now, Timeout.InfiniteTimeSpan);
                    break;
                }

                if (inFlight == InFlightMax) break;
                waiting.Dequeue();
                inFlight++;
                _ = Task.Run(() => DeliverAsync(next, target));
            }

            if (quiet is null || !IsQuiet()) return;
            foreach (var source in quiet) source.SetResult();
            quiet = null;
        }
    }

    private bool IsQuiet() =>
        inFlight == 0 && !(Url is not null && waiting.TryPeek(out _, out var when) && when.Due <= time.GetUtcNow());

    private async Task DeliverAsync(Delivery delivery, string target)
    {
        var arrived = await PostAsync(delivery, target);
        lock (gate)
        {
            inFlight--;
            if (arrived) delivered++;
            else
            {
                failed++;
                if (delivery.Tries == Resends.Count) gaveUp++;
                else Wait(delivery with { Tries = delivery.Tries + 1 }, time.GetUtcNow() + Resends[delivery.Tries]);
            }
        }

        Pump();
    }

    private async Task<bool> PostAsync(Delivery delivery, string target)
    {
        using var patience = new CancellationTokenSource(AnswerLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, target);
        request.Content = new ByteArrayContent(delivery.Body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("tosspayments-webhook-transmission-id", delivery.TransmissionId);
        request.Headers.Add("tosspayments-webhook-transmission-time", TossJson.Zoned(time.GetUtcNow()));
        request.Headers.Add(
            "tosspayments-webhook-transmission-retried-count", delivery.Tries.ToString(CultureInfo.InvariantCulture));
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return answer.StatusCode == System.Net.HttpStatusCode.OK;
        }
        catch (Exception weather) when (weather is HttpRequestException or OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private sealed record Delivery(string TransmissionId, string Event, byte[] Body, int Tries);
}
