using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Onair.Host.StaffConsole.Settings;
using Onair.Tests.Tidy;

namespace Onair.Tests.StaffConsole;

/// <summary>Settings describe themselves: each has a text, and none of a secret's value.</summary>
public sealed partial class SettingsTests
{
    [Fact]
    public void Every_section_that_a_room_binds_is_listed()
    {
        var bound = Repository.Files
            .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal)
                && file.Path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Bindings().Matches(file.Text).Select(match => match.Groups[1].Value))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            bound, ReadSettings.Sections.Select(section => section.Options.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_says_what_it_is_for()
    {
        var rows = Read([]);
        Assert.True(rows.Count > 100, $"only {rows.Count} settings");
        Assert.Equal([], rows.Where(row => row.Text.Length < 10).Select(row => row.Key));
        var hold = rows.Single(row => row.Key == "Onair:Orders:Hold");
        Assert.Equal("ONAIR__ORDERS__HOLD", hold.Variable);
        Assert.Equal(("00:10:00", "00:10:00", false), (hold.Value, hold.Default, hold.IsSet));
        Assert.Equal("00:00:00.050 - 7.00:00:00", hold.Range);
        Assert.Contains("stock is held", hold.Text, StringComparison.Ordinal);
        Assert.Contains(rows, row => row.Key == "Onair:Orders:Intake:QueueMax");
    }

    [Fact]
    public void What_is_set_is_shown_and_what_is_secret_is_not()
    {
        var rows = Read(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Onair:Orders:Hold"] = "00:20:00",
            ["Onair:Orders:SealKeys:0"] = "not to be seen",
            ["Onair:Postgres"] = "Host=x;Password=not to be seen",
            ["Onair:Payments:Toss:SecretKey"] = "not to be seen",
            ["Onair:Mail:Password"] = "not to be seen",
        });
        Assert.Equal(("00:20:00", true), rows.Where(row => row.Key == "Onair:Orders:Hold")
            .Select(row => (row.Value, row.IsSet)).Single());
        Assert.DoesNotContain(rows, row => row.Value.Contains("seen", StringComparison.Ordinal));
        Assert.True(rows.Single(row => row.Key == "Onair:Postgres") is { IsSecret: true, IsSet: true });
        foreach (var name in new[] { "SealKeys", "Postgres", "SecretKey", "Password", "SignKey", "ApiToken" })
            Assert.True(ReadSettings.IsSecret(name), name);
        foreach (var name in new[] { "PasskeyDomain", "RedisPatience", "BreachedPasswordsFile" })
            Assert.False(ReadSettings.IsSecret(name), name);
    }

    private static IReadOnlyList<SettingRow> Read(IEnumerable<KeyValuePair<string, string?>> set) =>
        new ReadSettings(new ConfigurationBuilder().AddInMemoryCollection(set).Build()).Run();

    [GeneratedRegex(@"AddOptions<(\w+)>\(\)\s*\.BindConfiguration\(")]
    private static partial Regex Bindings();
}
