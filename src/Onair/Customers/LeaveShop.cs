using Microsoft.Extensions.Logging;
using Onair.Mail;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>
/// Erases an account, at once and for good (개인정보 보호법 art. 21). Orders are another room's: what the law keeps of
/// them stays there, without a link to anybody's account.
/// </summary>
public sealed class LeaveShop(
    Database database, Tickets tickets, SendMail mail, TimeProvider time, ILogger<LeaveShop> logger)
{
    /// <param name="id">Who leaves.</param>
    /// <param name="detach">What other rooms do about it, in the same transaction.</param>
    /// <param name="cancel">Gives up before the transaction.</param>
    /// <returns>False when there is no such customer any more.</returns>
    public async Task<bool> RunAsync(
        Guid id, Func<Transaction, CancellationToken, Task> detach, CancellationToken cancel)
    {
        var customer = await database.ReadAsync(
            open => open.FirstAsync<Customer>(CustomersStore.ById, new { id }, cancel), cancel);
        if (customer is null) return false;
        var goodbye = await mail.SealAsync(CustomerLetters.Goodbye(customer, time.GetUtcNow()), cancel);
        await database.WriteAsync(
            async open =>
            {
                await detach(open, cancel);
                await EraseAsync(open, id, cancel);
                await mail.AddAsync(open, [goodbye], cancel);
            },
            cancel);
        await tickets.RecallAsync(id);
        mail.Wake();
        CustomersLog.Left(logger, id);
        return true;
    }

    internal static async Task EraseAsync(Transaction open, Guid id, CancellationToken cancel)
    {
        foreach (var sql in CustomersStore.Erase) await open.ExecuteAsync(sql, new { id }, cancel);
    }
}
