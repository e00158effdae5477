using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Opens the group-commit queues of the steps after "placed", all with the same bounds.</summary>
internal sealed class OrderQueues(
    Database database, IOptions<OrdersOptions> options, TimeProvider time, ILogger<OrderQueues> logger)
{
    public GroupCommit<TRequest, TAnswer> Open<TRequest, TAnswer>(
        string name,
        TAnswer busy,
        Func<Transaction, IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TAnswer>>> decide,
        Func<TRequest, bool>? isRepeatable = null) =>
        new("orders." + name, database, options.Value.Changes, time, logger, busy, decide, isRepeatable);
}
