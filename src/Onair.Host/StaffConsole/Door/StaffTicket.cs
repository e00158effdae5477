using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Onair.Staff;

namespace Onair.Host.StaffConsole.Door;

/// <summary>Who a request is from: the cookie of the console, looked up with every request.</summary>
internal sealed class StaffTicket(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    StaffSessions sessions) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "staff";

    /// <summary>The claim that names a right.</summary>
    public const string Right = "right";

    private const string session = "session";

    /// <summary>The session of somebody at the console; null for nobody.</summary>
    public static Guid? SessionOf(ClaimsPrincipal who) =>
        Guid.TryParse(who.FindFirst(session)?.Value, out var id) ? id : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[DoorCookies.Session] is not { } token) return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(token, Context.RequestAborted) is not { } who)
            return AuthenticateResult.Fail("the session is over");
        var claims = Enum.GetValues<StaffRight>().Where(who.May)
            .Select(right => new Claim(Right, right.ToString()))
            .Append(new Claim(session, who.SessionId.ToString()))
            .Append(new Claim(ClaimTypes.Name, who.Name));
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }

    /// <summary>To the door, and back to where they wanted to be.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!HttpMethods.IsGet(Request.Method) || Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var back = Request.Path == "/" ? "" : "?next=" + Uri.EscapeDataString(Request.Path + Request.QueryString);
        Response.Redirect("/sign-in" + back);
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
