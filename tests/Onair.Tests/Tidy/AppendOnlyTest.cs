using System.Text.RegularExpressions;

namespace Onair.Tests.Tidy;

/// <summary>The ledger is only ever added to: no store has a statement that changes or deletes its rows.</summary>
public sealed partial class AppendOnlyTest
{
    [Fact]
    public void No_store_changes_the_ledger()
    {
        var stores = Repository.CSharp("src/Onair/").Where(Tables.IsStore).ToList();
        Assert.Contains(stores, file => file.Text.Contains("ledger_entries", StringComparison.Ordinal));
        Rule.Holds([.. stores.SelectMany(Changes)]);
    }

    [Theory]
    [InlineData("var a = \"UPDATE ledger_entries SET amount = 1\";")]
    [InlineData("var a = \"DELETE FROM ledger_entries\";")]
    [InlineData("var a = \"TRUNCATE TABLE ledger_entries\";")]
    [InlineData("var a = \"INSERT OR REPLACE INTO ledger_entries VALUES (1)\";")]
    [InlineData("var a = Bulk<int>.InsertInto(\"ledger_entries\", \"ON CONFLICT (id) DO UPDATE SET amount = 1\");")]
    public void A_statement_that_does_is_found(string text) =>
        Assert.NotEmpty(Changes(new SourceFile("src/Onair/Payments/PaymentsStore.cs", text)));

    private static IEnumerable<string> Changes(SourceFile file) =>
        Change().Matches(file.Text).Select(found => $"{file.Path}: {found.Value}: the ledger is append-only");

    [GeneratedRegex(
        @"\b(UPDATE|DELETE\s+FROM|TRUNCATE(\s+TABLE)?|REPLACE\s+INTO)\s+(ONLY\s+)?ledger_entries\b"
        + @"|\bledger_entries\b[^;]*?DO\s+UPDATE\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Change();
}
