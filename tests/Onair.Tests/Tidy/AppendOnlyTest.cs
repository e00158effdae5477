using System.Text.RegularExpressions;

namespace Onair.Tests.Tidy;

/// <summary>
/// The ledger, the log of ratings and the audit log are only ever added to: no store has a statement that changes or
/// deletes their rows.
/// </summary>
public sealed partial class AppendOnlyTest
{
    [Fact]
    public void No_store_changes_what_is_only_added_to()
    {
        var stores = Repository.CSharp("src/Onair/").Where(Tables.IsStore).ToList();
        foreach (var table in new[] { "ledger_entries", "rating_steps", "audit_entries" })
            Assert.Contains(stores, file => file.Text.Contains(table, StringComparison.Ordinal));
        Rule.Holds([.. stores.SelectMany(Changes)]);
    }

    [Theory]
    [InlineData("var a = \"UPDATE ledger_entries SET amount = 1\";")]
    [InlineData("var a = \"DELETE FROM ledger_entries\";")]
    [InlineData("var a = \"DELETE FROM rating_steps WHERE rating_id = @id\";")]
    [InlineData("var a = \"UPDATE audit_entries SET detail = ''\";")]
    [InlineData("var a = \"TRUNCATE TABLE ledger_entries\";")]
    [InlineData("var a = \"INSERT OR REPLACE INTO ledger_entries VALUES (1)\";")]
    [InlineData("var a = Bulk<int>.InsertInto(\"ledger_entries\", \"ON CONFLICT (id) DO UPDATE SET amount = 1\");")]
    public void A_statement_that_does_is_found(string text) =>
        Assert.NotEmpty(Changes(new SourceFile("src/Onair/Payments/PaymentsStore.cs", text)));

    private static IEnumerable<string> Changes(SourceFile file) =>
        Change().Matches(file.Text).Select(found => $"{file.Path}: {found.Value}: it is append-only");

    [GeneratedRegex(
        @"\b(UPDATE|DELETE\s+FROM|TRUNCATE(\s+TABLE)?|REPLACE\s+INTO)\s+(ONLY\s+)?"
        + @"(ledger_entries|rating_steps|audit_entries)\b"
        + @"|\b(ledger_entries|rating_steps|audit_entries)\b[^;]*?DO\s+UPDATE\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Change();
}
