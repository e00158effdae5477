using Onair.Storage;

namespace Onair.Tests.Fixtures;

/// <summary>
/// One suite, two databases: <c>[Theory, ClassData(typeof(BothDatabases))]</c> with a <see cref="Dialect"/>.
/// </summary>
public sealed class BothDatabases : TheoryData<Dialect>
{
    public BothDatabases()
    {
        Add(Dialect.Sqlite);
        Add(Dialect.Postgres);
    }
}
