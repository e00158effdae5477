namespace Onair.Tests.Tidy;

public sealed class InterfacesTest
{
    [Fact]
    public void Interfaces_have_two_implementations_or_a_reason() => Rule.Holds([
        .. Interfaces.Check(
            [.. typeof(Onair.Storage.Database).Assembly.GetTypes(),
                .. typeof(Onair.Sandbox.SandboxHost).Assembly.GetTypes(),
                .. System.Reflection.Assembly.Load("Onair.Host").GetTypes()],
            Rule.List("tests/Onair.Tests/Tidy/interfaces.txt")),
    ]);

    [Fact]
    public void A_lonely_interface_is_found()
    {
        Assert.Single(Interfaces.Check([typeof(ILonely), typeof(Only)], []));
        Assert.Single(Interfaces.Check([typeof(ILonely), typeof(Only)], ["ILonely:"]));
        Assert.Empty(Interfaces.Check([typeof(ILonely), typeof(Only)], ["ILonely: the seam to others"]));
    }

    [Fact]
    public void A_reason_that_is_not_needed_is_found() =>
        Assert.Single(
            Interfaces.Check([typeof(ILonely), typeof(Only), typeof(Second)], ["ILonely: the seam to others"]));

    private interface ILonely;

    private sealed class Only : ILonely;

    private sealed class Second : ILonely;
}
