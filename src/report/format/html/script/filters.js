// Which scenarios are shown: the controls and the address, each of which follows the other.

const form = document.getElementById('filters');
const CHOICES = ['policy', ...data.dimensions, 'clause', 'tag'];

/** The address that shows just what is asked for. */
function address(asked) {
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(asked)) values.forEach((value) => parameters.append(name, sanitized(value)));
  return `#?${parameters}`;
}

/** What the address asks for; nothing if it leads to a part of the page. */
function asked() {
  return location.hash.startsWith('#?') ? new URLSearchParams(location.hash.slice(2)) : null;
}

/** Sets the form as the address says. */
function obey(parameters) {
  form.elements.q.value = parameters.get('q') || '';
  const verdicts = new Set(parameters.getAll('verdict'));
  for (const box of form.querySelectorAll('[name=verdict]')) box.checked = verdicts.has(box.value);
  for (const name of CHOICES) {
    const choice = form.elements[name];
    if (!choice) continue;
    choice.value = parameters.get(name) || '';
    if (choice.selectedIndex < 0) choice.value = '';
  }
}

/** What the form asks for, within a cell of a table if one was chosen. */
function wanted(cell) {
  const parameters = new URLSearchParams();
  if (cell) parameters.set('cell', cell);
  const words = form.elements.q.value.trim();
  if (words) parameters.set('q', words);
  for (const box of form.querySelectorAll('[name=verdict]:checked')) parameters.append('verdict', box.value);
  for (const name of CHOICES) {
    const value = form.elements[name] && form.elements[name].value;
    if (value) parameters.set(name, value);
  }
  return parameters;
}

const haystacks = [];

/** All words of a scenario that a search looks at. */
function haystack(at) {
  if (haystacks[at] === undefined) {
    const said = steps(at).map((step) => step.text);
    const tags = words(cases.tags[at]).map((tag) => `@${tag}`);
    haystacks[at] = [text(cases.name[at]), text(cases.feature[at]), text(cases.rule[at]), place(at), row(at), ...tags, ...said]
      .join('\n').toLowerCase();
  }
  return haystacks[at];
}

/** The scenarios that fit, the worst verdict first. */
function fitting(parameters) {
  const verdicts = new Set(parameters.getAll('verdict'));
  const needles = (parameters.get('q') || '').toLowerCase().split(/\s+/).filter((word) => word);
  const cell = parameters.has('cell') ? data.cells.indexOf(parameters.get('cell')) : null;
  const is = (name, list, at) => !parameters.get(name) || sanitized(text(list[at])) === parameters.get(name);
  const has = (name, list, at) => !parameters.get(name) || words(list[at]).map(sanitized).includes(parameters.get(name));
  const found = [];
  for (let at = 0; at < count; at += 1) {
    const fits = (verdicts.size === 0 || verdicts.has(verdict(at).name))
      && (cell === null || cases.cells[at].includes(cell))
      && is('policy', cases.policy, at)
      && data.dimensions.every((name, number) => has(name, cases.values[at], number))
      && has('clause', cases.clauses, at) && has('tag', cases.tags, at)
      && needles.every((needle) => haystack(at).includes(needle));
    if (fits) found.push(at);
  }
  return found.sort((one, other) => cases.verdict[other] - cases.verdict[one] || one - other);
}
