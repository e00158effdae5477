using System.CommandLine;
using System.Text.Json;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Reconciliation;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair payments reconcile|attempts|cases|resolve</c>: our books, theirs, and what differs.</summary>
internal static class PaymentsCommand
{
    private const int limitDefault = 50;

    public static Command Create() => new("payments", "Reconcile with payment providers, and see to what differs")
    {
        Reconcile(), Attempts(), Cases(), Resolve(),
    };

    private static Command Reconcile()
    {
        var day = new Option<string>("--day") { Description = "A day in Korea: 2026-03-02", Required = true };
        var provider = new Option<string?>("--provider") { Description = "One provider; without it all of them" };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("reconcile", "Hold a day's books against the providers'; exit 1 when cases are open")
        {
            day, provider, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!KoreanDay.TryParse(parsed.GetValue(day), out var asked))
                return Refuse("--day must be a day such as 2026-03-02");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            if (asked > KoreanDay.Of(shop.GetRequiredService<TimeProvider>().GetUtcNow()))
                return Refuse("--day lies in the future");
            var names = parsed.GetValue(provider) is { } one
                ? [one]
                : shop.GetRequiredService<PaymentProviders>().Names;
            return await ReconcileAsync(shop, asked, [.. names.Order()], parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static async Task<int> ReconcileAsync(
        ServiceProvider shop, DateOnly day, IReadOnlyList<string> names, bool json, CancellationToken cancel)
    {
        var runs = new List<ReconciliationRun>();
        var isOpen = false;
        foreach (var name in names)
        {
            var answer = await shop.GetRequiredService<ReconcilePayments>().RunAsync(
                ReconcileRequest.OfDay(name, day, RunKind.ByHand), cancel);
            if (answer.Run is null) return Refuse("there is no such provider");
            runs.Add(answer.Run);
            var cases = await shop.GetRequiredService<ListCases>().RunAsync(
                new ListCasesRequest(Provider: name, Limit: 1), cancel);
            // What a person has explained is still a difference, and no longer open.
            isOpen |= answer.Status == ReconcileStatus.Failed || (answer.Run.Mismatches > 0 && cases.Cases.Count > 0);
        }

        if (json) Console.WriteLine(JsonSerializer.Serialize(runs.Select(RunRow.Of), ShopOptions.Json));
        else Print(runs);
        return isOpen ? CommandLine.Broken : CommandLine.Held;
    }

    private static Command Attempts()
    {
        var state = new Option<string?>("--state") { Description = "prepared, approving, approved, unknown ..." };
        var provider = new Option<string?>("--provider");
        var order = new Option<string?>("--order") { Description = "An order's number" };
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => limitDefault };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("attempts", "Payment attempts, newest first")
        {
            state, provider, order, limit, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            AttemptState? only = null;
            if (parsed.GetValue(state) is { } word)
            {
                if (!ReconciliationWords.TryParse<AttemptState>(word, out var value))
                    return RefuseState<AttemptState>();
                only = value;
            }

            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var answer = await shop.GetRequiredService<ListAttempts>().RunAsync(
                new ListAttemptsRequest(
                    only, parsed.GetValue(provider) ?? "", parsed.GetValue(order) ?? "", null, parsed.GetValue(limit)),
                cancel);
            if (answer.Status == ListAttemptsStatus.Invalid)
                return Refuse($"--limit must be 1 to {ListAttempts.LimitMax}");
            var rows = answer.Attempts.Select(AttemptRow.Of).ToList();
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(rows, ShopOptions.Json));
            else Print(rows);
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Cases()
    {
        var state = new Option<string?>("--state")
        {
            Description = "open, acknowledged or resolved; without it all that are not resolved",
        };
        var provider = new Option<string?>("--provider");
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => limitDefault };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("cases", "Differences with providers, newest first")
        {
            state, provider, limit, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            CaseState? only = null;
            if (parsed.GetValue(state) is { } word)
            {
                if (!ReconciliationWords.TryParse<CaseState>(word, out var value)) return RefuseState<CaseState>();
                only = value;
            }

            if (parsed.GetValue(limit) is < 1 or > ListCases.LimitMax)
                return Refuse($"--limit must be 1 to {ListCases.LimitMax}");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var page = await shop.GetRequiredService<ListCases>().RunAsync(
                new ListCasesRequest(only, null, parsed.GetValue(provider) ?? "", null, parsed.GetValue(limit)),
                cancel);
            var now = shop.GetRequiredService<TimeProvider>().GetUtcNow();
            var rows = page.Cases.Select(one => CaseRow.Of(one, now)).ToList();
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(rows, ShopOptions.Json));
            else Print(rows);
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Resolve()
    {
        var id = new Argument<Guid>("id") { Description = "A case, or an attempt whose outcome is unknown" };
        var reason = new Option<string?>("--reason") { Description = "Why the case is resolved" };
        var note = new Option<string?>("--note") { Description = "For whoever looks next" };
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("resolve", "End a case with a reason, or ask the provider about an attempt now")
        {
            id, reason, note, data, postgres,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var (why, more) = (parsed.GetValue(reason), parsed.GetValue(note));
            if (why?.Length is 0 or > ReconciliationCase.TextLengthMax
                || more?.Length > ReconciliationCase.TextLengthMax)
                return Refuse($"--reason and --note have at most {ReconciliationCase.TextLengthMax} characters");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var subject = parsed.GetValue(id);
            if (await shop.GetRequiredService<ListCases>().ShowAsync(subject, cancel) is null)
            {
                return why is null && more is null
                    ? await AskAsync(shop, subject, cancel)
                    : Refuse("there is no such case");
            }

            if (why is null) return Refuse("a case needs --reason");
            var changed = await shop.GetRequiredService<ResolveCases>().RunAsync(
                new ChangeCase(subject, CaseState.Resolved, OrderActors.Operator, why, more, null), cancel);
            return changed.Status switch
            {
                ChangeCaseStatus.Changed => Say("the case is resolved"),
                ChangeCaseStatus.AlreadySo => Say("the case was resolved before"),
                ChangeCaseStatus.UnknownCase or ChangeCaseStatus.WrongState or ChangeCaseStatus.OtherVersion =>
                    Refuse("the case changed just now: look at it again"),
            };
        });
        return command;
    }

    private static async Task<int> AskAsync(ServiceProvider shop, Guid id, CancellationToken cancel)
    {
        var asked = await shop.GetRequiredService<AskProvider>().RunAsync(id, cancel);
        return asked.Status switch
        {
            AskProviderStatus.Settled => Say($"the attempt is {ReconciliationWords.Of(asked.Attempt!.State)}"),
            AskProviderStatus.StillUnknown => Unknown(asked.Attempt!),
            AskProviderStatus.NotInFlight => Refuse(
                $"the attempt is {ReconciliationWords.Of(asked.Attempt!.State)}: there is nothing to ask"),
            AskProviderStatus.UnknownAttempt => Refuse("there is no such case and no such attempt"),
        };
    }

    private static int Unknown(Attempt attempt)
    {
        Console.WriteLine($"the attempt is still {ReconciliationWords.Of(attempt.State)}: {attempt.FailureCode}");
        return CommandLine.Broken;
    }

    private static void Print(IEnumerable<ReconciliationRun> runs)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "provider", "status", "matched", "in flight", "ours only", "theirs only", "amount differs",
            "status differs", "opened", "closed");
        foreach (var run in runs)
        {
            table.AddRow(
                Markup.Escape(run.Provider),
                Markup.Escape(run.Failure ?? (run.IsListing ? "listing" : "asked one by one")),
                $"{run.Matched:N0}", $"{run.InFlight:N0}", $"{run.OursOnly:N0}", $"{run.TheirsOnly:N0}",
                $"{run.AmountDiffers:N0}", $"{run.StatusDiffers:N0}", $"{run.Opened:N0}", $"{run.Closed:N0}");
        }

