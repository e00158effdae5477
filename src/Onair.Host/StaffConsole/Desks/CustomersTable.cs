using Onair.Customers;
using Onair.Host.StaffConsole.Tables;
using Onair.Primitives;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>Accounts, masked.</summary>
internal sealed class CustomersTable(ListCustomers list) : IDeskTable<CustomerRow>
{
    private const string text = "q";

    public string Name => "customers";

    public StaffRight Right => StaffRight.ReadCustomers;

    public string TitleOf(ConsoleWords w) => w.Customers;

    public string EmptyOf(ConsoleWords w) => w.CustomersEmpty;

    public object KeyOf(CustomerRow row) => row.Id;

    public (Deed Deed, string Detail)? LookOf(DeskView view) =>
        view[text].Length > 0 ? (Deed.CustomersSearched, "") : null;

    public IReadOnlyList<DeskColumn<CustomerRow>> Columns(ConsoleWords w) =>
    [
        new("name", w.Account.Name, row => row.MaskedName) { Link = row => $"/customers/{row.Id}" },
        new("email", w.Account.Email, row => row.MaskedEmail),
        new("phone", w.Account.Phone, row => row.MaskedPhone),
        new("since", w.Since, row => w.Moment(row.CreatedAt)) { Raw = row => OrdersTable.Stamp(row.CreatedAt) },
        new("verified", w.VerifiedMailbox, row => row.EmailVerifiedAt is null ? w.No : w.Yes)
        {
            IsExtra = true, Raw = row => row.EmailVerifiedAt is null ? "0" : "1",
        },
        new("second-factor", w.SecondFactor, row => row.TotpOn == 1 ? w.Yes : w.No)
        {
            IsExtra = true, Raw = row => OrdersTable.Text(row.TotpOn),
        },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
        [new(text, w.FindCustomers, DeskFilterKind.Text) { IsPrivate = true, CharsMax = Contact.EmailCharsMax }];

    public async Task<DeskPage<CustomerRow>> PageAsync(
        DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var (rows, next) = await list.RunAsync(view[text], view.Id(DeskView.AfterKey), limit, cancel);
        return new DeskPage<CustomerRow>(rows, next?.ToString("N"));
    }
}
