namespace Onair.Tests.Tidy;

/// <summary>
/// An interface with fewer than two implementations is a guess; a guess needs its reason in <c>interfaces.txt</c>.
/// </summary>
internal static class Interfaces
{
    private const int implementationsMin = 2;

    public static IEnumerable<string> Check(IReadOnlyCollection<Type> types, IReadOnlyCollection<string> reasons)
    {
        var allowed = reasons.Select(line => line.Split(':')).ToDictionary(
            parts => parts[0].Trim(), parts => parts.ElementAtOrDefault(1)?.Trim() ?? "", StringComparer.Ordinal);
        var lonely = types.Where(type => type.IsInterface && !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(face => types.Count(type => Implements(type, face)) < implementationsMin)
            .Select(face => face.Name)
            .ToHashSet(StringComparer.Ordinal);
        return lonely.Where(name => allowed.GetValueOrDefault(name) is null or "")
            .Select(name => $"{name} has fewer than two implementations and no reason in interfaces.txt")
            .Concat(allowed.Keys.Except(lonely).Select(name => $"interfaces.txt: {name} is no longer needed"));
    }

    private static bool Implements(Type type, Type face) =>
        type is { IsInterface: false, IsAbstract: false }
        && Array.Exists(
            type.GetInterfaces(), one => (one.IsGenericType ? one.GetGenericTypeDefinition() : one) == face);
}