        AnsiConsole.Write(table);
    }

    private static void Print(List<AttemptRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "id", "order", "provider", "state", "amount", "captured", "refunded", "changed (UTC)", "code");
        foreach (var row in rows)
        {
            table.AddRow(
                $"{row.Id}", Markup.Escape($"{row.OrderNumber}_{row.Number}"), Markup.Escape(row.Provider), row.State,
                $"{row.Amount:N0}", $"{row.Captured:N0}", $"{row.Refunded:N0}", $"{row.ChangedAt:u}",
                Markup.Escape(row.FailureCode ?? ""));
        }

        AnsiConsole.Write(table);
    }

    private static void Print(List<CaseRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "id", "provider", "order", "about", "bucket", "state", "ours", "theirs", "age", "owner", "reason");
        foreach (var row in rows)
        {
            table.AddRow(
                $"{row.Id}", Markup.Escape(row.Provider), Markup.Escape(row.ProviderOrderId), row.Subject, row.Bucket,
                row.State, $"{row.Ours:N0}", $"{row.Theirs:N0}", $"{TimeSpan.FromSeconds(row.AgeSeconds)}",
                Markup.Escape(row.Owner), Markup.Escape(row.Reason ?? ""));
        }

        AnsiConsole.Write(table);
    }

    private static int RefuseState<T>()
        where T : struct, Enum =>
        Refuse("--state must be one of " + string.Join(", ", Enum.GetValues<T>().Select(ReconciliationWords.Of)));

    private static int Say(string what)
    {
        Console.WriteLine(what);
        return CommandLine.Held;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine("onair: payments: " + why);
        return CommandLine.BadInput;
    }
}
