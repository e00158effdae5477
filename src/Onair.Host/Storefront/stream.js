"use strict";

// Follows one page of the shop: one stream; where the server takes none, the same content is asked for now and then.
// A refusal ends the browser's own tries, a broken line does not. Waits double up to half a minute, with jitter.
// good gets a content, or nothing when the last one is still true; named hears events of other names; what comes back
// ends it.
const follow = (streamUrl, nowUrl, good, lost, named = {}) => {
  const waitMin = 2000;
  const waitMax = 30000;
  let wait = waitMin;
  let tag = "";
  let source;
  let timer;
  let over = false;
  const later = run => {
    if (over) return;
    timer = setTimeout(run, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, waitMax);
  };
  const ask = async () => {
    try {
      const answer = await fetch(nowUrl, { headers: tag ? { "If-None-Match": tag } : {} });
      if (over) return;
      if (answer.status === 200) { tag = answer.headers.get("ETag") || ""; good(await answer.text()); }
      else if (answer.status === 304) good("");
      else lost();
    } catch { lost(); }
    later(stream);
  };
  const stream = () => {
    source = new EventSource(streamUrl);
    source.onopen = () => { wait = waitMin; good(""); };
    source.onmessage = event => good(event.data);
    for (const [name, hear] of Object.entries(named))
      source.addEventListener(name, event => { good(""); hear(event.data); });
    source.onerror = () => {
      lost();
      if (source.readyState === EventSource.CLOSED) later(ask);
    };
  };
  stream();
  return () => {
    over = true;
    clearTimeout(timer);
    source.close();
  };
};
