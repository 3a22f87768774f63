// One scenario: its line in the list, and everything about it once it is opened.

const STATUSES = {
  passed: ['✔', 'good'],
  failed: ['✘', 'bad'],
  skipped: ['–', 'quiet'],
  unsupported: ['⊘', 'mild'],
  undefined: ['?', 'bad'],
  ambiguous: ['?', 'bad'],
};

function expectedAndSeen(why) {
  if (!why) return null;
  if (why.failed) {
    return element('dl', { class: 'difference' },
      element('div', {}, element('dt', {}, 'expected'), element('dd', {}, foreign(why.failed.expected))),
      element('div', {}, element('dt', {}, 'seen'), element('dd', {}, foreign(why.failed.seen))));
  }
  if (why.error) return element('p', { class: 'difference' }, 'The system under test failed: ', foreign(why.error.what));
  if (why.unsupported) return element('p', { class: 'difference' }, 'The system under test cannot do this: ', foreign(why.unsupported.what));
  return element('p', { class: 'difference' }, 'internal error: ', foreign(why.broken.reason));
}

function stepOfWhy(why) {
  const own = why && (why.failed || why.unsupported || why.error);
  return own ? own.step : -1;
}

/** Why the scenario does not conform, apart from what is shown at its step. */
function diagnostics(at) {
  const { why, diagnostics: all = [], waiver } = more(at);
  return [
    why && why.broken ? expectedAndSeen(why) : null,
    all.map((one) => element('div', { class: 'box' },
      element('p', {}, element('strong', {}, `line ${one.line}: `), foreign(one.message)),
      one.help ? element('pre', {}, one.help.split('\n').map((part) => [part, element('br')])) : null)),
    waiver ? element('div', { class: 'box' },
      element('p', {}, element('strong', {}, 'Waived: '), foreign(waiver.reason)),
      element('p', { class: 'where' },
        `${waiver.owner} is responsible until ${waiver.expires} · ${waiver.ticket} · ${waiver.file}:${waiver.line}`)) : null,
  ];
}

/** The moment that is worth a look first: where it went wrong, otherwise the last one with anything to see. */
function firstLook(list, why) {
  const wrong = list.findIndex((step) => step.status === 'failed');
  if (wrong >= 0) return wrong;
  if (stepOfWhy(why) >= 0) return stepOfWhy(why);
  let found = 0;
  list.forEach((step, number) => {
    if (number > 0 && step.until > list[number - 1].until && step.keyword !== 'Given') found = number;
  });
  return found;
}

/** The attempts before the last one; one that failed in the same way is listed by its line alone. */
function earlier(at) {
  const { why, attempts = [] } = more(at);
  if (attempts.length === 0) return null;
  const same = (one) => JSON.stringify(one.why) === JSON.stringify(why);
  return element('div', { class: 'attempts' },
    element('h4', {}, 'Attempts that failed before'),
    element('ul', { class: 'plain' }, attempts.map((one) => element('li', {},
      element('code', { class: 'replay' }, one.replay),
      same(one) ? element('span', { class: 'quiet' }, ' in the same way') : expectedAndSeen(one.why)))));
}

function stepButton(step, number, why, show) {
  const [sign, tone] = STATUSES[step.status];
  const pressed = element('button', { type: 'button', class: 'step', 'aria-pressed': 'false' },
    badge(sign, aside(step.status), tone), ' ',
    element('strong', {}, step.keyword), ' ', foreign(step.text));
  if (step.screens.length === 0) pressed.disabled = true;
  pressed.addEventListener('click', () => show(number));
  return element('li', { class: `of-${step.status}` }, pressed,
    number === stepOfWhy(why) ? expectedAndSeen(why) : null);
}

function stepsAndMoments(at, key) {
  const { why } = more(at);
  const list = steps(at);
  const happened = moments(at);
  const figures = element('div', { class: 'pictures' });
  const caption = element('p', { class: 'moment-of', role: 'status' });
  const show = (number) => {
    const step = list[number];
    items.forEach((item, other) => item.firstChild.setAttribute('aria-pressed', String(other === number)));
    const last = happened[step.until - 1];
    caption.replaceChildren('After ', element('strong', {}, step.keyword), ' ', foreign(step.text),
      sanitized(last ? `, at ${clock(last.at)}` : ''));
    figures.replaceChildren(...pictures(step.screens));
  };
  const items = list.map((step, number) => stepButton(step, number, why, show));
  const parts = [
    element('div', { class: 'as-written' }, element('h4', {}, 'As written'), element('ol', { class: 'steps' }, items), earlier(at)),
  ];
  if (list.some((step) => step.screens.length > 0)) {
    parts.push(element('div', { class: 'seen' }, element('h4', {}, 'What people saw'),
      element('p', { class: 'hint' }, 'Choose a step to see that moment.'), caption, figures));
    show(firstLook(list, why));
  }
  const sequence = happened.length === 0 ? null : element('div', { class: 'happened' },
    element('h4', { id: `${key}-timeline` }, 'What happened'), timeline(happened, list, data.lanes[cases.policy[at]]));
  return [element('div', { class: 'two' }, parts), sequence];
}

function facts(at) {
  const tags = words(cases.tags[at]).filter((tag) => !/^(clause|policy):/.test(tag));
  const policy = text(cases.policy[at]);
  const clauses = words(cases.clauses[at]);
  return element('dl', { class: 'facts' },
    clauses.length ? element('div', {}, element('dt', {}, 'clauses'), element('dd', {}, clauses.map((clause) => [
      element('a', { href: address({ clause: [clause] }) }, foreign(clause)), ' ']))) : null,
    tags.length ? element('div', {}, element('dt', {}, 'tags'), element('dd', {}, tags.map((tag) => [
      element('a', { href: address({ tag: [tag] }) }, foreign(`@${tag}`)), ' ']))) : null,
    element('div', {}, element('dt', {}, 'policy'), element('dd', {}, foreign(policy))),
    element('div', {}, element('dt', {}, 'run it again'),
      element('dd', {}, element('code', { class: 'replay' }, replay(at)))));
}

/** The line of a scenario, which opens and closes it. */
function entry(at) {
  const { name, sign, tone } = verdict(at);
  const key = `case-${at}`;
  const detail = element('div', { id: `${key}-detail`, class: 'detail', hidden: true });
  const toggle = element('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': detail.id },
    badge(sign, name, tone), ' ', element('span', { class: 'name' }, foreign(text(cases.name[at]))));
  const above = [text(cases.feature[at]), text(cases.rule[at])].filter((part) => part);
  const item = element('li', { class: `case is-${tone}`, id: key },
    element('h3', {}, toggle),
    element('p', { class: 'where' },
      above.map((part, number) => [number ? ' › ' : '', foreign(part)]), ' · ', foreign(place(at)),
      row(at) ? [' · ', foreign(row(at))] : null),
    detail);
  item.open = (open) => {
    if (open && !detail.hasChildNodes()) fill(detail, {}, [diagnostics(at), stepsAndMoments(at, key), facts(at)]);
    detail.hidden = !open;
    toggle.setAttribute('aria-expanded', String(open));
  };
  toggle.addEventListener('click', () => {
    const open = detail.hidden;
    item.open(open);
    remember(open ? place(at) : null);
  });
  item.toggle = toggle;
  return item;
}
