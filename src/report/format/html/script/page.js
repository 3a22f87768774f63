// The page as a whole: the list of scenarios, and what the address and the keyboard do with it.

const BATCH = 100;
const list = document.getElementById('cases');
const found = document.getElementById('found');
const further = document.getElementById('more');
let shown = { fitting: [], drawn: 0, parameters: new URLSearchParams() };

/** Draws the next scenarios that fit. */
function draw() {
  const next = shown.fitting.slice(shown.drawn, shown.drawn + BATCH);
  list.append(...next.map(entry));
  shown.drawn += next.length;
  const left = shown.fitting.length - shown.drawn;
  further.hidden = left === 0;
  further.textContent = `Show ${Math.min(BATCH, left)} more of ${left}`;
  summarize();
}

/** Says how many there are, and for which cell. */
function summarize() {
  const { fitting: all, drawn, parameters } = shown;
  const many = all.length === 1 ? '1 scenario' : `${all.length} scenarios`;
  const part = drawn < all.length ? `, the first ${drawn} of them shown` : '';
  found.replaceChildren(all.length === count ? `${many}${part}` : `${many} of ${count}${part}`);
  const cell = parameters.get('cell');
  if (cell) {
    found.append(' for ', foreign(data.labels[cell] || cell), ' ',
      element('a', { href: '#?' }, 'show all'));
  }
  if (all.length === 0) found.append(' ', element('a', { href: '#?' }, 'show all'));
}

function show(parameters) {
  shown = { fitting: fitting(parameters), drawn: 0, parameters };
  list.replaceChildren();
  draw();
}

/** Opens the scenario at a place, and goes there. */
function open(where) {
  const at = shown.fitting.find((one) => place(one) === where);
  if (at === undefined) return false;
  while (shown.fitting.indexOf(at) >= shown.drawn) draw();
  const item = document.getElementById(`case-${at}`);
  item.open(true);
  item.toggle.focus({ preventScroll: true });
  item.scrollIntoView({ block: 'start' });
  return true;
}

/** Writes what is open into the address, without a step in the browser's history. */
function remember(where) {
  const parameters = new URLSearchParams(shown.parameters);
  parameters.delete('open');
  if (where) parameters.set('open', where);
  history.replaceState(null, '', `#?${parameters}`);
}

/** Does as the address says. */
function follow() {
  const parameters = asked();
  if (!parameters) {
    if (list.childElementCount === 0 && shown.drawn === 0) show(new URLSearchParams());
    return;
  }
  obey(parameters);
  const where = parameters.get('open');
  parameters.delete('open');
  const understood = wanted(parameters.get('cell'));
  const lost = [...parameters].filter(([name, value]) => value && !understood.getAll(name).includes(value.trim()));
  show(understood);
  if (where && open(where)) return;
  if (where) lost.push(['open', where]);
  if (lost.length > 0) {
    found.append(' ', element('strong', {}, 'The address asks for what this report does not have: '),
      foreign(lost.map(([name, value]) => `${name} ${value}`).join(', ')));
  }
  document.getElementById('scenarios-title').focus({ preventScroll: true });
  document.getElementById('scenarios').scrollIntoView();
}

function ask(cell) {
  const parameters = wanted(cell);
  history.replaceState(null, '', `#?${parameters}`);
  show(parameters);
}

/** What leads into something folded opens it. */
function unfold() {
  const target = document.querySelector(':target');
  const folded = target && target.closest('details');
  if (folded && !folded.open) {
    folded.open = true;
    target.scrollIntoView();
  }
}

form.addEventListener('input', () => ask(shown.parameters.get('cell')));
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => setTimeout(() => ask(null)));
further.addEventListener('click', () => {
  const before = shown.drawn;
  draw();
  list.children[before].toggle.focus();
});
window.addEventListener('hashchange', () => {
  follow();
  unfold();
});
window.addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
});
follow();
unfold();
