namespace Onair.Tests.Tidy;

public sealed class ArrowsTest
{
    private static readonly RoomsTable table = RoomsTable.Parse(Repository.File("src/Onair/Rooms.txt").Text);

    [Fact]
    public void Rooms_look_only_where_the_table_has_an_arrow() =>
        Rule.Holds(Arrows.Check(typeof(Onair.Storage.Database).Assembly.Location, "Onair", table));

    [Fact]
    public void Every_row_looks_up_and_has_a_folder() =>
        Rule.Holds([.. table.Complaints, .. table.Compare(Folders())]);

    [Theory]
    [InlineData("ByParent"), InlineData("ByBody"), InlineData("ByGeneric"), InlineData("ByAttribute")]
    [InlineData("ByConstraint`1"), InlineData("ByLambda")]
    public void A_planted_look_is_found(string planted)
    {
        var found = Planted("Above:\nBelow:");
        Assert.Contains(
            found, complaint => complaint.StartsWith("Below -> Above: " + planted, StringComparison.Ordinal));
        Assert.DoesNotContain(found, complaint => complaint.Contains("Innocent", StringComparison.Ordinal));
    }

    [Fact]
    public void A_planted_look_with_an_arrow_is_allowed() => Assert.Empty(Planted("Above:\nBelow: Above"));

    [Theory]
    [InlineData("A:\nB: C\nC:")]
    [InlineData("A: A")]
    [InlineData("A:\nA:")]
    public void A_table_with_a_wrong_row_is_refused(string text) => Assert.NotEmpty(RoomsTable.Parse(text).Complaints);

    [Fact]
    public void A_folder_without_a_row_and_a_row_without_a_folder_are_found() =>
        Assert.Equal(2, RoomsTable.Parse("Attic:\nCellar:").Compare(["Cellar", "Shed"]).Count());

    private static IReadOnlyList<string> Planted(string rows) =>
        Arrows.Check(typeof(ArrowsTest).Assembly.Location, "Onair.Tests.Tidy.Planted", RoomsTable.Parse(rows));

    private static string[] Folders() =>
        [.. Repository.CSharp("src/Onair/").Select(file => file.Room).Where(room => room is not null).Distinct()
            .Cast<string>()];
}
