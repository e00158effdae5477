// A show's page: the player, and one stream of live updates. Every update is the whole truth, so nothing is kept here
// but the last one and its age. Without this script the page shows price, stock and order button as they were loaded.
(() => {
  "use strict";
  const page = document.querySelector(".show");
  if (!page) return;
  const words = JSON.parse(page.dataset.words);
  const skew = Number(page.dataset.now) - Date.now();
  const number = new Intl.NumberFormat("en-US");
  const all = (name, root = page) => root.querySelectorAll(`[data-live=${name}]`);
  const fill = (format, ...values) =>
    format.replace(/\{(\d)(:N0)?\}/g, (_, i) => typeof values[i] === "number" ? number.format(values[i]) : values[i]);
  const set = (root, name, text) => all(name, root).forEach(e => { if (e.textContent !== text) e.textContent = text; });
  const say = text => set(page, "says", text);

  // The player: the browser's own where it knows HLS, which costs the page nothing. hls.js is loaded where it does not,
  // where it gave up, and for captions that it does not know.
  const video = document.getElementById("player");
  const captions = page.querySelector("[data-live=captions]");
  const play = () => { const started = video.play(); if (started) started.catch(() => {}); };
  const stalled = isSo => all("stalled").forEach(mark => { mark.hidden = !isSo; });
  const again = work => setTimeout(work, 3000 + Math.random() * 3000);
  // A player is work: in pieces, each when the page has nothing else to do, so that no tap waits for all of it.
  const rest = work => {
    if (window.requestIdleCallback) window.requestIdleCallback(work, { timeout: 2000 });
    else setTimeout(work, 50);
  };
  const attach = (stream, isCaptioned) => {
    const { Events, ErrorTypes } = window.Hls;
    const hls = new window.Hls({ enableWorker: false, maxBufferLength: 12, backBufferLength: 10 });
    hls.on(Events.MANIFEST_PARSED, (_, list) => {
      if (isCaptioned && list.subtitleTracks.length === 0) say(words.uncaptioned);
      play();
    });
    if (isCaptioned) {
      video.textTracks.addEventListener("addtrack", ({ track }) => {
        if (track.language === words.language) track.mode = "showing";
      });
    }
    hls.on(Events.ERROR, (_, error) => {
      if (!error.fatal) return;
      stalled(true);
      if (error.type === ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
      else again(() => hls.startLoad());
    });
    rest(() => { hls.loadSource(stream); hls.attachMedia(video); });
  };
  let script;
  const load = (stream, isCaptioned) => {
    if (script) return;
    script = document.createElement("script");
    script.src = video.dataset.player;
    script.onload = () => rest(() => {
      if (window.Hls && window.Hls.isSupported()) attach(stream, isCaptioned);
      else play();
    });
    script.onerror = () => {
      script = undefined;
      stalled(true);
      again(() => load(stream, isCaptioned));
    };
    document.head.append(script);
  };
  const watch = stream => {
    const isKnown = video.canPlayType("application/vnd.apple.mpegurl");
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const begin = isKnown ? play : () => load(stream, false);
    video.addEventListener("playing", () => stalled(false));
    if (isKnown && captions && window.MediaSource) {
      captions.hidden = false;
      video.textTracks.addEventListener("addtrack", () => { captions.hidden = true; });
      captions.addEventListener("click", () => { captions.hidden = true; video.focus(); load(stream, true); });
    }
    // The last of its sources, or the video itself: what it plays is nothing for it. Its error may also be a network's.
    const failed = () => {
      if (script) return;
      stalled(true);
      if (window.MediaSource) load(stream, false);
      else again(() => { video.load(); play(); });
    };
    if (isKnown) {
      video.addEventListener("error", failed);
      video.lastElementChild?.addEventListener("error", failed);
    }
    if (still) video.addEventListener("play", begin, { once: true });
    else if (document.readyState === "complete") rest(begin);
    else window.addEventListener("load", () => rest(begin), { once: true });
  };
  if (video && video.dataset.stream) watch(video.dataset.stream);

  // One more, one fewer: for thumbs. The field itself takes any number.
  for (const button of page.querySelectorAll("[data-step]")) {
    const field = button.parentElement.querySelector("input[type=number]");
    button.hidden = false;
    button.addEventListener("click", () => { if (button.dataset.step < 0) field.stepDown(); else field.stepUp(); });
  }

  // Time that is left of a price.
  const clocks = [...page.querySelectorAll("[data-ends]")];
  const tick = () => {
    for (const clock of clocks) {
      const left = Math.max(0, Math.floor((Number(clock.dataset.ends) - Date.now() - skew) / 1000));
      const two = n => String(n).padStart(2, "0");
      const text = `${two(Math.floor(left / 3600))}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
      clock.textContent = `${words.until} ${text}`;
    }
  };

  // What changed.
  const cards = new Map([...page.querySelectorAll("[data-offer]")].map(card => [card.dataset.offer, card]));
  const rows = new Map([...page.querySelectorAll("[data-row]")].map(row => [row.dataset.row, row]));
  const told = new Map();
  let shown = [...cards.values()].find(card => !card.hidden)?.dataset.offer;

  const tell = (id, name, level) => {
    if (told.get(id) === level) return;
    const first = !told.has(id);
    told.set(id, level);
    if (!first && level) say(`${name}: ${level}`);
  };

  const showOffer = (offer, isShown) => {
    const card = cards.get(offer.id);
    const row = rows.get(offer.id);
    const state = isShown ? "shown" : offer.state;
    const few = !!offer.few;
    if (row) {
      row.dataset.state = state;
      set(row, "mark", state === "open" && offer.left <= 0 ? words.gone : words[state]);
      const link = row.querySelector("[data-buy]");
      if (link && offer.state === "open" && offer.left > 0) link.href = link.dataset.buy;
    }
    if (!card) return;
    const price = fill(words.won, offer.price);
    set(card, "price", price);
    set(card, "left", fill(words.left, offer.left, offer.allotment));
    set(card, "ordered", fill(words.ordered, offer.ordered));
    all("bar", card).forEach(bar => { bar.max = offer.allotment; bar.value = offer.left; });
    all("few", card).forEach(mark => { mark.hidden = !few; });
    all("gone", card).forEach(mark => { mark.hidden = offer.left > 0; });
    all("buy", card).forEach(button => { button.disabled = offer.state !== "open" || offer.left <= 0; });
    if (isShown) tell(offer.id, card.dataset.name, offer.left <= 0 ? words.gone : few ? words.few : "");
  };

  // A show that begins does so on thousands of pages: they do not come for the new one in the same moment.
  // One that was loaded again just now waits, so that nothing makes it flicker.
  let leaving = false;
  const reload = () => {
    if (leaving) return;
    leaving = true;
    const isAgain = performance.getEntriesByType("navigation")[0]?.type === "reload";
    const rest = isAgain ? Math.max(0, 10000 - performance.now()) : 0;
    setTimeout(() => location.reload(), rest + Math.random() * 1500);
  };

  const update = live => {
    if (live.state !== page.dataset.state) { reload(); return; }
    if (live.onAir && live.onAir !== shown) {
      const next = cards.get(live.onAir);
      // Not in this page: a rundown that is longer, or that changed since.
      if (!next || shown === undefined || live.offers.length !== rows.size) { reload(); return; }
      const open = live.offers.find(offer => offer.id === live.onAir);
      if (open && open.closesAt && !next.querySelector("[data-ends]")) { reload(); return; }
      cards.get(shown).hidden = true;
      next.hidden = false;
      shown = live.onAir;
      say(`${words.shown}: ${next.dataset.name}`);
    }
    set(page, "viewers", number.format(live.viewers));
    for (const offer of live.offers) showOffer(offer, offer.id === live.onAir);
  };

  // stream.js, which stands before this in the same file, keeps the line.
  const show = page.dataset.show;
  let heard = Date.now();
  let lostAt = 0;
  const good = data => {
    heard = Date.now();
    lostAt = 0;
    all("lost").forEach(mark => { mark.hidden = true; });
    if (!data) return;
    const live = JSON.parse(data);
    update(live);
    if (live.talk) talk(live.talk);
  };
  const talk = heardNow => page.dispatchEvent(new CustomEvent("talk", { detail: heardNow }));
  const lost = () => { lostAt = lostAt || Date.now(); };
  if (page.dataset.state !== "ended")
    follow(`/api/v1/live?broadcast=${show}`, `/api/v1/live/now?broadcast=${show}`, good, lost,
      { talk: data => talk(JSON.parse(data)) });

  setInterval(() => {
    tick();
    if (lostAt && Date.now() - lostAt > 2000) {
      const age = Math.max(1, Math.round((Date.now() - heard) / 1000));
      all("lost").forEach(mark => { mark.hidden = false; mark.textContent = fill(words.lost, age); });
    }
  }, 1000);
  tick();
})();
