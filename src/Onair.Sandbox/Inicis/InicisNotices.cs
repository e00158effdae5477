using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Onair.Sandbox.Notices;

namespace Onair.Sandbox.Inicis;

/// <summary>What a forger changes in a notice; null: as it is.</summary>
/// <param name="Merchant">Of PC notices.</param>
internal sealed record InicisForgery(
    long? Amount = null, string? OrderId = null, string? Tid = null, string? Merchant = null);

/// <summary>
/// Tells the shop of virtual accounts: of PC payments at the address that is registered here, of mobile ones where the
/// window was told. The answer is the body <c>OK</c> and nothing else; until it comes, the notice is sent again.
/// </summary>
internal sealed class InicisNotices : IAsyncDisposable
{
    /// <summary>
    /// The sandbox's own: the provider's samples only say that it goes on until it hears <c>OK</c>. Every ten minutes,
    /// for a day.
    /// </summary>
    public static readonly IReadOnlyList<TimeSpan> Resends = [.. Enumerable.Repeat(TimeSpan.FromMinutes(10), 144)];

    private const string taken = "OK";

    /// <summary>Of an answer; a longer one is not <c>OK</c>.</summary>
    private const int answerBytesMax = 1024;

    private readonly SandboxOptions options;
    private readonly InicisBook book;
    private readonly TimeProvider time;
    private readonly NoticePost post;
    private volatile NoticeFaults faults = new();

    public InicisNotices(SandboxOptions options, InicisBook book, TimeProvider time)
    {
        this.options = options;
        this.book = book;
        this.time = time;
        post = new NoticePost(
            new NoticeWay("inicis.notice", Resends, PostAsync), options.Seed, time, options.InicisNotice);
    }

    /// <summary>Of PC payments; null: those are not told.</summary>
    public string? Url
    {
        get => post.Url;
        set => post.Url = value;
    }

    public NoticeFaults Faults
    {
        get => faults;
        set => faults = value;
    }

    public void Start() => post.Start();

    /// <summary>A phone's account was given out: status 00 at the address where the deposit will be told.</summary>
    public void TellIssued(InicisPayment payment)
    {
        if (payment.Window.Request.NoticeUrl is { } target)
            Add("ISSUED", target, payment.Window.Request.Charset, Mobile(payment, "00", payment.ApprovedAt, null));
    }

    /// <param name="forgery">Null: a true one, of money that came.</param>
    public void TellDeposit(InicisPayment payment, InicisForgery? forgery)
    {
        var at = payment.DepositedAt ?? time.GetUtcNow();
        if (payment.Window.Request.Door == InicisDoor.Mobile)
        {
            if (payment.Window.Request.NoticeUrl is { } target)
                Add("DEPOSIT", target, payment.Window.Request.Charset, Mobile(payment, "02", at, forgery));
        }
        else if (Url is not null) Add("DEPOSIT", null, InicisText.Korean, Pc(payment, at, forgery));
    }

    /// <summary>Any body at all, to the address of PC notices.</summary>
    public void TellRaw(byte[] body) => post.Add("RAW", null, faults, _ => body);

    public Task WhenQuietAsync() => post.WhenQuietAsync();

    public NoticeCounts Counts() => post.Counts();

    public void Reset()
    {
        post.Reset();
        faults = new NoticeFaults();
    }

    public ValueTask DisposeAsync() => post.DisposeAsync();

    private void Add(string name, string? target, Encoding charset, List<KeyValuePair<string, string>> fields)
    {
        var body = InicisText.WriteForm(fields, charset);
        post.Add(name, target, faults, _ => body);
    }

    private List<KeyValuePair<string, string>> Pc(InicisPayment payment, DateTimeOffset at, InicisForgery? forgery)
    {
        var (request, bank) = (payment.Window.Request, payment.Window.Bank);
        var (tid, isPlain) = (forgery?.Tid ?? payment.Tid, book.Settings.PlainDepositTid);
        List<KeyValuePair<string, string>> fields =
        [
            new("no_tid", isPlain ? tid : book.NoticeTid(payment)), new("no_oid", forgery?.OrderId ?? request.OrderId),
            new("id_merchant", forgery?.Merchant ?? options.InicisMid), new("cd_bank", bank.Code.PadLeft(8, '0')),
            new("dt_trans", InicisWords.Day(at)), new("tm_trans", InicisWords.Clock(at)), new("type_msg", "0200"),
            new("no_vacct", payment.Account ?? ""), new("amt_input", Won(payment, forgery)), new("amt_check", "0"),
            new("nm_inputbank", bank.Korean), new("nm_input", request.Buyer),
        ];
        if (!isPlain) fields.Add(new("no_req_tid", tid));
        return fields;
    }

    private List<KeyValuePair<string, string>> Mobile(
        InicisPayment payment, string status, DateTimeOffset at, InicisForgery? forgery)
    {
        var (request, bank) = (payment.Window.Request, payment.Window.Bank);
        return
        [
            new("P_STATUS", status), new("P_TID", forgery?.Tid ?? payment.Tid),
            new("P_TYPE", InicisWords.Mobile(request.Method)), new("P_AUTH_DT", InicisWords.Stamp(at)),
            new("P_MID", forgery?.Merchant ?? options.InicisMid),
            new("P_OID", forgery?.OrderId ?? request.OrderId), new("P_AMT", Won(payment, forgery)),
            new("P_FN_CD1", bank.Code), new("P_FN_NM", bank.Korean), new("P_UNAME", request.Buyer),
            new("P_NOTI", request.Echo), new("P_RMESG1", $"P_VACCT_NO={payment.Account}"),
        ];
    }

    private static string Won(InicisPayment payment, InicisForgery? forgery) =>
        InicisBook.Won(forgery?.Amount ?? payment.Price);

    private static async Task<bool> PostAsync(
        HttpClient http, NoticeMessage message, string target, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target);
        request.Content = new ByteArrayContent(message.Body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer.StatusCode != HttpStatusCode.OK) return false;
        var body = new byte[answerBytesMax];
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        return Encoding.UTF8.GetString(body, 0, length) == taken;
    }
}
