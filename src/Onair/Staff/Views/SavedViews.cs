using Onair.Storage;

namespace Onair.Staff.Views;

/// <summary>Never renumber.</summary>
public enum SaveViewStatus
{
    Saved = 1,

    /// <summary>The name is empty or too long, or the view is.</summary>
    Invalid = 2,

    /// <summary>There are <see cref="SavedViews.ViewsMax"/> on this desk already.</summary>
    TooMany = 3,
}

/// <summary>How somebody likes to see a table.</summary>
public sealed class SavedView
{
    public string Name { get; init; } = "";

    /// <summary>What stands behind the question mark of the address.</summary>
    public string Query { get; init; } = "";
}

/// <summary>Views of tables that members of staff keep for themselves.</summary>
public sealed class SavedViews(Database database)
{
    /// <summary>Of one member on one desk: as many as fit into a list that is read at a glance.</summary>
    public const int ViewsMax = 20;

    public const int NameCharsMax = 40;

    public const int QueryCharsMax = 1000;

    public Task<List<SavedView>> ListAsync(Guid customer, string desk, CancellationToken cancel) => database.ReadAsync(
        open => open.QueryAsync<SavedView>(StaffStore.Views, new { customer, desk, limit = ViewsMax }, cancel), cancel);

    /// <summary>Adds a view, or puts it in the place of the one of this name.</summary>
    public Task<SaveViewStatus> SaveAsync(Guid customer, string desk, SavedView view, CancellationToken cancel)
    {
        var name = view.Name.Trim();
        if (name.Length is 0 or > NameCharsMax || view.Query.Length > QueryCharsMax || name.Any(char.IsControl))
            return Task.FromResult(SaveViewStatus.Invalid);
        return database.WriteAsync(
            async open =>
            {
                var known = await open.QueryAsync<SavedView>(
                    StaffStore.Views, new { customer, desk, limit = ViewsMax }, cancel);
                if (known.Count >= ViewsMax && !known.Exists(one => one.Name == name)) return SaveViewStatus.TooMany;
                await open.ExecuteAsync(
                    StaffStore.SaveView, new { customer, desk, name, query = view.Query }, cancel);
                return SaveViewStatus.Saved;
            },
            cancel);
    }

    public Task DropAsync(Guid customer, string desk, string name, CancellationToken cancel) => database.WriteAsync(
        open => open.ExecuteAsync(StaffStore.DropView, new { customer, desk, name }, cancel), cancel);
}
