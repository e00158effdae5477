using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Onair.Payments.Ledger;
using Onair.Primitives;
using Json = Onair.Payments.Reconciliation.ReconciliationJson;

namespace Onair.Payments.Reconciliation;

/// <summary>
/// What finance looks at. These routes know nobody's sign-in: whoever maps them puts a lock before them.
/// </summary>
public static class ReconciliationApi
{
    private const string actor = "operator";
    private const int bodyBytesMax = 8 * 1024;
    private const int limitDefault = 50;
    private const int wordLengthMax = 64;

    public static IEndpointRouteBuilder MapReconciliation(this IEndpointRouteBuilder api)
    {
        Read<AttemptRows>(
            api, "/payments/attempts", ListAttemptsAsync, "ListAttempts", "Payment attempts, newest first")
            .ProducesProblem(400);
        Read<AttemptFile>(
            api, "/payments/attempts/{id:guid}", ShowAttemptAsync, "ShowAttempt",
            "An attempt, its refunds and entries");
        Read<CaseRows>(
            api, "/payments/cases", ListCasesAsync, "ListCases", "Cases, newest first; without state: not resolved")
            .ProducesProblem(400);
        Read<CaseFile>(api, "/payments/cases/{id:guid}", ShowCaseAsync, "ShowCase", "A case and its steps")
            .Produces(StatusCodes.Status304NotModified);
        Read<RunRows>(api, "/payments/runs", ListRunsAsync, "ListRuns", "Reconciliation runs, newest first")
            .ProducesProblem(400);
        Read<LedgerRows>(api, "/payments/ledger", LedgerAsync, "ShowLedger", "The fold of every account");
        foreach (var (word, to) in new[]
        {
            ("acknowledge", CaseState.Acknowledged), ("resolve", CaseState.Resolved),
        })
        {
            api.MapPost(
                    $"/payments/cases/{{id:guid}}/{word}",
                    (Guid id, HttpContext http, ResolveCases verb, TimeProvider time, CancellationToken cancel) =>
                        ChangeAsync(id, to, http, verb, time, cancel))
                .WithName(word == "resolve" ? "ResolveCase" : "AcknowledgeCase").WithTags("Reconciliation")
                .WithSummary(word == "resolve" ? "End a case with a reason" : "Take a case in hand")
                .WithDescription("If-Match with the case's ETag guards against another's change.")
                .Accepts<ChangeCaseBody>("application/json")
                .Produces<CaseRow>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409)
                .ProducesProblem(412).ProducesProblem(413).ProducesProblem(415);
        }

