using System.Text.Json.Nodes;

namespace Onair.Tests.Http;

/// <summary>A reader of server-sent events, line by line.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private Watcher(HttpResponseMessage response, StreamReader lines)
    {
        this.response = response;
        this.lines = lines;
    }

    public static async Task<Watcher> OpenAsync(LiveShop shop, string query, string? lastId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live?" + query);
        if (lastId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        var answer = await shop.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, LiveShop.Cancel);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new Watcher(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(LiveShop.Cancel)));
    }

    /// <summary>The next line that is not empty.</summary>
    public async Task<string> LineAsync() =>
        await NextAsync() ?? throw new InvalidOperationException("the stream has ended");

    /// <summary>The next event, signs of life left out.</summary>
    public async Task<(string Id, JsonNode Content)> EventAsync()
    {
        var id = "";
        while (true)
        {
            var line = await LineAsync();
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return (id, JsonNode.Parse(line[6..])!);
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
        while (await lines.ReadLineAsync(LiveShop.Cancel) is { } line)
        {
            if (line.Length > 0) return line;
        }

        return null;
    }
}
