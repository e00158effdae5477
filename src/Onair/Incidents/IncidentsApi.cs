using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>Doors for engines that watch from outside.</summary>
public static class IncidentsApi
{
    /// <summary>Bytes of a message: 500 alerts with their labels.</summary>
    private const int bodyBytesMax = 256 * 1024;

    public static IEndpointRouteBuilder MapWatch(this IEndpointRouteBuilder api)
    {
        api.MapPost("/watch/alertmanager", AlertmanagerAsync).ExcludeFromDescription();
        return api;
    }

    private static async Task<IResult> AlertmanagerAsync(
        HttpContext http, HearAlertmanager hear, OpenIncident incidents, Database database,
        IOptions<IncidentsOptions> options, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (options.Value.AlertmanagerToken.Length == 0) return Problem.NotFound("address");
        if (!BearerToken.IsSent(http.Request, BearerToken.DigestOf(options.Value.AlertmanagerToken)))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problem.Of(StatusCodes.Status401Unauthorized, "watch-only", "Send the token as a Bearer token.");
        }

        if (http.Request.ContentLength > bodyBytesMax)
            return Problem.Of(StatusCodes.Status413PayloadTooLarge, "too-large", $"At most {bodyBytesMax} bytes.");
        AlertmanagerMessage? message;
        try
        {
            message = await JsonSerializer.DeserializeAsync(
                http.Request.Body, IncidentsJson.Default.AlertmanagerMessage, cancel);
        }
        catch (JsonException)
        {
            return Problem.Invalid([new FieldError("$", "is a message of Alertmanager's webhook")]);
        }

        var errors = Faults(message);
        if (errors.Count > 0) return Problem.Invalid(errors);
        var answer = await database.WriteAsync(open => hear.RunAsync(open, message!, cancel), cancel);
        incidents.Wake();
        return TypedResults.Json(answer, IncidentsJson.Default.AlertmanagerAnswer);
    }

    private static List<FieldError> Faults(AlertmanagerMessage? message)
    {
        var errors = new List<FieldError>();
        if (message?.Version != "4") errors.Add(new FieldError("version", "is 4"));
        if (message?.Alerts is not { Count: > 0 and <= HearAlertmanager.AlertsMax } alerts)
        {
            errors.Add(new FieldError("alerts", $"has 1-{HearAlertmanager.AlertsMax}"));
            return errors;
        }

        for (var i = 0; i < alerts.Count; i++)
        {
            if (alerts[i]?.Status is not ("firing" or "resolved"))
                errors.Add(new FieldError($"alerts[{i}].status", "is firing or resolved"));
            if (alerts[i]?.Labels is null) errors.Add(new FieldError($"alerts[{i}].labels", "is there"));
            if (string.IsNullOrEmpty(alerts[i]?.Fingerprint))
                errors.Add(new FieldError($"alerts[{i}].fingerprint", "is there"));
        }

        return errors;
    }
}
