namespace Onair.Sandbox.Notices;

/// <summary>What goes wrong with messages to the shop, each 0 to 1 and drawn apart.</summary>
/// <param name="Drop">Never sent.</param>
/// <param name="Duplicate">Sent twice under one id.</param>
/// <param name="Reorder">Sent later than those that come after it.</param>
internal sealed record NoticeFaults(double Drop = 0, double Duplicate = 0, double Reorder = 0)
{
    public bool IsValid => Drop is >= 0 and <= 1 && Duplicate is >= 0 and <= 1 && Reorder is >= 0 and <= 1;
}

/// <summary>A message to the shop's server.</summary>
/// <param name="Id">The same at every try.</param>
/// <param name="Event">What it is about.</param>
/// <param name="Target">Where it goes; null: to the address that holds when it is sent.</param>
/// <param name="Tries">How often it was sent so far.</param>
internal sealed record NoticeMessage(string Id, string Event, string? Target, byte[] Body, int Tries);

internal sealed record PendingNotice(string TransmissionId, string Event, int Tries, DateTimeOffset Due);

/// <param name="Pending">Of those that wait for their time, the first hundred.</param>
/// <param name="GaveUp">Not taken at the last resend either.</param>
/// <param name="Overflowed">More waited than may; the newest was not taken.</param>
internal sealed record NoticeCounts(
    int Waiting, int InFlight, long Delivered, long Failed, long Dropped, long GaveUp, long Overflowed,
    IReadOnlyList<PendingNotice> Pending);

/// <summary>How one gateway speaks to the shop.</summary>
/// <param name="Name">Of its chance, such as <c>toss.webhook</c>.</param>
/// <param name="Resends">Waits after a message that was not taken, one after the other.</param>
/// <param name="PostAsync">Sends one to an address; true when it was taken.</param>
internal sealed record NoticeWay(
    string Name, IReadOnlyList<TimeSpan> Resends,
    Func<HttpClient, NoticeMessage, string, CancellationToken, Task<bool>> PostAsync);

/// <summary>
/// Carries messages to the shop and sends again what is not taken. All waits are on the sandbox's clock.
/// </summary>
internal sealed class NoticePost(NoticeWay way, ulong seed, TimeProvider time, string? url) : IAsyncDisposable
{
    /// <summary>A kilobyte or two each.</summary>
    public const int WaitingMax = 20_000;

    public const int InFlightMax = 32;

    /// <summary>Toss Payments states ten seconds; KG Inicis states nothing.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    /// <summary>Long enough for the news that follow to overtake.</summary>
    public static readonly TimeSpan ReorderDelay = TimeSpan.FromSeconds(30);

    private const int shownMax = 100;
    private const int idLength = 32;

    private readonly Lock gate = new();
    private readonly PriorityQueue<NoticeMessage, (DateTimeOffset Due, long Number)> waiting = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private List<TaskCompletionSource>? quiet;
    private ITimer? alarm;
    private long made;
    private int inFlight;
    private long delivered;
    private long failed;
    private long dropped;
    private long gaveUp;
    private long overflowed;

    /// <summary>Of messages without a target of their own; null: they wait.</summary>
    public string? Url
    {
        get { lock (gate) return field; }
        set { lock (gate) field = value; }
    } = url;

    public void Start() => alarm ??=
        time.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <param name="make">The body of the message with this number.</param>
    public void Add(string name, string? target, NoticeFaults faults, Func<long, byte[]> make)
    {
        lock (gate)
        {
            var number = ++made;
            if (Strikes("drop", faults.Drop, number))
            {
                dropped++;
                return;
            }

            var message = new NoticeMessage(
                Seeded.Word(seed, way.Name, number, idLength), name, target, make(number), 0);
            var due = time.GetUtcNow() + (Strikes("reorder", faults.Reorder, number) ? ReorderDelay : TimeSpan.Zero);
            Wait(message, due);
            if (Strikes("duplicate", faults.Duplicate, number)) Wait(message, due);
        }

        Pump();
    }

    /// <summary>Whether this fault meets the message with this number.</summary>
    public bool Strikes(string fault, double rate, long number) =>
        rate > 0 && Seeded.Fraction(seed, $"{way.Name}.{fault}", number) < rate;

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

    public NoticeCounts Counts()
    {
        lock (gate)
        {
            return new NoticeCounts(
                waiting.Count, inFlight, delivered, failed, dropped, gaveUp, overflowed,
                [
                    .. waiting.UnorderedItems.OrderBy(item => item.Priority).Take(shownMax).Select(item =>
                        new PendingNotice(
                            item.Element.Id, item.Element.Event, item.Element.Tries, item.Priority.Due)),
                ]);
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            waiting.Clear();
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

    private void Wait(NoticeMessage message, DateTimeOffset due)
    {
        if (waiting.Count >= WaitingMax) overflowed++;
        else waiting.Enqueue(message, (due, ++made));
    }

    /// <summary>Sends what is due, and sets the alarm for the rest.</summary>
    private void Pump()
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested) return;
            var now = time.GetUtcNow();
            while (waiting.TryPeek(out var next, out var when))
            {
                if ((next.Target ?? Url) is not { } target) break;
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

    private bool IsQuiet() => inFlight == 0
        && !(waiting.TryPeek(out var next, out var when) && (next.Target ?? Url) is not null
            && when.Due <= time.GetUtcNow());

    private async Task DeliverAsync(NoticeMessage message, string target)
    {
        var arrived = await PostAsync(message, target);
        lock (gate)
        {
            inFlight--;
            if (arrived) delivered++;
            else
            {
                failed++;
                if (message.Tries == way.Resends.Count) gaveUp++;
                else Wait(message with { Tries = message.Tries + 1 }, time.GetUtcNow() + way.Resends[message.Tries]);
            }
        }

        Pump();
    }

    private async Task<bool> PostAsync(NoticeMessage message, string target)
    {
        using var patience = new CancellationTokenSource(AnswerLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping.Token);
        try
        {
            return await way.PostAsync(http, message, target, both.Token);
        }
        catch (Exception weather) when (weather is HttpRequestException or OperationCanceledException or IOException)
        {
            return false;
        }
    }
}
