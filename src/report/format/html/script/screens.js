// What people saw at one moment, as pictures: the portal's page, the phone, the consoles.

/** A passcode is shown as dots: its characters are in no report. */
function dots(passcode) {
  const [before, after] = (passcode.label || '{passcode}').split('{passcode}');
  return element('p', { class: 'passcode' },
    before,
    element('span', { class: 'dots', role: 'img', 'aria-label': `a passcode (${passcode.shape})` },
      '•'.repeat(passcode.length)),
    after || '',
    element('span', { class: 'shape' }, passcode.shape));
}

const button = (label, strong) => element('span', { class: strong ? 'button strong' : 'button' }, label);

function portal(screen) {
  const body = [];
  if (screen.away) {
    body.push(element('p', { class: 'calm' }, 'Signed out'), button('Sign in', true));
  } else {
    body.push(element('p', { class: 'device-name' }, foreign(screen.device)));
    if (screen.says) body.push(element('p', { class: 'says' }, foreign(screen.says)));
    if (screen.passcode) body.push(dots(screen.passcode));
    if (screen.asks) {
      body.push(element('div', { class: 'asks' },
        element('p', {}, `You are asked to ${screen.asks}.`), button('Go on', true), button('Cancel')));
    } else if (screen.offers) {
      body.push(button('Reset Passcode', !screen.says));
    }
    if (!screen.says && !screen.offers && !screen.asks) {
      body.push(element('p', { class: 'calm' }, 'No reset is offered here.'));
    }
  }
  if (screen.refused) body.push(element('p', { class: 'refused' }, `Refused: ${screen.refused}`));
  return element('div', { class: 'browser' },
    element('div', { class: 'bar-of-window', 'aria-hidden': 'true' }, element('i'), element('i'), element('i'),
      element('span', {}, screen.title)),
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
  return element('div', { class: 'phone' },
    element('div', { class: 'speaker', 'aria-hidden': 'true' }),
    element('div', { class: 'content' },
      element('p', { class: 'device-name' }, foreign(screen.device)),
      screen.lock ? padlock(screen.lock) : null,
      element('p', { class: 'lock' }, element('strong', {}, word), meaning ? element('span', {}, meaning) : null),
      screen.says ? element('p', { class: 'notice' }, foreign(screen.says)) : null,
      screen.blocked ? element('p', { class: 'refused' }, 'Apps are blocked until a passcode is set') : null,
      screen.offline ? element('p', { class: 'calm' }, 'No connection') : null));
}

function consoleWindow(screen) {
  const line = (name, value) => element('div', {}, element('dt', {}, name), element('dd', {}, value));
  return element('div', { class: 'window' },
    element('div', { class: 'title-of-window', 'aria-hidden': 'true' }, screen.title),
    element('div', { class: 'content' },
      element('dl', {},
        line('Device', foreign(screen.device)),
        screen.state ? line('Latest reset', screen.state) : null,
        line('New passcode', screen.passcode ? dots(screen.passcode) : 'none is shown')),
      screen.says ? element('p', { class: 'says' }, foreign(screen.says)) : null,
      screen.refused ? element('p', { class: 'refused' }, `Refused: ${screen.refused}`) : null,
      screen.offers ? button('Reset passcode') : null));
}

const DRAWN = { portal, device: phone, console: consoleWindow };

/** All screens that an actor looked at, side by side. */
function pictures(screens) {
  return screens.map((screen) => element('figure', { class: `picture ${screen.kind}` },
    DRAWN[screen.kind](screen),
    element('figcaption', {}, element('strong', {}, screen.title),
      screen.kind === 'device' ? '' : `, as ${screen.actor} sees it`)));
}
