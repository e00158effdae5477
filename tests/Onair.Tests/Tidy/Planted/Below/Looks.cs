namespace Onair.Tests.Tidy.Planted.Below;

internal sealed class ByParent : Above.Seen;

internal sealed class ByBody
{
    public static int Number() => Above.Seen.Number();
}

internal sealed class ByGeneric
{
    public static int Count(List<Above.Seen[]> many) => many.Count;
}

[Above.Seen]
internal sealed class ByAttribute;

internal sealed class ByConstraint<T>
    where T : Above.Seen;

internal sealed class ByLambda
{
    public static readonly Func<int> Number = () => typeof(Above.Seen).Name.Length;
}

internal sealed class Innocent
{
    public static int Number() => "Above.Seen".Length;
}
