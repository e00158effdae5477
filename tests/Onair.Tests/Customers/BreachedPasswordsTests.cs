using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Onair.Customers;

namespace Onair.Tests.Customers;

public sealed class BreachedPasswordsTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Theory]
    [InlineData(1, "\n", true), InlineData(1, "\r\n", false), InlineData(2, "\n", false), InlineData(3, "\r\n", true)]
    [InlineData(1000, "\n", true), InlineData(1000, "\r\n", true), InlineData(1001, "\n", false)]
    public void Every_line_is_found_and_nothing_else(int count, string end, bool endsWithLine)
    {
        var stolen = Enumerable.Range(0, count).Select(i => $"stolen elsewhere {i}").ToList();
        Write(stolen, end, endsWithLine);
        var list = Open();
        Assert.All(stolen, password => Assert.True(list.Has(password)));
        for (var i = 0; i < 200; i++) Assert.False(list.Has($"nobody lost this {i}"));
    }

    [Theory]
    [InlineData("password"), InlineData("PASSWORD1"), InlineData("12345678"), InlineData("1q2w3e4r!")]
    public void Common_ones_are_known_without_a_file(string password) =>
        Assert.True(
            new BreachedPasswords(Options.Create(new CustomersOptions()), NullLogger<BreachedPasswords>.Instance)
                .Has(password));

    [Theory]
    [InlineData("this is no list of hashes at all, and its lines are far too long to be one of a hash and a number..")]
    [InlineData("ABC\nDEF\nABC\nDEF\n"), InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz:1\n")]
    public void List_that_cannot_be_read_lets_nobody_through(string text)
    {
        File.WriteAllText(file, text + text);
        Assert.Throws<IOException>(() => Open().Has("a password nobody lost"));
    }

    [Fact]
    public void Empty_list_is_a_list()
    {
        File.WriteAllText(file, "");
        Assert.False(Open().Has("a password nobody lost"));
    }

    public void Dispose() => File.Delete(file);

    private void Write(IEnumerable<string> passwords, string end, bool endsWithLine)
    {
        var lines = passwords.Select(p => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(p))))
            .Order(StringComparer.Ordinal).Select((hash, i) => $"{hash}:{(i * 7919) + 1}");
        File.WriteAllText(file, string.Join(end, lines) + (endsWithLine ? end : ""));
    }

    private BreachedPasswords Open() => new(
        Options.Create(new CustomersOptions { BreachedPasswordsFile = file }), NullLogger<BreachedPasswords>.Instance);
}
