// An order's page stays true by itself: it hears that something changed, asks for the page, and puts in the parts that
// differ. A part in which somebody types or has chosen something stays as it is, and the page says so. Without this
// script the page loads itself anew while a payment is under way.
(() => {
  "use strict";
  const page = document.querySelector("[data-follow]");
  if (!page) return;
  const address = page.dataset.follow;
  const says = page.querySelector("[data-says]");
  const stale = page.querySelector("[data-stale]");
  let mark = page.dataset.mark;
  let stop;
  let showing = false;
  const waitMin = 2000;
  const waitMax = 30000;
  let wait = waitMin;

  const isChanged = field =>
    field instanceof HTMLSelectElement ? [...field.options].some(o => o.selected !== o.defaultSelected)
    : field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
  // Errors stay until the customer has read them.
  const isBusy = part => part.contains(document.activeElement) || part.querySelector(".wrong, [aria-invalid]") !== null
    || [...part.querySelectorAll("input, select, textarea")].some(isChanged);
  const stageOf = root => root.querySelector("[data-state]");

  const put = fresh => {
    let left = false;
    for (const part of page.querySelectorAll("[data-part]")) {
      const next = fresh.querySelector(`[data-part=${part.dataset.part}]`);
      if (!next || next.innerHTML === part.innerHTML) continue;
      if (isBusy(part)) { left = true; continue; }
      part.replaceChildren(...next.childNodes);
    }
    stale.hidden = !left;
    if (!fresh.dataset.follow && stop) { stop(); stop = null; page.removeAttribute("data-follow"); }
  };

  const show = async () => {
    if (showing) return;
    showing = true;
    const wanted = mark;
    let shown = false;
    try {
      const answer = await fetch(page.dataset.page, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-page]");
      const before = stageOf(page).dataset.state;
      put(fresh);
      // Said once, and politely: a change of the stage is what people wait for.
      if (stageOf(page).dataset.state !== before) says.textContent = stageOf(page).textContent;
      shown = true;
      wait = waitMin;
    } catch {
      // The news is not said again: the page is asked for again, later and later.
      setTimeout(show, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, waitMax);
    }
    showing = false;
    if (shown && mark !== wanted) show();
  };

  const good = data => {
    if (!data) return;
    const now = JSON.parse(data).mark;
    if (now === mark) return;
    mark = now;
    show();
  };
  const start = () => {
    if (!stop && page.dataset.follow) stop = follow(`${address}/live`, `${address}/now`, good, () => {});
  };
  // Out of sight nobody needs news, and a browser has few connections: the first event after it says what is true.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") start();
    else if (stop) { stop(); stop = null; }
  });
  if (document.visibilityState === "visible") start();
})();
