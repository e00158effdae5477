using Microsoft.AspNetCore.Identity;
using Onair.Mail;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Takes what a person says to each optional purpose, with its day, and tells them the result.</summary>
public sealed class GiveConsents(
    Database database, UserManager<Customer> users, SendMail mail, TimeProvider time)
{
    /// <summary>Rows of a history that are shown: a year of changing one's mind every second day.</summary>
    public const int HistoryMax = 500;

    /// <summary>What was said, the newest first.</summary>
    public Task<List<Consent>> HistoryAsync(Guid customer, CancellationToken cancel) => database.ReadAsync(
        open => HistoryAsync(open, customer, cancel), cancel);

    /// <summary>
    /// Writes what differs from before, and every yes that is older than half of its life, which starts it anew.
    /// </summary>
    public async Task RunAsync(Guid id, IReadOnlySet<ConsentPurpose> granted, CancellationToken cancel)
    {
        if (await users.FindByIdAsync(id.ToString()) is not { } customer) return;
        var now = time.GetUtcNow().ToStored();
        var after = ConsentRules.Optional.Where(granted.Contains).ToHashSet();
        var letter = await mail.SealAsync(CustomerLetters.ConsentsChanged(customer, after, now), cancel);
        await database.WriteAsync(
            async open =>
            {
                await open.FirstAsync<Guid?>(CustomersStore.LockCustomer, new { customer = id }, cancel);
                var history = await HistoryAsync(open, id, cancel);
                var changed = Changed(history, after, now);
                foreach (var purpose in changed)
                    await AddAsync(open, id, purpose, after.Contains(purpose), now, cancel);
                if (changed.Count > 0) await mail.AddAsync(open, [letter], cancel);
            },
            cancel);
        mail.Wake();
    }

    /// <summary>Pure: which purposes get a new row.</summary>
    internal static IReadOnlyList<ConsentPurpose> Changed(
        IReadOnlyList<Consent> history, IReadOnlySet<ConsentPurpose> wanted, DateTimeOffset now)
    {
        var active = ConsentRules.Active(history, now);
        return
        [
            .. ConsentRules.Optional.Where(purpose =>
                wanted.Contains(purpose) != active.Contains(purpose)
                || (wanted.Contains(purpose)
                    && history.First(c => c.Purpose == purpose).At.AddYears(ConsentRules.MarketingYears / 2) <= now)),
        ];
    }

    internal static Task AddAsync(
        Transaction open, Guid customer, ConsentPurpose purpose, bool granted, DateTimeOffset at,
        CancellationToken cancel) => open.ExecuteAsync(
        CustomersStore.AddConsent,
        new
        {
            customer,
            purpose = (int)purpose,
            granted = granted ? 1 : 0,
            version = ConsentRules.TextVersion,
            at,
        },
        cancel);

    private static Task<List<Consent>> HistoryAsync(Transaction open, Guid customer, CancellationToken cancel) =>
        open.QueryAsync<Consent>(CustomersStore.Consents, new { customer, limit = HistoryMax }, cancel);
}
