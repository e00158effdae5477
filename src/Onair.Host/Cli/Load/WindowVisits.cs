using System.Text.Json.Nodes;

namespace Onair.Host.Cli.Load;

/// <summary>
/// The customer's part in a payment window, without the window: the sandbox's control API makes the authenticated
/// payment, and what it would have sent the browser back with is sent to the shop.
/// </summary>
internal sealed class WindowVisits : IDisposable
{
    private readonly HttpClient browser = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    });

    /// <summary>
    /// True when the shop took the browser back; false for a gateway that is no sandbox on this machine.
    /// </summary>
    public async Task<bool> PayAsync(WindowAnswer window, CancellationToken cancel)
    {
        if (window.Url is not { IsLoopback: true } script) return false;
        try
        {
            return window.Fields.ContainsKey("clientKey")
                ? await TossAsync(new Uri(script, "/control/toss/windows"), window.Fields, cancel)
                : await InicisAsync(new Uri(script, "/control/inicis/windows"), window.Fields, cancel);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => browser.Dispose();

    private async Task<bool> TossAsync(
        Uri control, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var asked = new JsonObject
        {
            ["orderId"] = fields["orderId"],
            ["amount"] = long.Parse(fields["amount"], System.Globalization.CultureInfo.InvariantCulture),
            ["method"] = fields["method"],
            ["clientKey"] = fields["clientKey"],
            ["successUrl"] = fields["successUrl"],
        };
        using var made = await browser.PostAsJsonAsync(control, asked, cancel);
        if (!made.IsSuccessStatusCode) return false;
        var answer = await made.Content.ReadFromJsonAsync<JsonNode>(cancel);
        using var back = await browser.GetAsync(new Uri((string)answer!["redirect"]!), cancel);
        return IsTaken(back);
    }

    private async Task<bool> InicisAsync(
        Uri control, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        using var made = await browser.PostAsJsonAsync(control, fields, cancel);
        if (!made.IsSuccessStatusCode) return false;
        var answer = await made.Content.ReadFromJsonAsync<JsonNode>(cancel);
        using var form = new FormUrlEncodedContent(answer!["fields"]!.AsObject()
            .Select(f => new KeyValuePair<string, string>(f.Key, (string)f.Value!)));
        using var back = await browser.PostAsync(new Uri((string)answer["returnUrl"]!), form, cancel);
        return IsTaken(back);
    }

    /// <summary>The shop sends the browser on to the order.</summary>
    private static bool IsTaken(HttpResponseMessage back) => (int)back.StatusCode == 303;
}
