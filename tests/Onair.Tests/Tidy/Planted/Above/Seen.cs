namespace Onair.Tests.Tidy.Planted.Above;

// Planted, so that the rule about arrows can be seen to fail: each type of the room below looks here in one way.
internal class Seen
{
    public static int Number() => 1;
}

[AttributeUsage(AttributeTargets.Class)]
internal sealed class SeenAttribute : Attribute;
