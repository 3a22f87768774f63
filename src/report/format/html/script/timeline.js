// A scenario's timeline: a row for each thing that happens, with a strip of the picture and the words for it.

const LANE = 60;
const MARKS = {
  plain: ['', ''],
  refusal: ['not done', 'refusal'],
  change: ['passcode', 'change'],
  fault: ['fault', 'fault'],
  'deadline-set': ['deadline', 'deadline'],
  'deadline-over': ['deadline over', 'deadline over'],
};

const middle = (lane) => lane * LANE + LANE / 2;

/** A mark on one lane: each kind has a shape of its own. */
function sign(mark, x) {
  const y = 13;
  if (mark === 'fault') return shape('path', { d: `M${x + 2} ${y - 9}l-7 10h5l-3 8 8-11h-5z`, class: 'bolt' });
  if (mark === 'change') return shape('path', { d: `M${x} ${y - 7}l7 7-7 7-7-7z`, class: 'diamond' });
  if (mark === 'refusal') return shape('path', { d: `M${x - 5} ${y - 5}l10 10m0-10l-10 10`, class: 'cross' });
  if (mark.startsWith('deadline')) {
    return shape('path', { d: `M${x - 6} ${y - 7}h12l-12 14h12z`, class: 'hourglass' });
  }
  return shape('circle', { cx: x, cy: y, r: 4.5, class: 'dot' });
}

function arrow(from, to, mark) {
  const [x, end] = [middle(from), middle(to)];
  const step = Math.sign(end - x);
  const tip = end - step * 3;
  const parts = [
    shape('circle', { cx: x, cy: 13, r: 2.5, class: 'tail' }),
    shape('path', { d: `M${x} 13H${tip - step * 6}`, class: 'shaft' }),
    shape('path', { d: `M${tip} 13l${-step * 8} -4.5v9z`, class: 'head' }),
  ];
  if (mark === 'fault' || mark === 'refusal') parts.push(sign(mark, (x + end) / 2));
  return parts;
}

function strip(moment, lanes) {
  const width = lanes.length * LANE;
  const lines = lanes.map((_, lane) =>
    shape('line', { x1: middle(lane), x2: middle(lane), y1: -400, y2: 400, class: 'lane' }));
  const [from, to] = [lanes.indexOf(moment.from), lanes.indexOf(moment.to)];
  const drawn = from === to ? sign(moment.mark, middle(from)) : arrow(from, to, moment.mark);
  return shape('svg', {
    viewBox: `0 0 ${width} 26`, class: `strip ${MARKS[moment.mark][1]}`, 'aria-hidden': 'true', focusable: 'false',
  }, lines, drawn);
}

function line(moment, lanes) {
  const [word, tone] = MARKS[moment.mark];
  return element('li', { class: 'moment' },
    element('span', { class: 'at' }, clock(moment.at)),
    strip(moment, lanes),
    element('span', { class: 'action' },
      element('span', { class: 'actor' }, moment.actor), ' ', foreign(moment.action),
      word ? [' ', element('span', { class: `tag ${tone}` }, word)] : null));
}

/** The whole timeline, parted by the steps of the scenario; with a lane for everyone who takes part. */
function timeline(list, steps, names) {
  const lanes = names.map((_, lane) => lane).filter((lane) => list.some((one) => one.from === lane || one.to === lane));
  const draw = (moment) => line(moment, lanes);
  const rows = [];
  let from = 0;
  for (const step of steps) {
    const own = list.slice(from, step.until);
    if (own.length > 0) {
      rows.push(element('li', { class: 'during' },
        element('p', {}, element('strong', {}, step.keyword), ' ', foreign(step.text)),
        element('ol', {}, own.map(draw))));
    }
    from = Math.max(from, step.until);
  }
  const rest = list.slice(from);
  if (rest.length > 0) {
    rows.push(element('li', { class: 'during' },
      element('p', {}, 'and then'), element('ol', {}, rest.map(draw))));
  }
  return element('div', { class: 'timeline', style: `--count: ${lanes.length}` },
    element('div', { class: 'lanes', 'aria-hidden': 'true' },
      lanes.map((lane) => element('span', {}, foreign(names[lane])))),
    element('ol', { class: 'sequence' }, rows));
}
