using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Alarms;

/// <summary>
/// Takes rules from files when the shop starts: those that ship, and the shop's own. A higher version replaces a lower
/// one, unless somebody has edited the rule at the console since: then the file waits, and the console says so.
/// </summary>
public sealed class LoadRules(
    Database database, IOptions<AlarmsOptions> options, TimeProvider time, ILogger<LoadRules> logger)
{
    private const string author = "file";
    private const long bytesMax = 1024 * 1024;
    private const int filesMax = 100;

    public async Task RunAsync(CancellationToken cancel)
    {
        var wanted = RuleFiles.Shipped().ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        foreach (var rule in await OwnAsync(cancel))
        {
            if (!wanted.TryGetValue(rule.Id, out var known) || known.Version < rule.Version) wanted[rule.Id] = rule;
        }

        if (RuleFaults.Of(wanted.Values) is { Count: > 0 } errors)
        {
            AlarmsLog.FileRefused(logger, options.Value.Rules, RuleFaultsText.Of(errors));
            wanted = RuleFiles.Shipped().ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        }

        var now = time.GetUtcNow().ToStored();
        await database.WriteAsync(open => TakeAsync(open, wanted.Values, now, cancel), cancel);
    }

    private async Task TakeAsync(
        Transaction open, IEnumerable<AlarmRule> wanted, DateTimeOffset now, CancellationToken cancel)
    {
        var known = (await open.QueryAsync<AlarmsStore.RuleRow>(
            AlarmsStore.Rules, new { limit = AlarmRule.RulesMax }, cancel)).ToDictionary(row => row.Id);
        var rows = new List<AlarmsStore.RuleRow>();
        foreach (var rule in wanted.OrderBy(rule => rule.Id, StringComparer.Ordinal))
        {
            var row = known.GetValueOrDefault(rule.Id);
            if (row is not null && row.FileVersion >= rule.Version) continue;
            if (row is { IsEdited: 1 })
            {
                AlarmsLog.RuleWaits(logger, rule.Id, rule.Version);
                continue;
            }

            if (row is not null) AlarmsLog.RuleLoaded(logger, rule.Id, rule.Version);
            rows.Add(new AlarmsStore.RuleRow
            {
                Id = rule.Id, Revision = (row?.Revision ?? 0) + 1, FileVersion = rule.Version, IsEdited = 0,
                Body = RuleFiles.Write(rule), CreatedAt = now, CreatedBy = author, Reason = rule.Source,
            });
        }

        var round = open.Round();
        round.Write(AlarmsStore.AddRule, rows);
        await round.ExecuteAsync(cancel);
    }

    /// <summary>A file that is not valid is not taken at all; the others are.</summary>
    private async Task<List<AlarmRule>> OwnAsync(CancellationToken cancel)
    {
        var found = new List<AlarmRule>();
        if (options.Value.Rules.Length == 0) return found;
        var files = Directory.Exists(options.Value.Rules)
            ? Directory.EnumerateFiles(options.Value.Rules, "*.json").Order(StringComparer.Ordinal).Take(filesMax)
            : [options.Value.Rules];
        foreach (var file in files)
        {
            if (!File.Exists(file) || new FileInfo(file).Length > bytesMax)
            {
                AlarmsLog.FileRefused(logger, file, $"it is not there, or larger than {bytesMax} bytes");
                continue;
            }

            var rules = RuleFiles.Read(await File.ReadAllTextAsync(file, cancel), out var errors);
            if (rules is null) AlarmsLog.FileRefused(logger, file, RuleFaultsText.Of(errors));
            else found.AddRange(rules);
        }

        return found;
    }
}
