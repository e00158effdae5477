using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Onair.Primitives;

/// <summary>Conditional reads: the answer's tag, and whether the sender has it already.</summary>
public static class Etag
{
    /// <summary>Sets the <c>ETag</c> header. True: the sender's <c>If-None-Match</c> names it, answer 304.</summary>
    public static bool Matches(HttpContext http, EntityTagHeaderValue tag)
    {
        http.Response.GetTypedHeaders().ETag = tag;
        foreach (var sent in http.Request.GetTypedHeaders().IfNoneMatch)
        {
            if (sent.Equals(EntityTagHeaderValue.Any) || sent.Compare(tag, useStrongComparison: false)) return true;
        }

        return false;
    }
}
