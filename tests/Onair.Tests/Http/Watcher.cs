using System.Text.Json.Nodes;

namespace Onair.Tests.Http;

/// <summary>A reader of server-sent events, line by line.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private Watcher(HttpResponseMessage response, StreamReader lines)
    {
        this.response = response;
        this.lines = lines;
    }

    public static Task<Watcher> OpenAsync(LiveShop shop, string query, string? lastId = null) =>
        OpenAsync(shop.Client, query, lastId);

    public static Task<Watcher> OpenAsync(HttpClient client, string query, string? lastId = null) =>
        OpenAtAsync(client, "/api/v1/live?" + query, lastId);

    public static Task<Watcher> OpenAtAsync(LiveShop shop, string address, string? lastId = null) =>
        OpenAtAsync(shop.Client, address, lastId);

    private static async Task<Watcher> OpenAtAsync(HttpClient client, string address, string? lastId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (lastId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        var answer = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, LiveShop.Cancel);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new Watcher(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(LiveShop.Cancel)));
    }

    /// <summary>The next line that is not empty.</summary>
    public async Task<string> LineAsync() =>
        await NextAsync() ?? throw new InvalidOperationException("the stream has ended");

    /// <summary>The next event of prices and stock; signs of life and talk are left out.</summary>
    public async Task<(string Id, JsonNode Content)> EventAsync()
    {
        while (true)
        {
            var (name, id, content) = await AnyAsync();
            if (name.Length == 0) return (id, content);
        }
    }

    /// <summary>The next event of talk; signs of life, prices and stock are left out.</summary>
    public async Task<(string Id, JsonNode Content)> TalkAsync()
    {
        while (true)
        {
            var (name, id, content) = await AnyAsync();
            if (name == "talk") return (id, content);
        }
    }

    /// <summary>The next event of either kind; signs of life are left out.</summary>
    public async Task<(string Name, string Id, JsonNode Content)> AnyAsync()
    {
        var (name, id) = ("", "");
        while (true)
        {
            var line = await LineAsync();
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return (name, id, JsonNode.Parse(line[6..])!);
        }
    }

    /// <summary>The next event that is so.</summary>
    public async Task<(string Id, JsonNode Content)> EventAsync(Func<JsonNode, bool> isSo)
    {
        while (true)
        {
            var (id, content) = await EventAsync();
            if (isSo(content)) return (id, content);
        }
    }

    /// <summary>Reads to the end; null when there is one.</summary>
    public async Task<string?> EndAsync()
    {
        try
        {
            while (await NextAsync() is not null)
            {
                // What is still on its way.
            }
        }
        catch (IOException)
        {
            // Cut off is an end, too.
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string?> NextAsync()
    {
        // What does not come within this does not come: the test fails instead of standing.
        while (await lines.ReadLineAsync(LiveShop.Cancel).AsTask().WaitAsync(patience, LiveShop.Cancel) is { } line)
        {
            if (line.Length > 0) return line;
        }

        return null;
    }
}
