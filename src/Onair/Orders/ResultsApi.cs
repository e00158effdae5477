using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Onair.Primitives;

namespace Onair.Orders;

public static class ResultsApi
{
    /// <summary>What a show brought: for the producer, so whoever maps it puts a lock before it.</summary>
    public static IEndpointRouteBuilder MapBroadcastResults(this IEndpointRouteBuilder api)
    {
        api.MapGet("/broadcasts/{id:guid}/result", ShowAsync)
            .WithName("ShowBroadcastResult").WithTags("Broadcasts")
            .WithSummary("Sell-through by minute, conversion, revenue by channel")
            .Produces<ResultView>().ProducesProblem(401).ProducesProblem(404);
        return api;
    }

    private static async Task<IResult> ShowAsync(Guid id, ShowResults show, CancellationToken cancel) =>
        await show.RunAsync(id, cancel) is { } result
            ? JsonAnswer.Of(ResultView.Of(result), ResultsJson.Default.ResultView)
            : Problem.NotFound("broadcast");
}
