using System.Reflection;

namespace Onair.Tests.Tidy;

/// <summary>Shop and sandbox share no code: a mistake in a shared line would be made twice and found by none.</summary>
public sealed class StrangersTest
{
    private static readonly Assembly sandbox = typeof(Onair.Sandbox.SandboxHost).Assembly;

    [Fact]
    public void The_sandbox_knows_no_shop() =>
        Assert.DoesNotContain(HouseOf(sandbox), name => name.StartsWith("Onair", StringComparison.Ordinal));

    [Fact]
    public void The_shop_knows_no_sandbox()
    {
        Assert.DoesNotContain("Onair.Sandbox", HouseOf(typeof(Onair.Storage.Database).Assembly));
        Assert.DoesNotContain("Onair.Sandbox", HouseOf(Assembly.Load("Onair.Host")));
    }

    [Fact]
    public void A_reference_is_found() => Assert.Contains("Onair.Sandbox", HouseOf(typeof(StrangersTest).Assembly));

    private static IEnumerable<string> HouseOf(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
