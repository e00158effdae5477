namespace Onair.Tests.Fixtures;

/// <summary>
/// Fails the first call to the database, then the second, and so on, until a run passes without meeting the fault. A
/// story that survives this survives a fault at any point.
/// </summary>
public static class FaultSweep
{
    /// <summary>No story of ours makes more calls; one that does is repeating something for ever.</summary>
    private const int callsMax = 2000;

    public static TheoryData<Onair.Storage.Dialect, Fault> Faults { get; } = new()
    {
        { Onair.Storage.Dialect.Sqlite, Fault.Lost },
        { Onair.Storage.Dialect.Sqlite, Fault.Refused },
        { Onair.Storage.Dialect.Sqlite, Fault.AnswerLost },
        { Onair.Storage.Dialect.Postgres, Fault.Lost },
        { Onair.Storage.Dialect.Postgres, Fault.Refused },
        { Onair.Storage.Dialect.Postgres, Fault.AnswerLost },
    };

    /// <summary>
    /// Runs the story on a fresh database each time. The story asks as a person would: an error makes it ask again,
    /// with the same key. At its end it checks what must hold, whatever failed.
    /// </summary>
    /// <param name="story">Gets the faulty database, and the real one to check with.</param>
    /// <param name="create">Makes the real database.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <returns>How many runs met the fault: the number of calls of the story.</returns>
    public static async Task<int> RunAsync(
        Func<FaultyDatabase, TestDatabase, Task> story, Func<Task<TestDatabase>> create, Fault fault)
    {
        for (var call = 1; call <= callsMax; call++)
        {
            await using var shop = await create();
            await using var faulty = new FaultyDatabase(shop.Database);
            faulty.FailAt(call, fault);
            try
            {
                await story(faulty, shop);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException(
                    $"The story broke when call {call} met {fault}: {error.Message}", error);
            }

            if (!faulty.HasFailed) return call - 1;
        }

        throw new InvalidOperationException($"The story was not over after {callsMax} calls.");
    }
}
