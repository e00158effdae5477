using Microsoft.AspNetCore.Http.Features;

namespace Onair.Sandbox.Faults;

/// <summary>
/// Stands before every endpoint that joined, and plays what the dial decided. A real gateway does not stop working when
/// the caller hangs up; so the request is read to its end first, and the work runs on without its connection.
/// </summary>
internal sealed class PlayFaults(RequestDelegate next, FaultDial dial)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<FaultCall>() is not { } call)
        {
            await next(context);
            return;
        }

        var plan = dial.Next(call.Name);
        if (plan.IsPlain)
        {
            await next(context);
            return;
        }

        if (plan.Fault.Kind == FaultKind.Refuse)
        {
            context.Abort();
            return;
        }

        var played = new PlayedCall(plan, dial);
        context.Features.Set(played);
        try
        {
            await PlayAsync(context, call, played);
        }
        catch (OperationCanceledException)
        {
            // The sandbox stops while a call waits: whoever asked sees a cut connection.
            context.Abort();
        }
    }

    private async Task PlayAsync(HttpContext context, FaultCall call, PlayedCall played)
    {
        var fault = played.Plan.Fault;
        var hangUp = context.Features.Get<IHttpRequestLifetimeFeature>()!;
        var request = await ReadAsync(context);
        context.Features.Set<IHttpRequestLifetimeFeature>(new Deaf());
        switch (fault.Kind)
        {
            case FaultKind.CloseBefore:
                hangUp.Abort();
                return;
            case FaultKind.ErrorBefore:
                await WriteErrorAsync(context, fault.Status);
                return;
            case FaultKind.DelayBefore:
                await dial.WaitAsync(fault.Delay);
                break;
        }

        if (!call.WaitsInside) await dial.WaitAsync(played.Work);
        var answer = await ProcessAsync(context);
        if (fault.Kind == FaultKind.ProcessTwice)
        {
            request.Position = 0;
            context.Response.Clear();
            answer = await ProcessAsync(context);
        }

        await AnswerAsync(context, fault, answer, hangUp);
    }

    private async Task AnswerAsync(
        HttpContext context, Fault fault, ReadOnlyMemory<byte> answer, IHttpRequestLifetimeFeature hangUp)
    {
        var body = context.Response.Body;
        switch (fault.Kind)
        {
            case FaultKind.LoseAnswer:
                hangUp.Abort();
                return;
            case FaultKind.ErrorAfter:
                context.Response.Clear();
                await WriteErrorAsync(context, fault.Status);
                return;
            case FaultKind.DelayAfter:
                await dial.WaitAsync(fault.Delay);
                break;
            case FaultKind.Truncate:
                context.Response.ContentLength = answer.Length;
                await body.WriteAsync(answer[..(answer.Length / 2)]);
                await body.FlushAsync();
                hangUp.Abort();
                return;
            case FaultKind.AnswerTwice:
                context.Response.ContentLength = answer.Length * 2;
                await body.WriteAsync(answer);
                break;
            case FaultKind.SlowAnswer:
                context.Response.ContentLength = answer.Length;
                for (var i = 0; i < answer.Length && !hangUp.RequestAborted.IsCancellationRequested; i++)
                {
                    await body.WriteAsync(answer.Slice(i, 1));
                    await body.FlushAsync();
                    await dial.WaitAsync(fault.Delay);
                }

                return;
        }

        if (context.Response.ContentLength is null && answer.Length > 0) context.Response.ContentLength = answer.Length;
        await body.WriteAsync(answer);
    }

    private async Task<ReadOnlyMemory<byte>> ProcessAsync(HttpContext context)
    {
        var wire = context.Features.Get<IHttpResponseBodyFeature>()!;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            context.Features.Set(wire);
        }

        return answer.ToArray();
    }

    private static async Task<MemoryStream> ReadAsync(HttpContext context)
    {
        // Kestrel's own limit bounds it; see SandboxHost.
        var request = new MemoryStream();
        await context.Request.Body.CopyToAsync(request, context.RequestAborted);
        request.Position = 0;
        context.Request.Body = request;
        return request;
    }

    private static Task WriteErrorAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync($"<html><body><h1>{status}</h1><p>upstream</p></body></html>");
    }

    /// <summary>A caller that hangs up is not heard.</summary>
    private sealed class Deaf : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; } = CancellationToken.None;

        public void Abort()
        {
            // The endpoint cannot cut the wire either: the dial alone does.
        }
    }
}
