// Suggestions under the search field: a combobox with a list (ARIA Authoring Practices). Without this file the form
// searches all the same.
(() => {
  const field = document.getElementById('q');
  const list = document.getElementById('suggestions');
  const says = document.getElementById('suggestions-say');
  if (!field || !list || !window.fetch) return;
  const form = field.form;
  const wait = 150;
  let timer = 0, chosen = -1, typed = field.value, asked = null;

  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('aria-expanded', 'false');

  const close = () => {
    chosen = -1;
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  };

  const choose = index => {
    const options = list.children;
    for (const option of options) option.setAttribute('aria-selected', 'false');
    chosen = index;
    if (index < 0) {
      field.value = typed;
      field.removeAttribute('aria-activedescendant');
      return;
    }
    options[index].setAttribute('aria-selected', 'true');
    options[index].scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', options[index].id);
    field.value = options[index].textContent;
  };

  const show = items => {
    list.replaceChildren(...items.map((text, index) => {
      const option = document.createElement('li');
      option.id = 'suggestion-' + index;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.textContent = text;
      return option;
    }));
    chosen = -1;
    field.removeAttribute('aria-activedescendant');
    list.hidden = items.length === 0;
    field.setAttribute('aria-expanded', String(items.length > 0));
    says.textContent = items.length ? list.dataset.say.replace('{0}', items.length) : '';
  };

  const ask = async () => {
    if (asked) asked.abort();
    if (typed.trim() === '') return show([]);
    const mine = asked = new AbortController();
    try {
      const answer = await fetch('/api/v1/search/suggestions?q=' + encodeURIComponent(typed), { signal: mine.signal });
      if (!answer.ok) return show([]);
      const items = (await answer.json()).items;
      if (mine === asked && document.activeElement === field) show(items);
    } catch {
      // A newer question, or no connection: the form searches without suggestions.
    }
  };

  field.addEventListener('input', () => {
    typed = field.value;
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  });
  field.addEventListener('keydown', event => {
    // While a syllable is being put together the keys are the keyboard's own.
    if (event.isComposing) return;
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === 'ArrowDown' && count) choose(chosen + 1 >= count ? -1 : chosen + 1);
    else if (event.key === 'ArrowUp' && count) choose(chosen < 0 ? count - 1 : chosen - 1);
    else if (event.key === 'Escape' && count) { choose(-1); close(); }
    else return;
    event.preventDefault();
  });
  field.addEventListener('blur', () => setTimeout(close, 150));
  list.addEventListener('pointerdown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const option = event.target.closest('[role=option]');
    if (!option) return;
    field.value = option.textContent;
    close();
    form.requestSubmit();
  });
})();
