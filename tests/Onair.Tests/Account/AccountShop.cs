using Onair.Storage;
using Onair.Tests.Http;

namespace Onair.Tests.Account;

/// <summary>A live shop whose letters land in a folder and on a page.</summary>
internal sealed class AccountShop : IAsyncDisposable
{
    private readonly string folder;

    private AccountShop(string folder, LiveShop live)
    {
        this.folder = folder;
        Live = live;
    }

    public LiveShop Live { get; }

    public static async Task<AccountShop> OpenAsync(Dialect dialect, params IReadOnlyList<string> settings)
    {
        var mail = Directory.CreateTempSubdirectory("onair-mail-").FullName;
        return new AccountShop(
            mail, await LiveShop.OpenAsync(dialect, ["ShowMail=true", "Mail:Folder=" + mail, .. settings]));
    }

    public Surfer Surfer() => new(Live.Client);

    public async Task<Surfer> MemberAsync(string email)
    {
        var member = Surfer();
        await member.JoinAsync(email);
        return member;
    }

    public async ValueTask DisposeAsync()
    {
        await Live.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
