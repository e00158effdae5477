using Microsoft.AspNetCore.Http.HttpResults;

namespace Onair.Host.Storefront;

/// <summary>After a form: what comes next is a page to look at, and loading it again sends nothing again.</summary>
internal static class SeeOther
{
    /// <param name="http">Answered with 303.</param>
    /// <param name="address">Of this shop.</param>
    public static StatusCodeHttpResult At(HttpContext http, string address)
    {
        http.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
