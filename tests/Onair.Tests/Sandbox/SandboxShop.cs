using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Onair.Sandbox;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Sandbox;

/// <summary>A sandbox on a free port with a clock that the test moves, and a shop that speaks to it.</summary>
internal sealed class SandboxShop : IAsyncDisposable
{
    public const string SecretKey = "test_sk_sandbox0000000000000000000000";

    private SandboxShop(SandboxHost host)
    {
        Host = host;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = new Uri(host.Url),
        };
        Http.DefaultRequestHeaders.Authorization = Basic(SecretKey + ":");
    }

    public SandboxHost Host { get; }

    public HttpClient Http { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SandboxShop> StartAsync(params string[] args)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero));
        var host = SandboxHost.Build([.. args, "--url", $"http://127.0.0.1:{LoopbackPort.Free()}"], time);
        await host.StartAsync();
        return new SandboxShop(host);
    }

    public static AuthenticationHeaderValue Basic(string text) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    /// <summary>A customer who has been through the window.</summary>
    public async Task<string> WindowAsync(string orderId, long amount, object? more = null)
    {
        var fields = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        fields["orderId"] = orderId;
        fields["amount"] = amount;
        var (status, body) = await SendAsync(HttpMethod.Post, "/control/toss/windows", fields);
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("paymentKey").GetString()!;
    }

    public Task<(int Status, JsonElement Body)> ConfirmAsync(
        string key, string orderId, long amount, string? idempotency = null, string? code = null) => SendAsync(
        HttpMethod.Post, "/v1/payments/confirm", new { paymentKey = key, orderId, amount }, idempotency, code);

    public Task<(int Status, JsonElement Body)> CancelAsync(string key, object body, string? idempotency = null) =>
        SendAsync(HttpMethod.Post, $"/v1/payments/{key}/cancel", body, idempotency);

    public Task<(int Status, JsonElement Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<(int Status, JsonElement Body)> SendAsync(
        HttpMethod method, string path, object? body, string? idempotency = null, string? code = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (idempotency is not null) request.Headers.Add("Idempotency-Key", idempotency);
        if (code is not null) request.Headers.Add("TossPayments-Test-Code", code);
        using var answer = await Http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }
}
