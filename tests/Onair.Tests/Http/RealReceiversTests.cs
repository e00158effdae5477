using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Onair.Alarms;
using Onair.Incidents;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Mail;

namespace Onair.Tests.Http;

/// <summary>
/// Prometheus and Alertmanager from Debian beside a running shop: one scrapes it and decides our exported rules, the
/// other posts back, and a mail server gets the page.
/// </summary>
public sealed class RealReceiversTests
{
    private const string token = "a-token-of-the-watch-0123456789";

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Prometheus_scrapes_and_alertmanager_posts_and_somebody_gets_a_letter()
    {
        var folder = Directory.CreateTempSubdirectory("onair-prometheus-").FullName;
        await using var smtp = new SmtpServer(250);
        await using var live = await LiveShop.OpenAsync(
            Dialect.Sqlite, "Incidents:AlertmanagerToken=" + token, "Mail:Host=127.0.0.1", $"Mail:Port={smtp.Port}",
            "Mail:Security=None");
        try
        {
            var (prometheus, alertmanager) = (LoopbackPort.Free(), LoopbackPort.Free());
            await live.App.Services.GetRequiredService<ChangeOnCall>().AddContactAsync(
                new ContactDraft(
                    new ContactCard("Ann", "ann@shop.example", "", "", ""), [WatchRoles.Responder], PageChannel.Email,
                    true),
                LiveShop.Cancel);
            await WriteAsync(folder, live.Client.BaseAddress!, alertmanager);
            await using var sender = await OwnServer.StartAsync(
                "prometheus-alertmanager", At(alertmanager, "/-/ready"),
                "--config.file=" + Path.Combine(folder, "alertmanager.yml"), "--storage.path=" + folder,
                $"--web.listen-address=127.0.0.1:{alertmanager}", "--cluster.listen-address=");
            await using var scraper = await OwnServer.StartAsync(
                "prometheus", At(prometheus, "/-/ready"), "--config.file=" + Path.Combine(folder, "prometheus.yml"),
                "--storage.tsdb.path=" + Path.Combine(folder, "tsdb"), $"--web.listen-address=127.0.0.1:{prometheus}");

            // Our instruments by the names that the exported rules ask for.
            using var client = new HttpClient();
            await UntilAsync(async () => await CountAsync(client, prometheus, "onair_jobs_behind_seconds") > 0
                || await CountAsync(client, prometheus, "onair_facts_behind_seconds") > 0);
            await UntilAsync(async () => await CountAsync(client, prometheus, "onair_stock_oversold") > 0);
            await UntilAsync(async () => await CountAsync(client, prometheus, "onair_http_duration_seconds_count") > 0);
            await UntilAsync(async () => await CountAsync(client, prometheus, "onair_orders_holds_leaked") > 0);
            Assert.Equal(
                RuleFiles.Shipped().Select(rule => rule.Id).Order(),
                (await RulesAsync(client, prometheus)).Distinct().Order());

            var read = live.App.Services.GetRequiredService<ReadIncidents>();
            await UntilAsync(async () => (await read.PageAsync(null, null, 10, LiveShop.Cancel))
                .Exists(
                    incident => incident is { Source: IncidentSource.Alertmanager, TitleEn: "The shop is watched" }));
            var letter = await smtp.Received.WaitAsync(patience, LiveShop.Cancel);
            Assert.Contains("ann@shop.example", letter, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(string folder, Uri shop, int alertmanager)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "onair.yml"), ExportRules.Prometheus(RuleFiles.Shipped()), LiveShop.Cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "own.yml"),
            """
            groups:
              - name: own
                rules:
                  - alert: ShopIsWatched
                    expr: up{job="onair"} == 1
                    labels: { severity: warning, area: website }
                    annotations: { summary: The shop is watched }
            """, LiveShop.Cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "prometheus.yml"),
            $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [onair.yml, own.yml]
            alerting:
              alertmanagers: [{ static_configs: [{ targets: ["127.0.0.1:{{alertmanager}}"] }] }]
            scrape_configs:
              - job_name: onair
                static_configs: [{ targets: ["{{shop.Authority}}"] }]
            """, LiveShop.Cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "alertmanager.yml"),
            $$"""
            route: { receiver: onair, group_wait: 0s, group_interval: 1s }
            receivers:
              - name: onair
                webhook_configs:
                  - url: {{new Uri(shop, "/api/v1/watch/alertmanager")}}
                    http_config: { authorization: { credentials: {{token}} } }
            """, LiveShop.Cancel);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed < patience, "it did not come to that in a minute");
            await Task.Delay(200, LiveShop.Cancel);
        }
    }

    private static async Task<int> CountAsync(HttpClient client, int port, string metric)
    {
        using var json = JsonDocument.Parse(
            await client.GetStringAsync(At(port, "/api/v1/query?query=" + metric), LiveShop.Cancel));
        return json.RootElement.GetProperty("data").GetProperty("result").GetArrayLength();
    }

    private static async Task<List<string>> RulesAsync(HttpClient client, int port)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync(At(port, "/api/v1/rules"), LiveShop.Cancel));
        return
        [
            .. json.RootElement.GetProperty("data").GetProperty("groups").EnumerateArray()
                .SelectMany(group => group.GetProperty("rules").EnumerateArray())
                .Where(rule => rule.GetProperty("labels").TryGetProperty("onair_rule", out _))
                .Select(rule => rule.GetProperty("labels").GetProperty("onair_rule").GetString()!),
        ];
    }

    private static Uri At(int port, string path) => new($"http://127.0.0.1:{port}{path}");
}
