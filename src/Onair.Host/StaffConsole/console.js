// The line to the server: says when it is lost, and loads the page anew when the server no longer knows it. The page's
// address says what is shown, so nothing but an unsaved field is lost.
(() => {
  "use strict";
  const note = document.getElementById("components-reconnect-modal");
  note.addEventListener("components-reconnect-state-changed", ({ detail }) => {
    note.hidden = detail.state === "hide";
    // Rejected: it answers, and has forgotten this page. Failed: it did not answer for long; a reload waits for it.
    if (detail.state === "rejected" || detail.state === "resume-failed") location.reload();
    if (detail.state === "failed") again();
  });

  const waitMs = 2000;
  const again = async () => {
    for (;;) {
      await new Promise(done => setTimeout(done, waitMs + Math.random() * waitMs));
      try {
        await fetch("/sign-in", { cache: "no-store" });
        location.reload();
        return;
      } catch {
        // Still away.
      }
    }
  };
})();

// Keys of tables, while one has the focus: a letter typed elsewhere is a letter (WCAG 2.1.4).
(() => {
  "use strict";
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const table = event.target.closest?.("[data-table]");
    if (!table || event.target.matches("input, select, textarea")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act(table);
  });

  const move = (table, by) => {
    const rows = [...table.querySelectorAll("tbody tr")];
    const at = rows.findIndex(row => row.contains(document.activeElement));
    const row = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (!row) return;
    const link = row.querySelector("a");
    if (!link) row.tabIndex = -1;
    (link ?? row).focus();
  };

  const keys = {
    j: table => move(table, 1),
    k: table => move(table, -1),
    ArrowDown: table => move(table, 1),
    ArrowUp: table => move(table, -1),
    n: () => document.querySelector("main a[rel=next]")?.click(),
    "/": () => document.querySelector("main form[role=search] input")?.focus(),
  };
})();

// Shows are dragged to another time or feed; the page is told by a hidden field, and says what became of it.
(() => {
  "use strict";
  const hourPx = 40;
  const minutesOfDay = 24 * 60;
  let dragged = null;
  document.addEventListener("dragstart", event => {
    const block = event.target.closest?.("[data-show][draggable=true]");
    if (!block) return;
    dragged = { block, offset: event.clientY - block.getBoundingClientRect().top };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", block.dataset.show);
  });
  document.addEventListener("dragover", event => {
    if (!dragged || !event.target.closest?.("[data-feed]")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
  });
  document.addEventListener("drop", event => {
    const feed = event.target.closest?.("[data-feed]");
    const field = document.querySelector("[data-drop]");
    if (!dragged || !feed || !field) return;
    event.preventDefault();
    const step = Number(feed.closest("[data-grid]").dataset.step);
    const y = event.clientY - feed.getBoundingClientRect().top - dragged.offset;
    const minute = Math.round(y / hourPx * 60 / step) * step;
    const { show, version } = dragged.block.dataset;
    field.value = [show, version, feed.dataset.feed, Math.min(Math.max(minute, 0), minutesOfDay - step)].join("|");
    field.dispatchEvent(new Event("change", { bubbles: true }));
    dragged = null;
  });
  document.addEventListener("dragend", () => { dragged = null; });
})();
