using Mono.Cecil;

namespace Onair.Tests.Tidy;

/// <summary>Who looks at whom, in the compiled assembly, against <c>Rooms.txt</c>.</summary>
internal static class Arrows
{
    /// <param name="assembly">Path of the assembly.</param>
    /// <param name="house">The namespace whose children are rooms: <c>Onair</c>.</param>
    /// <param name="table">Which arrows are allowed.</param>
    public static IReadOnlyList<string> Check(string assembly, string house, RoomsTable table)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var complaints = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in module.GetTypes())
        {
            var from = RoomOf(type, house);
            if (from is null) continue;
            if (from.Length == 0)
            {
                // What the compiler makes by itself has names that nobody can write.
                if (!type.FullName.Contains('<', StringComparison.Ordinal))
                    complaints.Add($"{type.FullName} stands in no room");
                continue;
            }

            foreach (var to in References.Of(type).Select(seen => RoomOf(seen, house))
                .Where(room => room is { Length: > 0 }).Distinct())
            {
                if (!table.Allows(from, to!))
                    complaints.Add($"{from} -> {to}: {Outermost(type).Name} looks where Rooms.txt has no arrow");
            }
        }

        return [.. complaints];
    }

    /// <summary>The first name behind the house's own; empty for the house itself, null for what is not ours.</summary>
    private static string? RoomOf(TypeReference type, string house)
    {
        var space = Outermost(type).Namespace ?? "";
        if (space == house) return "";
        return space.StartsWith(house + ".", StringComparison.Ordinal)
            ? space[(house.Length + 1)..].Split('.')[0]
            : null;
    }

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is not null) type = type.DeclaringType;
        return type;
    }
}
