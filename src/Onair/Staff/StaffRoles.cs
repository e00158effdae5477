namespace Onair.Staff;

/// <summary>What somebody works as; one may be several. Stored as bits; never renumber.</summary>
[Flags]
public enum StaffRoles
{
    None = 0,

    /// <summary>Runs shows.</summary>
    Producer = 1,

    /// <summary>Plans what is sold, when and for how much.</summary>
    Merchandiser = 2,

    /// <summary>Receives, counts and ships.</summary>
    Warehouse = 4,

    /// <summary>Speaks with customers.</summary>
    Care = 8,

    /// <summary>Keeps the shop running.</summary>
    Operator = 16,

    /// <summary>Follows the money.</summary>
    Finance = 32,

    /// <summary>Says who works here as what; does none of the other work.</summary>
    Admin = 64,
}

/// <summary>Roles as words: <c>producer,care</c>.</summary>
public static class StaffRoleWords
{
    /// <summary>Each role, in the order in which lists show them.</summary>
    public static readonly IReadOnlyList<StaffRoles> All =
        [.. Enum.GetValues<StaffRoles>().Where(role => role != StaffRoles.None)];

    public static string Of(StaffRoles roles) =>
        string.Join(',', All.Where(role => roles.HasFlag(role)).Select(WordOf));

    public static string WordOf(StaffRoles role) => role.ToString().ToLowerInvariant();

    /// <summary>Null when a word is no role, or there is none.</summary>
    public static StaffRoles? Parse(string words)
    {
        var roles = StaffRoles.None;
        const StringSplitOptions clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (var word in words.Split(',', clean))
        {
            var role = All.FirstOrDefault(r => WordOf(r).Equals(word, StringComparison.OrdinalIgnoreCase));
            if (role == StaffRoles.None) return null;
            roles |= role;
        }

        return roles == StaffRoles.None ? null : roles;
    }
}
