using System.Globalization;
using Onair.Host.StaffConsole.Tables;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>Who did what. That somebody looked is in it too.</summary>
internal sealed class AuditTable(ReadAudit read) : IDeskTable<AuditEntry>
{
    private const string subject = "subject";

    public string Name => "audit";

    public StaffRight Right => StaffRight.ReadAudit;

    public Deed Exported => Deed.AuditExported;

    public string TitleOf(ConsoleWords w) => w.Audit;

    public string EmptyOf(ConsoleWords w) => w.AuditEmpty;

    public object KeyOf(AuditEntry row) => row.Seq;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => (Deed.AuditRead, view[subject]);

    public IReadOnlyList<DeskColumn<AuditEntry>> Columns(ConsoleWords w) =>
    [
        new("seq", "#", row => OrdersTable.Text(row.Seq)) { IsNumber = true },
        new("at", w.Time, row => w.Moment(row.At)) { Raw = row => OrdersTable.Stamp(row.At) },
        new("actor", w.MemberId, row => row.Actor?.ToString() ?? "") { IsExtra = true },
        new("name", w.Who, row => row.ActorName),
        new("sender", w.From, row => row.Sender),
        new("deed", w.Kind, row => w.DeedOf(row.Deed)) { Raw = row => row.Deed.ToString() },
        new("subject", w.What, row => row.Subject) { Link = row => LinkOf(row.Subject) },
        new("detail", w.Detail, row => row.Detail),
        new("reason", w.Reason, row => row.Reason),
        new("digest", w.Digest, row => row.Digest) { IsExtra = true },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
        [new(subject, w.AuditSubject, DeskFilterKind.Text) { CharsMax = AuditEntry.SubjectCharsMax }];

    public async Task<DeskPage<AuditEntry>> PageAsync(
        DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var rows = await read.RunAsync(
            new AuditQuestion(view.Number(DeskView.AfterKey), null, view[subject], limit), cancel);
        var next = rows.Count == limit ? rows[^1].Seq.ToString(CultureInfo.InvariantCulture) : null;
        return new DeskPage<AuditEntry>(rows, next);
    }

    private static string? LinkOf(string subject) =>
        subject.StartsWith("order:", StringComparison.Ordinal) ? "/orders/" + subject[6..]
        : subject.StartsWith("sku:", StringComparison.Ordinal) ? "/stock/" + Uri.EscapeDataString(subject[4..])
        : null;
}
