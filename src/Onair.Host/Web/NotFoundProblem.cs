using Microsoft.AspNetCore.Diagnostics;
using Onair.Host.Storefront;
using Onair.Primitives;

namespace Onair.Host.Web;

/// <summary>Addresses and methods that do not exist answer with problem details too; a browser gets a page.</summary>
internal static class NotFoundProblem
{
    public static Task WriteAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        var status = http.Response.StatusCode;
        if (status == StatusCodes.Status404NotFound && PersonalAnswer.IsWanted(http.Request))
        {
            return PersonalAnswer.NotFoundAsync(http);
        }

        var problem = status switch
        {
            StatusCodes.Status404NotFound => Problem.NotFound("address"),
            StatusCodes.Status405MethodNotAllowed =>
                Problem.Of(status, "method-not-allowed", "This address has other methods."),
            StatusCodes.Status415UnsupportedMediaType => Problem.Of(
                status, "unsupported-media-type", "This address takes application/json in UTF-8."),
            _ => Problem.Of(status, "error", "The request could not be answered."),
        };
        return problem.ExecuteAsync(http);
    }
}
