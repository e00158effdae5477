using Onair.Broadcasts;
using Onair.Broadcasts.Talk;
using Onair.Catalog;
using Onair.Orders;
using Onair.Payments.Reconciliation;
using Onair.Primitives;
using Onair.Ratings;

namespace Onair.Host.Web;

/// <summary>
/// The lock before what shoppers may not see. One token of the deployment (<c>ONAIR__OPERATOR__TOKEN</c>, or a file
/// named
/// by <c>ONAIR__OPERATOR__TOKENFILE</c>), sent as <c>Authorization: Bearer ...</c>. Without a token these addresses do
/// not exist.
/// </summary>
internal sealed class OperatorDoor : IEndpointFilter
{
    /// <summary>Nobody guesses 24 random characters; a word of a dictionary is refused at the start.</summary>
    public const int TokenLengthMin = 24;

    private const string tokenName = "Onair:Operator:Token";

    private readonly byte[]? digest;

    public OperatorDoor(IConfiguration configuration)
    {
        var token = configuration[tokenName];
        if (string.IsNullOrEmpty(token) && configuration["Onair:Operator:TokenFile"] is { Length: > 0 } file)
            token = File.ReadAllText(file).Trim();
        if (string.IsNullOrEmpty(token)) return;
        if (token.Length < TokenLengthMin)
            throw new InvalidOperationException($"{tokenName} is shorter than {TokenLengthMin} characters.");
        digest = BearerToken.DigestOf(token);
    }

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (digest is null) return ValueTask.FromResult<object?>(Problem.NotFound("address"));
        if (BearerToken.IsSent(http.Request, digest)) return next(context);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return ValueTask.FromResult<object?>(Problem.Of(
            StatusCodes.Status401Unauthorized, "operator-only", "Send the operator's token as a Bearer token."));
    }
}

internal static class OperatorRoutes
{
    public static void MapOperator(this WebApplication app) =>
        app.MapGroup("/api/v1").AddEndpointFilter(new OperatorDoor(app.Configuration)).MapReconciliation().MapPrices()
            .MapBroadcastDesk().MapTalkDesk().MapBroadcastResults().MapModeration();
}
