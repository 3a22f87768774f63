// What people saw at one moment, as pictures: the pages of portals, the device, the windows of consoles.

/** A passcode is shown as dots: its characters are in no report. */
function dots(passcode) {
  const [before, after] = (passcode.label || '{passcode}').split('{passcode}');
  return element('p', { class: 'passcode' },
    foreign(before),
    element('span', { class: 'dots', role: 'img', 'aria-label': `a passcode (${passcode.shape})` },
      '•'.repeat(passcode.length)),
    foreign(after || ''),
    element('span', { class: 'shape' }, passcode.superseded ? `${passcode.shape}, superseded` : passcode.shape));
}

const button = (label, strong) => element('span', { class: strong ? 'button strong' : 'button' }, foreign(label));
const said = (screen) => screen.says || [];
const refusal = (screen) => (screen.refused ? element('p', { class: 'refused' }, `Refused: ${screen.refused}`) : null);

/** What is asked for, or the button that begins a reset. */
function next(screen) {
  if (screen.asks) {
    return element('div', { class: 'asks' },
      element('p', {}, 'You are asked to ', foreign(screen.asks), '.'), button('Go on', true), button('Cancel'));
  }
  return screen.offers ? button(screen.offers, said(screen).length === 0) : null;
}

function portal(screen) {
  const body = [];
  if (screen.away) {
    body.push(element('p', { class: 'calm' }, 'Signed out'), button('Sign in', true));
  } else {
    body.push(element('p', { class: 'device-name' }, foreign(screen.device)));
    for (const one of said(screen)) body.push(element('p', { class: 'says' }, foreign(one)));
    if (screen.state) body.push(element('p', { class: 'says' }, `Latest reset: ${screen.state}`));
    if (screen.passcode) body.push(dots(screen.passcode));
    if (screen.instead) body.push(element('p', {}, foreign(screen.instead)));
    body.push(next(screen));
    if (said(screen).length === 0 && !screen.offers && !screen.asks) {
      body.push(element('p', { class: 'calm' }, 'No reset is offered here.'));
    }
  }
  body.push(refusal(screen));
  return element('div', { class: 'browser' },
    element('div', { class: 'bar-of-window', 'aria-hidden': 'true' }, element('i'), element('i'), element('i'),
      element('span', {}, foreign(screen.title))),
    element('div', { class: 'content' }, body));
}

const LOCKS = {
  locked: ['🔒', 'Locked', 'asks for its passcode'],
  unlocked: ['🔓', 'Open', 'the passcode was entered'],
  'no passcode': ['◌', 'No passcode', 'anyone can open it'],
};

function padlock(lock) {
  const open = lock !== 'locked';
  const bow = open ? 'M8 14v-4a6 6 0 0 1 11-3' : 'M8 14v-4a6 6 0 0 1 12 0v4';
  return shape('svg', { viewBox: '0 0 28 30', class: 'padlock', 'aria-hidden': 'true' },
    shape('path', { d: bow, class: 'bow' }),
    lock === 'no passcode'
      ? shape('rect', { x: 4, y: 14, width: 20, height: 14, rx: 3, class: 'hollow' })
      : shape('rect', { x: 4, y: 14, width: 20, height: 14, rx: 3, class: 'body' }));
}

function phone(screen) {
  const [, word, meaning] = LOCKS[screen.lock] || ['', 'Not looked at', ''];
  const [kind, notice] = screen.notice || [];
  return element('div', { class: 'phone' },
    element('div', { class: 'speaker', 'aria-hidden': 'true' }),
    element('div', { class: 'content' },
      element('p', { class: 'device-name' }, foreign(screen.device)),
      screen.lock ? padlock(screen.lock) : null,
      element('p', { class: 'lock' }, element('strong', {}, word), meaning ? element('span', {}, meaning) : null),
      said(screen).map((one) => element('p', { class: 'notice' }, foreign(one))),
      notice ? element('p', { class: `notice ${kind}` }, foreign(notice), element('span', { class: 'kind' }, kind)) : null,
      screen.blocked ? element('p', { class: 'refused' }, 'Apps are blocked until a passcode is set') : null,
      refusal(screen),
      screen.offline ? element('p', { class: 'calm' }, 'No connection') : null));
}

function consoleWindow(screen) {
  const line = (name, value) => element('div', {}, element('dt', {}, name), element('dd', {}, value));
  const instead = screen.instead ? foreign(screen.instead) : 'none is shown';
  return element('div', { class: 'window' },
    element('div', { class: 'title-of-window', 'aria-hidden': 'true' }, foreign(screen.title)),
    element('div', { class: 'content' },
      element('dl', {},
        line('Device', foreign(screen.device)),
        screen.state ? line('Latest reset', screen.state) : null,
        line('New passcode', screen.passcode ? dots(screen.passcode) : instead)),
      said(screen).map((one) => element('p', { class: 'says' }, foreign(one))),
      refusal(screen),
      next(screen)));
}

const DRAWN = { portal, device: phone, console: consoleWindow };

/** All screens that an actor looked at, side by side. */
function pictures(screens) {
  return screens.map((screen) => element('figure', { class: `picture ${screen.kind}` },
    DRAWN[screen.kind](screen),
    element('figcaption', {}, element('strong', {}, foreign(screen.title)),
      screen.kind === 'device' ? '' : [', as ', foreign(screen.actor), ' sees it'])));
}
