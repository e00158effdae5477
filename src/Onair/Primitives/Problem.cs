using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Onair.Primitives;

/// <summary>A wrong field of a request: its name as the sender wrote it, and what would be right.</summary>
public readonly record struct FieldError(string Field, string Message);

/// <summary>
/// RFC 9457 problem details, one shape for all rooms. <c>type</c> is a stable word that programs may test.
/// </summary>
public static class Problem
{
    /// <summary>Base of <c>type</c>: a relative reference, as the address of a shop is its own.</summary>
    private const string typeBase = "/problems/";

    /// <param name="status">HTTP status code.</param>
    /// <param name="code">The stable word: <c>sold-out</c>, <c>key-reused</c>.</param>
    /// <param name="title">A sentence for people.</param>
    /// <param name="extensions">More members: <c>lines</c>, <c>errors</c>.</param>
    public static ProblemHttpResult Of(
        int status, string code, string title, params ReadOnlySpan<(string Name, object? Value)> extensions)
    {
        var problem = new ProblemDetails { Status = status, Type = typeBase + code, Title = title };
        problem.Extensions["code"] = code;
        foreach (var (name, value) in extensions) problem.Extensions[name] = value;
        return TypedResults.Problem(problem);
    }

    /// <summary>Errors named in one answer: a body of 500 wrong lines must not make an answer of megabytes.</summary>
    private const int errorsMax = 50;

    /// <summary>400 with every wrong field at once: <c>errors: {"lines[0].sku": ["..."]}</c>.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyList<FieldError> errors) => Of(
        StatusCodes.Status400BadRequest,
        "invalid",
        "The request has wrong fields.",
        ("errors", errors.Take(errorsMax).GroupBy(e => e.Field)
            .ToDictionary(g => g.Key, g => g.Select(e => e.Message).ToArray())));

    public static ProblemHttpResult NotFound(string what) =>
        Of(StatusCodes.Status404NotFound, "not-found", $"There is no such {what}.");
}
