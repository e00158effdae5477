using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Onair.Orders;
using Onair.Primitives;

namespace Onair.Host.Web;

/// <summary>
/// What the benchmark compares with: an address that parses the JSON of an order and answers, and does nothing else.
/// Only with <c>ONAIR__BENCH=true</c>.
/// </summary>
internal static partial class Bench
{
    public static void MapBench(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<HostingOptions>>().Value.Bench) return;
        app.MapPost("/bench/noop", (Delegate)NoopAsync).ExcludeFromDescription();
        app.MapGet("/bench/memory", Memory).ExcludeFromDescription();
    }

    private static async Task<IResult> NoopAsync(HttpContext http)
    {
        var body = await http.Request.ReadFromJsonAsync(BenchJson.Default.PlaceOrderBody, http.RequestAborted);
        return body is null
            ? Problem.NotFound("body")
            : TypedResults.Json(
                new NoopAnswer(body.Lines.Count, body.Lines[0].UnitPrice), BenchJson.Default.NoopAnswer);
    }

    private static IResult Memory() => TypedResults.Json(
        new MemoryAnswer(Environment.WorkingSet, GC.GetTotalAllocatedBytes()), BenchJson.Default.MemoryAnswer);

    internal sealed record NoopAnswer(int Lines, long Total);

    internal sealed record MemoryAnswer(long Rss, long AllocatedBytes);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(PlaceOrderBody))]
    [JsonSerializable(typeof(NoopAnswer))]
    [JsonSerializable(typeof(MemoryAnswer))]
    private sealed partial class BenchJson : JsonSerializerContext;
}
