
// Questions and answers of a show. The list is made of what show.js hears; texts of people are only ever text.
(() => {
  "use strict";
  const page = document.querySelector(".show");
  const panel = document.getElementById("talk");
  if (!page || !panel) return;
  const words = JSON.parse(panel.dataset.words);
  const part = name => panel.querySelector(`[data-talk=${name}]`);
  const seen = part("seen");
  const log = part("log");
  const mine = part("mine");
  const say = text => { part("says").textContent = text; };
  const line = (name, text, label) => {
    const p = document.createElement("p");
    p.className = name;
    if (label) {
      const head = document.createElement(name === "answer" ? "strong" : "span");
      if (name !== "answer") head.className = "unseen";
      head.lang = words.language;
      head.textContent = name === "answer" ? label : `${label}: `;
      p.append(head, name === "answer" ? " " : "");
    }
    p.append(text);
    return p;
  };
  const draw = (item, question) => {
    item.lang = question.language;
    item.replaceChildren(line("asked", question.text, words.question));
    if (question.answer) item.append(line("answer", question.answer, words.answer));
  };

  const answerOf = item => (item.querySelector(".answer")?.lastChild.textContent || "").trim();

  page.addEventListener("talk", event => {
    const talk = event.detail;
    const text = talk.announcement ? talk.announcement[words.language] : "";
    const strip = page.querySelector("[data-live=announcement]");
    if (strip && strip.textContent !== text) strip.textContent = text;
    page.querySelectorAll("[data-live=invite]").forEach(e => { e.hidden = text !== ""; });
    page.querySelectorAll("[data-live=noted]").forEach(e => { e.hidden = text === ""; });

    // What stands where it is to stand is not touched: a screen reader would read it again.
    const there = new Map([...seen.children].map(item => [item.dataset.question, item]));
    const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
    const ids = new Set(talk.questions.map(question => question.id));
    for (const [id, item] of there) if (!ids.has(id)) item.remove();
    let place = seen.firstElementChild;
    for (const question of talk.questions) {
      let item = there.get(question.id);
      if (!item) {
        item = document.createElement("li");
        item.dataset.question = question.id;
        draw(item, question);
      } else if (answerOf(item) !== (question.answer || "")) {
        draw(item, question);
      }
      if (item === place) place = place.nextElementSibling;
      else seen.insertBefore(item, place);
      panel.querySelector(`[data-mine="${question.id}"]`)?.remove();
    }
    part("none").hidden = talk.questions.length > 0;
    if (atEnd) log.scrollTop = log.scrollHeight;
  });
  log.scrollTop = log.scrollHeight;

  const form = panel.querySelector("form.ask");
  if (!form) return;
  const address = `/api/v1/broadcasts/${page.dataset.show}/questions`;
  const key = "onair-asked";
  const wait = question => {
    if (seen.querySelector(`[data-question="${question.id}"]`)) return;
    let item = mine.querySelector(`[data-mine="${question.id}"]`);
    if (!item) {
      item = document.createElement("li");
      item.dataset.mine = question.id;
      mine.prepend(item);
    }
    item.lang = question.language;
    item.replaceChildren(line("asked", question.text), line("note", words[question.state] || ""));
    item.lastChild.lang = words.language;
  };

  // Only who has asked in this show is looked up: the page itself is the same for everybody. A browser that keeps
  // nothing for us has the link to one's own questions.
  const hasAsked = () => { try { return localStorage.getItem(key) === page.dataset.show; } catch { return false; } };
  const remember = () => { try { localStorage.setItem(key, page.dataset.show); } catch { /* As above. */ } };
  if (hasAsked()) {
    fetch(`${address}/mine`).then(answer => answer.json()).then(found => {
      found.questions.filter(q => q.state === "waiting" || q.state === "hidden").reverse().forEach(wait);
    }).catch(() => {});
  }

  const field = form.elements.text;
  const wrong = document.getElementById("question-error");
  const complain = text => {
    wrong.textContent = text;
    wrong.hidden = !text;
    if (text) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
  };
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    complain("");
    try {
      const answer = await fetch(address, {
        method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text: field.value, language: words.language }),
      });
      const said = await answer.json();
      if (answer.ok) {
        remember();
        wait(said);
        field.value = "";
        say(words.sent);
      } else {
        complain(words[said.code] || words.trouble);
        field.focus();
      }
    } catch {
      complain(words.trouble);
      field.focus();
    }
    button.disabled = false;
  });
})();
