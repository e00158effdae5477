using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Onair.Host.Web;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Bench.Servers;

/// <summary>
/// What a shop does that has no group commit: the same address, the same body, the same checks, the same statements on
/// the same schema, but one transaction per order. It exists here alone, to be measured.
/// </summary>
internal static class NaiveShop
{
    public const string Command = "naive";

    /// <summary>Npgsql's own default, which is what such shops run with.</summary>
    private const int poolMax = 100;

    public static async Task<int> RunAsync(string port, string postgres)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Onair:Postgres"] = postgres;
        builder.Configuration["Onair:PostgresPoolMax"] = poolMax.ToString();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRooms();
        await using var app = builder.Build();
        await app.Services.GetRequiredService<OrderTokens>().LoadAsync(CancellationToken.None);
        app.MapPost("/api/v1/orders", PlaceAsync);
        app.MapGet("/health/ready", () => TypedResults.Text("ready"));
        app.MapGet("/bench/memory", () => TypedResults.Json(new ServerProcess.MemoryAnswer(
            Environment.WorkingSet, GC.GetTotalAllocatedBytes()), ServerProcess.ServerJson.Default.MemoryAnswer));
        await app.RunAsync();
        return 0;
    }

    private static async Task<IResult> PlaceAsync(
        HttpContext http, OrderIntake intake, Database database, OrderTokens tokens)
    {
        IReadOnlyList<FieldError> errors = [];
        var (refusal, order) = await RequestBody.ParseAsync(
            http,
            OrdersOptions.BodyBytesMax,
            mayBeEmpty: true,
            body => OrderRequestReader.Read(body, http.Request.Headers["Idempotency-Key"], out errors));
        if (refusal is not null) return refusal;
        if (order is null) return Problem.Invalid(errors);
        var answers = await database.WriteAsync(
            open => intake.RunAsync(open, [order], http.RequestAborted), http.RequestAborted);
        return answers[0].Order is { } placed && answers[0].Status == PlaceOrderStatus.Placed
            ? TypedResults.Json(
                OrderView.Of(placed, tokens.Of(placed.Id)),
                OrdersJson.Default.OrderView,
                statusCode: StatusCodes.Status201Created)
            : TypedResults.StatusCode(StatusCodes.Status409Conflict);
    }
}
