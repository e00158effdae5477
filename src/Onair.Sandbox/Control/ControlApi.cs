using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Sandbox.Bank;
using Onair.Sandbox.Faults;

namespace Onair.Sandbox.Control;

/// <summary>
/// The side door for tests and <c>./run</c>: the clock, the faults, the bank. No provider has one, and no shop may use
/// it. It answers to this machine alone, under a name of this machine: no web page can be made to knock at it.
/// </summary>
internal static class ControlApi
{
    public const int EntriesLimitDefault = 1000;
    public const int EntriesLimitMax = 10_000;

    /// <summary>Ten years at once is more than any rule of the providers looks back.</summary>
    private const double secondsMax = 10 * 366 * 86_400d;

    public static RouteGroupBuilder MapControl(this WebApplication app, SandboxHost sandbox, DeadAddresses dead)
    {
        var control = app.MapGroup("/control").AddEndpointFilter(OnlyThisMachine);
        control.MapGet("/clock", () => View(sandbox));
        control.MapPost("/clock/advance", (AdvanceRequest request) => Advance(sandbox, request));
        control.MapGet("/faults", (EndpointDataSource endpoints) => new FaultsView(
            sandbox.Faults.Counts(), sandbox.Faults.Down(), sandbox.Faults.Waiting, [.. Known(endpoints).Order()],
            dead.Refused, DeadAddresses.Unresolvable));
        control.MapPut("/faults/{call}", (string call, CallRequest request, EndpointDataSource endpoints) =>
            Change(endpoints, call, () => sandbox.Faults.Set(call, Setting(request))));
        control.MapPost("/faults/{call}/script", (string call, FaultRequest request, EndpointDataSource endpoints) =>
            Change(endpoints, call, () => sandbox.Faults.Script(call, Fault(request), request.Count)));
        control.MapPut("/down/{provider}", (string provider, DownRequest request, EndpointDataSource endpoints) =>
            Down(sandbox.Faults, endpoints, provider, request.Down));
        control.MapDelete("/faults", () => sandbox.Faults.Clear());
        control.MapGet("/bank/entries", (long? after, int? limit) => Entries(sandbox.Bank, after, limit));
        control.MapGet("/bank/total", () => View(sandbox.Bank.Total));
        control.MapGet("/bank/total/{provider}/{orderId}",
            (string provider, string orderId) => View(sandbox.Bank.Of(provider, orderId)));
        control.MapPost("/reset", sandbox.Reset);
        return control;
    }

    private static async ValueTask<object?> OnlyThisMachine(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        var host = http.Request.Host.Host;
        var near = http.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
            && (host == "localhost" || (IPAddress.TryParse(host, out var named) && IPAddress.IsLoopback(named)));
        return near
            ? await next(invocation)
            : TypedResults.Json(new Refusal("Only this machine may."), ControlJson.Default.Refusal, statusCode: 403);
    }

    private static ClockView View(SandboxHost sandbox) => new(
        sandbox.Clock.GetUtcNow(), sandbox.Clock.Offset.TotalSeconds, sandbox.Faults.Waiting, sandbox.Clock.NextDue);

    private static TotalView View(BankTotal total) =>
        new(total.Captured, total.Refunded, total.Charged, total.Captures, total.Refunds);

    private static Results<Ok<ClockView>, BadRequest<Refusal>> Advance(SandboxHost sandbox, AdvanceRequest request)
    {
        if (request.Seconds is not (>= 0 and <= secondsMax))
            return TypedResults.BadRequest(new Refusal($"seconds: 0 to {secondsMax}"));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(request.Seconds));
        return TypedResults.Ok(View(sandbox));
    }

    private static Results<NoContent, BadRequest<Refusal>, NotFound<Refusal>> Change(
        EndpointDataSource endpoints, string call, Action change)
    {
        if (!Known(endpoints).Contains(call)) return TypedResults.NotFound(new Refusal($"no call is named {call}"));
        try
        {
            change();
            return TypedResults.NoContent();
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException)
        {
            return TypedResults.BadRequest(new Refusal(wrong.Message));
        }
    }

    private static Results<NoContent, NotFound<Refusal>> Down(
        FaultDial faults, EndpointDataSource endpoints, string provider, bool down)
    {
        if (!Known(endpoints).Any(call => FaultDial.ProviderOf(call) == provider))
            return TypedResults.NotFound(new Refusal($"no provider is named {provider}"));
        faults.SetDown(provider, down);
        return TypedResults.NoContent();
    }

    private static Results<Ok<EntriesView>, BadRequest<Refusal>> Entries(BankLedger bank, long? after, int? limit)
    {
        var most = limit ?? EntriesLimitDefault;
        if (most is < 1 or > EntriesLimitMax)
            return TypedResults.BadRequest(new Refusal($"limit: 1 to {EntriesLimitMax}"));
        var entries = bank.Read(after ?? 0, most);
        return TypedResults.Ok(new EntriesView(entries, entries.Count == most ? entries[^1].Id : null));
    }

    private static HashSet<string> Known(EndpointDataSource endpoints) =>
        [.. endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<FaultCall>()?.Name).OfType<string>()];

    private static CallSetting Setting(CallRequest request) => new(
        [.. (request.Rates ?? []).Select(rate => (Fault(rate), rate.Rate))],
        TimeSpan.FromMilliseconds(request.LatencyMilliseconds));

    private static Fault Fault(FaultRequest request)
    {
        if (!Enum.TryParse<FaultKind>(request.Fault, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            throw new ArgumentException($"{request.Fault}: no such fault", nameof(request));
        if (request.Status is < 500 or > 599) throw new ArgumentException("status: 500 to 599", nameof(request));
        if (kind == FaultKind.AnswerCode && string.IsNullOrEmpty(request.Code))
            throw new ArgumentException("AnswerCode needs a code", nameof(request));
        var delay = request.DelayMilliseconds is { } milliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : Faults.Fault.DelayOf(kind);
        return new Fault(kind, delay, request.Status ?? Faults.Fault.StatusDefault, request.Code);
    }
}
