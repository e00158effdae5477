// The studio's graphics: the show's live stream says which offer is on the air, its price and what is left. A show that
// ends, begins or grows is fetched anew and put in place only when it is there: nothing of a browser's own may ever
// stand over the picture. Until then the last truth stays, and its stock is taken away when it is old.
(() => {
  "use strict";
  const number = new Intl.NumberFormat("en-US");
  const fill = (format, value) => format.replace(/\{0(:N0)?\}/, number.format(value));
  const set = (root, name, text) => {
    const place = root.querySelector(`[data-live=${name}]`);
    if (place && place.textContent !== text) place.textContent = text;
  };
  const later = (run, ms) => setTimeout(run, ms * (0.5 + Math.random()));
  let source;
  let leaving = false;

  const load = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.ok) {
        const next = new DOMParser().parseFromString(await answer.text(), "text/html");
        document.body.replaceWith(next.body);
        leaving = false;
        start();
        return;
      }
    } catch { /* The shop is away: the next look finds it. */ }
    later(load, 3000);
  };
  const leave = ms => {
    if (leaving) return;
    leaving = true;
    if (source) source.close();
    later(load, ms);
  };

  // Nothing is on the air: look now and then.
  const wait = async feed => {
    try {
      const answer = await fetch("/api/v1/broadcasts/on-air", { cache: "no-store" });
      const shows = answer.ok ? (await answer.json()).broadcasts : [];
      if (shows.some(one => !feed || one.feed === feed)) { leave(200); return; }
    } catch { /* As above. */ }
    later(() => wait(feed), 3000);
  };

  const update = live => {
    const { left, gone, won } = document.body.dataset;
    const strips = new Map([...document.querySelectorAll("[data-offer]")].map(one => [one.dataset.offer, one]));
    for (const [id, strip] of strips) strip.hidden = id !== live.onAir;
    if (live.state !== "on-air") { leave(200); return; }
    // A rundown that changed since; seldom, as it may be an offer that the catalog does not show.
    if (live.onAir && !strips.has(live.onAir)) { leave(5000); return; }
    for (const offer of live.offers) {
      const strip = strips.get(offer.id);
      if (!strip) continue;
      const before = Number(strip.dataset.before);
      const off = before > offer.price ? 100 - Math.ceil(offer.price * 100 / before) : 0;
      set(strip, "price", fill(won, offer.price));
      set(strip, "off", String(off));
      for (const part of strip.querySelectorAll(".off, s")) part.hidden = off <= 0;
      set(strip, "left", offer.left > 0 ? fill(left, offer.left) : gone);
    }
  };

  const stream = show => {
    let old;
    const fresh = () => {
      clearTimeout(old);
      old = undefined;
      document.body.classList.remove("old");
    };
    source = new EventSource(`/api/v1/live?broadcast=${show}`);
    source.onopen = fresh;
    source.onmessage = event => { fresh(); update(JSON.parse(event.data)); };
    source.onerror = () => {
      old = old || setTimeout(() => document.body.classList.add("old"), 10000);
      // A refusal ends the browser's own tries; a broken line does not.
      if (source.readyState === EventSource.CLOSED && !leaving) later(() => stream(show), 3000);
    };
  };
  const start = () => {
    const { show, feed } = document.body.dataset;
    if (show) stream(show);
    else wait(feed);
  };
  start();
})();
