using Microsoft.Playwright;

namespace Onair.Tests.Browser;

/// <summary>What can be measured of a page's looks.</summary>
internal static class Layout
{
    /// <summary>CSS pixels of the smallest thing to touch (WCAG 2.2, 2.5.8).</summary>
    public const int TargetMin = 24;

    /// <summary>Nothing sticks out to the side, no text is cut, and everything to touch is large enough.</summary>
    public static Task<string[]> FaultsAsync(IPage page) => page.EvaluateAsync<string[]>(
        """
        least => {
          const faults = [];
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth)
            faults.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}`);
          const nameOf = e => `${e.tagName.toLowerCase()}${e.id ? "#" + e.id : ""}`
            + `${typeof e.className === "string" && e.className ? "." + e.className : ""}`
            + ` "${(e.textContent || e.value || "").trim().slice(0, 40)}"`;
          const isSeen = e => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
            && !e.closest(".unseen, .skip");
          for (const e of document.querySelectorAll("body *")) {
            const text = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
            if (!text || !isSeen(e) || e.clientWidth === 0) continue;
            const flow = getComputedStyle(e).overflowX;
            if (e.scrollWidth > e.clientWidth + 1 && flow !== "auto" && flow !== "scroll")
              faults.push(`${nameOf(e)} is cut: ${e.scrollWidth} in ${e.clientWidth}`);
          }
          const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary";
          for (const e of document.querySelectorAll(targets)) {
            if (!isSeen(e)) continue;
            // A link in a sentence is as high as its line: the one exception that the rule has.
            const isInline = e.tagName === "A" && getComputedStyle(e).display === "inline"
              && e.parentElement.textContent.trim() !== e.textContent.trim();
            // The link of a card lies over all of it.
            const isStretched = getComputedStyle(e, "::after").position === "absolute";
            const shown = e.closest("label") ?? (isStretched ? e.closest(".card") : null) ?? e;
            const box = shown.getBoundingClientRect();
            if (!isInline && Math.min(box.width, box.height) < least - 0.5)
              faults.push(`${nameOf(e)} is ${Math.round(box.width)} x ${Math.round(box.height)}`);
          }
          return faults;
        }
        """,
        TargetMin);

    /// <summary>
    /// What moved by itself since the page began, when it was more than a hundredth together: each layout shift, and
    /// what it moved. A hundredth is a tenth of what counts as good: a loaded machine paints a page of which half has
    /// come, and the rest pushes. A video's own buttons are the browser's: they have no node that a page could name,
    /// and lie within the video.
    /// </summary>
    public static Task<string[]> MovedAsync(IPage page) => page.EvaluateAsync<string[]>(
        """
        () => new Promise(done => {
          const moved = [];
          let sum = 0;
          const nameOf = node => !node ? "?" : (node.outerHTML || node.textContent || "").slice(0, 60);
          const isWithin = (box, video) =>
            box.left >= video.left - 1 && box.right <= video.right + 1 &&
            box.top >= video.top - 1 && box.bottom <= video.bottom + 1;
          const isOfPlayer = source => !source.node && [...document.querySelectorAll("video")]
            .some(video => isWithin(source.currentRect, video.getBoundingClientRect()));
          const at = box => `${Math.round(box.y)}+${Math.round(box.height)}`;
          new PerformanceObserver(list => {
            for (const entry of list.getEntries()) {
              const isOfPlayers = entry.sources.length > 0 && entry.sources.every(isOfPlayer);
              if (entry.hadRecentInput || isOfPlayers) continue;
              sum += entry.value;
              const who = entry.sources.map(s => `${nameOf(s.node)} ${at(s.previousRect)} -> ${at(s.currentRect)}`);
              moved.push(`${entry.value.toFixed(4)} after ${Math.round(entry.startTime)} ms: ${who.join("; ")}`);
            }
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => done(sum > 0.01 ? moved : [])));
        })
        """);
}
