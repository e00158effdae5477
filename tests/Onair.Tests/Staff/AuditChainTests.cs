using Onair.Staff.Audit;

namespace Onair.Tests.Staff;

/// <summary>The audit log's chain finds whatever was done to it.</summary>
public sealed class AuditChainTests
{
    private static readonly DateTimeOffset at = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Chain_as_it_was_written_holds() => Assert.Empty(Findings(Written(5), 5));

    [Fact]
    public void Empty_chain_holds() => Assert.Empty(new AuditChain().End(new AuditHead())[0].Findings);

    [Fact]
    public void Chain_without_a_head_is_found() => Assert.Single(new AuditChain().End(null)[0].Findings);

    [Theory]
    [InlineData("at")]
    [InlineData("actor")]
    [InlineData("name")]
    [InlineData("sender")]
    [InlineData("deed")]
    [InlineData("subject")]
    [InlineData("detail")]
    [InlineData("reason")]
    [InlineData("shifted")]
    public void Changed_entry_is_found(string field)
    {
        var entries = Written(5);
        entries[2] = Changed(entries[2], field);
        Assert.Contains(Findings(entries, 5), finding => finding.StartsWith("entry 3", StringComparison.Ordinal));
    }

    /// <summary>Whoever makes a changed row's digest anew breaks the next one.</summary>
    [Fact]
    public void Changed_entry_with_its_digest_made_anew_is_found()
    {
        var entries = Written(5);
        var forged = Changed(entries[2], "detail");
        entries[2] = With(forged, forged.DigestAfter(entries[1].Digest));
        Assert.Contains(Findings(entries, 5), finding => finding.StartsWith("entry 4", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0), InlineData(2), InlineData(4)]
    public void Missing_entry_is_found(int which)
    {
        var entries = Written(5);
        entries.RemoveAt(which);
        Assert.NotEmpty(Findings(entries, 5));
    }

    [Fact]
    public void Entry_that_was_slipped_in_is_found()
    {
        var entries = Written(5);
        entries.Insert(2, Entry(3));
        Assert.NotEmpty(Findings(entries, 5));
    }

    private static List<string> Findings(List<AuditEntry> entries, long last)
    {
        var chain = new AuditChain();
        foreach (var entry in entries) chain.Add(entry);
        var head = new AuditHead { Seq = last, Digest = Written((int)last)[^1].Digest };
        return [.. chain.End(head)[0].Findings.Select(finding => $"{finding.Row}: {finding.Detail}")];
    }

    private static List<AuditEntry> Written(int count)
    {
        var (entries, before) = (new List<AuditEntry>(), "");
        for (var seq = 1; seq <= count; seq++)
        {
            var entry = Entry(seq);
            before = entry.DigestAfter(before);
            entries.Add(With(entry, before));
        }

        return entries;
    }

    private static AuditEntry Entry(long seq) => new()
    {
        Seq = seq,
        At = at.AddMinutes(seq),
        Actor = new Guid("01a21b96-9cab-7e6c-bb7e-4b0512ea4628"),
        ActorName = "김",
        Sender = "127.0.0.1",
        Deed = Deed.StockChanged,
        Subject = "sku:mug",
        Detail = "on hand 3 -> 4",
        Reason = "count",
    };

    private static AuditEntry With(AuditEntry of, string digest) => Copy(of, digest: digest);

    private static AuditEntry Changed(AuditEntry of, string field) => field switch
    {
        "at" => Copy(of, at: of.At.AddMicroseconds(1)),
        "actor" => Copy(of, isNobody: true),
        "name" => Copy(of, name: "이"),
        "sender" => Copy(of, sender: "127.0.0.2"),
        "deed" => Copy(of, deed: Deed.OrderRead),
        "subject" => Copy(of, subject: "sku:pan"),
        "detail" => Copy(of, detail: "on hand 3 -> 5"),
        "reason" => Copy(of, reason: ""),
        // The same letters, cut elsewhere.
        _ => Copy(of, subject: of.Subject + of.Detail[..1], detail: of.Detail[1..]),
    };

    private static AuditEntry Copy(
        AuditEntry of, DateTimeOffset? at = null, bool isNobody = false, string? name = null, string? sender = null,
        Deed? deed = null, string? subject = null, string? detail = null, string? reason = null, string? digest = null)
        => new()
        {
            Seq = of.Seq,
            At = at ?? of.At,
            Actor = isNobody ? null : of.Actor,
            ActorName = name ?? of.ActorName,
            Sender = sender ?? of.Sender,
            Deed = deed ?? of.Deed,
            Subject = subject ?? of.Subject,
            Detail = detail ?? of.Detail,
            Reason = reason ?? of.Reason,
            Digest = digest ?? of.Digest,
        };
}