        return api;
    }

    private static RouteHandlerBuilder Read<T>(
        IEndpointRouteBuilder api, string path, Delegate handler, string name, string summary) =>
        api.MapGet(path, handler)
            .WithName(name).WithTags("Reconciliation").WithSummary(summary)
            .Produces<T>().ProducesProblem(401).ProducesProblem(404);

    private static async Task<IResult> ListAttemptsAsync(
        HttpContext http, ListAttempts list, CancellationToken cancel)
    {
        var asked = new QueryFields(http, "state", "provider", "order", "cursor", "limit");
        AttemptState? state = asked.Word<AttemptState>("state");
        var request = new ListAttemptsRequest(
            state, asked.Text("provider"), asked.Text("order"), asked.Cursor(), asked.Limit());
        if (asked.Errors.Count > 0) return Problem.Invalid(asked.Errors);
        var answer = await list.RunAsync(request, cancel);
        return TypedResults.Json(
            new AttemptRows([.. answer.Attempts.Select(AttemptRow.Of)], answer.Next), Json.Default.AttemptRows);
    }

    private static async Task<IResult> ShowAttemptAsync(Guid id, ReadLedger ledger, CancellationToken cancel)
    {
        if (await ledger.OfAttemptAsync(id, cancel) is not { } file) return Problem.NotFound("attempt");
        return TypedResults.Json(
            new AttemptFile(
                AttemptRow.Of(file.Attempt),
                [.. file.Refunds.Select(r => new RefundRow(
                    r.Id, r.Amount, ReconciliationWords.Of(r.State), r.RequestedAt, r.EndedAt, r.FailureCode))],
                [.. file.Entries.Select(e => new EntryRow(
                    ReconciliationWords.Of(e.Kind), e.Account, e.Amount, e.At))]),
            Json.Default.AttemptFile);
    }

    private static async Task<IResult> ListCasesAsync(
        HttpContext http, ListCases list, TimeProvider time, CancellationToken cancel)
    {
        var asked = new QueryFields(http, "state", "bucket", "provider", "cursor", "limit");
        CaseState? state = asked.Word<CaseState>("state");
        Bucket? bucket = asked.Word<Bucket>("bucket");
        var request = new ListCasesRequest(state, bucket, asked.Text("provider"), asked.Cursor(), asked.Limit());
        if (asked.Errors.Count > 0) return Problem.Invalid(asked.Errors);
        var page = await list.RunAsync(request, cancel);
        var now = time.GetUtcNow();
        return TypedResults.Json(
            new CaseRows([.. page.Cases.Select(one => CaseRow.Of(one, now))], page.Next), Json.Default.CaseRows);
    }

    private static async Task<IResult> ShowCaseAsync(
        Guid id, HttpContext http, ListCases list, TimeProvider time, CancellationToken cancel)
    {
        if (await list.ShowAsync(id, cancel) is not { } shown) return Problem.NotFound("case");
        http.Response.Headers.CacheControl = "private, no-cache";
        if (Etag.Matches(http, TagOf(shown.Case))) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Json(
            new CaseFile(
                CaseRow.Of(shown.Case, time.GetUtcNow()),
                [.. shown.Changes.Select(c => new CaseStepRow(
                    ReconciliationWords.Of(c.State), c.At, c.Actor, c.Reason, c.Note))]),
            Json.Default.CaseFile);
    }

    private static async Task<IResult> ListRunsAsync(HttpContext http, ListCases list, CancellationToken cancel)
    {
        var asked = new QueryFields(http, "provider", "day", "cursor", "limit");
        var (provider, day) = (asked.Text("provider"), asked.Day());
        var (cursor, limit) = (asked.Cursor(), asked.Limit());
        if (asked.Errors.Count > 0) return Problem.Invalid(asked.Errors);
        var page = await list.RunsAsync(provider, day, cursor, limit, cancel);
        return TypedResults.Json(new RunRows([.. page.Runs.Select(RunRow.Of)], page.Next), Json.Default.RunRows);
    }

    private static async Task<IResult> LedgerAsync(ReadLedger ledger, CancellationToken cancel) =>
        TypedResults.Json(new LedgerRows(await ledger.BalancesAsync(cancel)), Json.Default.LedgerRows);

    private static async Task<IResult> ChangeAsync(
        Guid id, CaseState to, HttpContext http, ResolveCases verb, TimeProvider time, CancellationToken cancel)
    {
        var (refusal, (body, errors)) = await RequestBody.ParseAsync(
            http, bodyBytesMax, mayBeEmpty: to == CaseState.Acknowledged, ReadBody);
        if (refusal is not null) return refusal;
        if (to == CaseState.Resolved && body.Reason is null && errors.Count == 0)
            errors.Add(new FieldError("reason", "is missing"));
        if (!TryReadIfMatch(http, out var version))
            errors.Add(new FieldError("If-Match", "must be an ETag of this case"));
        if (errors.Count > 0) return Problem.Invalid(errors);
        var changed = await verb.RunAsync(new ChangeCase(id, to, actor, body.Reason, body.Note, version), cancel);
        if (changed.Case is { } one) http.Response.GetTypedHeaders().ETag = TagOf(one);
        return changed.Status switch
        {
            ChangeCaseStatus.Changed or ChangeCaseStatus.AlreadySo =>
                TypedResults.Json(CaseRow.Of(changed.Case!, time.GetUtcNow()), Json.Default.CaseRow),
            ChangeCaseStatus.WrongState =>
                Problem.Of(StatusCodes.Status409Conflict, "wrong-state", "The case is resolved."),
            ChangeCaseStatus.UnknownCase => Problem.NotFound("case"),
            ChangeCaseStatus.OtherVersion => Problem.Of(
                StatusCodes.Status412PreconditionFailed, "changed", "The case changed since you looked at it."),
        };
    }

    private static (ChangeCaseBody Body, List<FieldError> Errors) ReadBody(ReadOnlySequence<byte> bytes)
    {
        var errors = new List<FieldError>();
        string? reason = null, note = null;
        if (bytes.IsEmpty) return (new ChangeCaseBody(null, null), errors);
        var fields = new JsonFields(bytes, errors);
        if (!fields.Open()) return (new ChangeCaseBody(null, null), errors);
        var seen = default(SeenFields);
        while (fields.Next(ref seen, "", out var field))
        {
            if (field == "reason") reason = fields.OptionalText(field, ReconciliationCase.TextLengthMax);
            else if (field == "note") note = fields.OptionalText(field, ReconciliationCase.TextLengthMax);
            else fields.Unknown(field);
        }

        fields.Close();
        return (new ChangeCaseBody(reason, note), errors);
    }

    private static EntityTagHeaderValue TagOf(ReconciliationCase one) => new($"\"{one.Version}\"");

    private static bool TryReadIfMatch(HttpContext http, out int? version)
    {
        version = null;
        var sent = http.Request.Headers.IfMatch;
        if (sent.Count == 0 || sent == "*") return true;
        var digits = sent.ToString().Trim('"');
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        version = number;
        return true;
    }

    /// <summary>A strict reader of queries: each field once, none that is not known, every wrong one named.</summary>
    private sealed class QueryFields
    {
        private readonly IQueryCollection query;

        public QueryFields(HttpContext http, params ReadOnlySpan<string> known)
        {
            query = http.Request.Query;
            foreach (var (field, values) in query)
            {
                if (!known.Contains(field)) Errors.Add(new FieldError(field, "is not a field of this query"));
                else if (values.Count != 1 || values[0] is null or "" || values[0]!.Length > wordLengthMax)
                    Errors.Add(new FieldError(field, $"must stand here once, with 1 to {wordLengthMax} characters"));
            }
        }

        public List<FieldError> Errors { get; } = [];

        public string Text(string field)
        {
            var text = query[field].ToString();
            if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f')) return text;
            Errors.Add(new FieldError(field, "has a control character"));
            return "";
        }

        public T? Word<T>(string field)
            where T : struct, Enum
        {
            if (!query.ContainsKey(field)) return null;
            if (ReconciliationWords.TryParse<T>(query[field], out var value)) return value;
            Errors.Add(new FieldError(
                field, "must be one of " + string.Join(", ", Enum.GetValues<T>().Select(ReconciliationWords.Of))));
            return null;
        }

        public Guid? Cursor()
        {
            if (!query.ContainsKey("cursor")) return null;
            if (Guid.TryParseExact(query["cursor"], "D", out var id)) return id;
            Errors.Add(new FieldError("cursor", "is not a cursor of this list"));
            return null;
        }

        public int Limit()
        {
            if (!query.ContainsKey("limit")) return limitDefault;
            if (int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
                && limit is >= 1 and <= ListCases.LimitMax) return limit;
            Errors.Add(new FieldError("limit", $"must be from 1 to {ListCases.LimitMax}"));
            return limitDefault;
        }

        public DateOnly? Day()
        {
            if (!query.ContainsKey("day")) return null;
            if (KoreanDay.TryParse(query["day"], out var day)) return day;
            Errors.Add(new FieldError("day", "must be a day such as 2026-03-02"));
            return null;
        }
    }
}
