using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Onair.Primitives;

namespace Onair.Calls.Agents;

/// <summary>Who stands at the desk, for the handlers behind the door.</summary>
/// <param name="Agent">Whose token it was.</param>
/// <param name="Sender">The address that the request came from; empty where a proxy names none.</param>
public sealed record AtDesk(Agent Agent, string Sender);

/// <summary>
/// The lock before the desk of the call centre: an agent's own token, sent as <c>Authorization: Bearer ...</c>. The
/// operator's token opens nothing here, nor an agent's anything there.
/// </summary>
internal sealed class AgentDoor : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        var find = http.RequestServices.GetRequiredService<FindAgents>();
        if (TokenOf(http.Request) is not { } token
            || await find.ByTokenAsync(token, http.RequestAborted) is not { } agent)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problem.Of(
                StatusCodes.Status401Unauthorized, "agent-only", "Send an agent's token as a Bearer token.");
        }

        http.Features.Set(new AtDesk(agent, SenderOf(http)));
        return await next(context);
    }

    /// <summary>Who came through this door.</summary>
    public static AtDesk Of(HttpContext http) => http.Features.Get<AtDesk>()
        ?? throw new InvalidOperationException("this address has no door before it");

    private static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } sent]
        && AuthenticationHeaderValue.TryParse(sent, out var header)
        && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            ? header.Parameter
            : null;

    private static string SenderOf(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<CallsOptions>>().Value;
        var forwarded = http.Request.Headers["X-Forwarded-For"].ToString();
        return new SenderAddress(options.TrustedProxies)
            .Of(http.Connection.RemoteIpAddress, forwarded.Length > 0 ? forwarded : null)?.ToString() ?? "";
    }
}
