using System.CommandLine;
using System.Text.Json;
using Onair.Jobs;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair jobs list|show|redrive</c>: the work queue and the facts that could not be delivered.</summary>
internal static class JobsCommand
{
    private const int limitDefault = 50;

    public static Command Create() =>
        new("jobs", "List, show and redrive durable work") { List(), Show(), Redrive(), Facts() };

    private static Command List()
    {
        var state = new Option<JobState?>("--state") { Description = "waiting, leased, done or dead" };
        var kind = new Option<string?>("--kind");
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => limitDefault };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var json = ShopOptions.AsJson();
        var command = new Command("list", "Jobs, oldest first") { state, kind, limit, data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var answer = await shop.GetRequiredService<ListJobs>().RunAsync(
                new ListJobsRequest(parsed.GetValue(state), parsed.GetValue(kind) ?? "", default,
                    parsed.GetValue(limit)), cancel);
            if (answer.Status == ListJobsStatus.Invalid) return Refuse($"--limit must be 1 to {ListJobs.LimitMax}");
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(answer.Jobs, ShopOptions.Json));
            else Print(answer.Jobs);
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<Guid>("id");
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command("show", "One job, with its reason") { id, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var answer = await shop.GetRequiredService<ShowJob>().RunAsync(parsed.GetValue(id), cancel);
            if (answer.Job is null) return Refuse("there is no such job");
            Console.WriteLine(JsonSerializer.Serialize(answer.Job, ShopOptions.Json));
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Redrive()
    {
        var id = new Argument<Guid?>("id") { Arity = ArgumentArity.ZeroOrOne, Description = "One dead job" };
        var kind = new Option<string?>("--kind") { Description = "All dead jobs of this kind" };
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => 1000 };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command =
            new Command("redrive", "Give dead jobs all their attempts again") { id, kind, limit, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            var one = parsed.GetValue(id);
            var many = parsed.GetValue(kind);
            if (one is null == many is null) return Refuse("name one job, or --kind for all dead jobs of a kind");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var redrive = shop.GetRequiredService<RedriveJobs>();
            var answer = one is { } only
                ? await redrive.OneAsync(only, cancel)
                : await redrive.AllAsync(many!, parsed.GetValue(limit), cancel);
            return answer.Status switch
            {
                RedriveJobsStatus.Redriven => Say($"{answer.Count} jobs wait again"),
                RedriveJobsStatus.NotFound => Refuse("there is no such job"),
                RedriveJobsStatus.NotDead => Refuse("the job is not dead"),
                RedriveJobsStatus.LiveAlready => Refuse("a job of the same kind and key waits or runs already"),
                RedriveJobsStatus.Invalid => Refuse($"--limit must be 1 to {RedriveJobs.LimitMax}"),
            };
        });
        return command;
    }

    private static Command Facts()
    {
        var subscriber = new Option<string?>("--subscriber");
        var stream = new Option<Guid?>("--redrive") { Description = "Deliver the parked facts of this stream again" };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command("facts", "Facts that could not be delivered") { subscriber, stream, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            if (parsed.GetValue(stream) is not { } id)
            {
                var parked = await shop.GetRequiredService<ListParkedFacts>().RunAsync(
                    new ListParkedFactsRequest(parsed.GetValue(subscriber) ?? ""), cancel);
                Console.WriteLine(JsonSerializer.Serialize(parked.Facts, ShopOptions.Json));
                return CommandLine.Held;
            }

            if (parsed.GetValue(subscriber) is not { } name) return Refuse("--redrive needs --subscriber");
            var answer = await shop.GetRequiredService<RedriveFacts>()
                .StreamAsync(name, id, RedriveFacts.LimitMax, cancel);
            return answer.Status switch
            {
                RedriveFactsStatus.Redriven or RedriveFactsStatus.LimitReached =>
                    Say($"{answer.Delivered} facts delivered"),
                RedriveFactsStatus.FailedAgain =>
                    Refuse($"{answer.Delivered} delivered, then it failed again: {answer.Reason}"),
                RedriveFactsStatus.NothingParked => Refuse("nothing is parked there"),
                RedriveFactsStatus.UnknownSubscriber => Refuse("there is no such subscriber"),
                RedriveFactsStatus.Invalid => Refuse("the limit is out of range"),
            };
        });
        return command;
    }

    private static void Print(IReadOnlyList<Job> jobs)
    {
        var table = new Table()
            .AddColumns("id", "kind", "state", "run at (UTC)", "tries", "reason").Border(TableBorder.Simple);
        foreach (var job in jobs)
        {
            table.AddRow($"{job.Id}", Markup.Escape(job.Kind), $"{job.State}", $"{job.RunAt:u}", $"{job.Attempts}",
                Markup.Escape(job.Reason ?? ""));
        }

        AnsiConsole.Write(table);
    }

    private static int Say(string what)
    {
        Console.WriteLine(what);
        return CommandLine.Held;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine("onair: jobs: " + why);
        return CommandLine.BadInput;
    }
}
