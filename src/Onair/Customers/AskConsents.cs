using Onair.Jobs;
using Onair.Mail;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>
/// The timed verb that asks once, a month before a consent to marketing ends, whether it still holds. Who does not
/// answer gets no more advertisements.
/// </summary>
internal sealed class AskConsents(Database database, SendMail mail, TimeProvider time) : ITimedVerb
{
    private const int batchMax = 100;

    public string Name => "customers.ask-consents";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var before = now.AddYears(-ConsentRules.MarketingYears) + ConsentRules.AskedBefore;
        var due = await database.ReadAsync(
            open => open.QueryAsync<Guid>(CustomersStore.ConsentsToAsk, new { before, limit = batchMax }, cancel),
            cancel);
        foreach (var id in due)
        {
            var (customer, granted) = await database.ReadAsync(open => FindAsync(open, id, before, cancel), cancel);
            // Left in this moment.
            if (customer is null) continue;
            var letter = await mail.SealAsync(CustomerLetters.AskAgain(customer, granted), cancel);
            await database.WriteAsync(
                async open =>
                {
                    var asked = await open.ExecuteAsync(
                        CustomersStore.ConsentsAsked, new { customer = id, now, before }, cancel);
                    // Another node was quicker.
                    if (asked > 0) await mail.AddAsync(open, [letter], cancel);
                },
                cancel);
        }

        if (due.Count > 0) mail.Wake();
        return due.Count == batchMax;
    }

    /// <summary>Who, and the day of the oldest yes that is asked about.</summary>
    private static async Task<(Customer? Customer, DateTimeOffset Granted)> FindAsync(
        Transaction open, Guid id, DateTimeOffset before, CancellationToken cancel)
    {
        var customer = await open.FirstAsync<Customer>(CustomersStore.ById, new { id }, cancel);
        var history = await open.QueryAsync<Consent>(
            CustomersStore.Consents, new { customer = id, limit = GiveConsents.HistoryMax }, cancel);
        var asked = history.DistinctBy(c => c.Purpose)
            .Where(c => ConsentRules.Optional.Contains(c.Purpose) && c.Granted == 1 && c.At < before);
        return (customer, asked.Select(c => c.At).DefaultIfEmpty(before).Min());
    }
}
