using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Onair.Tests.Browser;

/// <summary>axe-core on a page: WCAG 2.2 A and AA and its best practices; no rule is switched off.</summary>
internal static class Axe
{
    /// <summary>Fetched by the build (Scripts/package-lock.json), embedded in the tests.</summary>
    private static readonly Lazy<string> script = new(() =>
    {
        using var part = typeof(Axe).Assembly.GetManifestResourceStream("axe.js")
            ?? throw new InvalidOperationException("The tests lack axe.js: does npm ci work in their Scripts folder?");
        return new StreamReader(part).ReadToEnd();
    });

    /// <summary>What is wrong, each with the rule, where, and why.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        // By the debugger's way in: the page's own policy stays as it is, and lets no script of ours run.
        await page.EvaluateAsync(script.Value + "; true");
        var found = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
              const result = await window.axe.run(document, {
                runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
              });
              return result.violations.map(v => ({
                id: v.id, nodes: v.nodes.map(n => `${n.target.join(" ")}: ${n.failureSummary}`),
              }));
            }
            """);
        return [.. found.EnumerateArray().SelectMany(v => v.GetProperty("nodes").EnumerateArray()
            .Select(n => $"axe {v.GetProperty("id").GetString()}: {OneLine(n.GetString()!)}"))];
    }

    private static string OneLine(string text) =>
        Regex.Replace(text, @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(1));
}
