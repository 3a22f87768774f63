// The scenarios, as they are in the page: lists by column, each text once.

const data = JSON.parse(document.getElementById('data').textContent);
const cases = data.cases;
const count = cases.name.length;
const text = (number) => (number === null ? '' : data.texts[number]);
const words = (list) => data.lists[list].map(text);

/** `features/mine.feature:12` */
function place(at) {
  return `${text(cases.path[at])}:${cases.line[at]}`;
}

function verdict(at) {
  const [name, sign, tone] = data.verdicts[cases.verdict[at]];
  return { name, sign, tone };
}

/** What the devices of the scenario are. */
const row = (at) => words(cases.devices[at]).join(' and ');

/** The steps, each with its status, what there was to see after it, and how far the timeline had come. */
function steps(at) {
  const flat = cases.steps[at];
  const list = [];
  for (let from = 0; from < flat.length; from += 4) {
    const [keyword, said, line] = data.sentences[flat[from]];
    list.push({
      keyword: text(keyword),
      text: text(said),
      line,
      status: data.statuses[flat[from + 1]],
      screens: data.scenes[flat[from + 2]].map((number) => data.screens[number]),
      until: flat[from + 3],
    });
  }
  return list;
}

/** The timeline: when, from which lane to which, how it looks, and in words. */
function moments(at) {
  const flat = cases.rows[at];
  const list = [];
  let now = 0;
  for (let from = 0; from < flat.length; from += 2) {
    const [start, end, mark, actor, action] = data.happenings[flat[from + 1]];
    now += flat[from];
    list.push({ at: now, from: start, to: end, mark, actor: text(actor), action: text(action) });
  }
  return list;
}

const more = (at) => cases.more[at] || {};
const replay = (at) => more(at).replay || `passgate run ${place(at)} --seed ${data.seed}`;

/** `6:12` below an hour, `1:06:12` from there on. */
function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const pad = (number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}
