// Keeps a page up to date, and lets a button act without leaving the page. Every page works without it.
(() => {
  'use strict';
  const main = document.querySelector('main');
  let pending = Promise.resolve();
  let waiting = 0;

  const fail = () => {
    const alert = document.createElement('p');
    alert.setAttribute('role', 'alert');
    alert.textContent = 'The service did not answer. Load this page again to see what was done.';
    main.prepend(alert);
  };

  // One request after the other; the page says that it is busy until the last one is answered.
  const ask = (request) => {
    waiting += 1;
    main.setAttribute('aria-busy', 'true');
    pending = pending.then(request).then(show).catch(fail).then(() => {
      waiting -= 1;
      if (waiting === 0) main.removeAttribute('aria-busy');
    });
  };

  // What the user has typed and opened, and where they are, survives an update.
  const replace = (next) => {
    const active = document.activeElement;
    const id = active && main.contains(active) ? active.id : '';
    const typed = new Map();
    for (const field of main.querySelectorAll('input[id]:not([type=hidden]), select[id]')) {
      typed.set(field.id, [field.value, field.checked]);
    }
    const open = [...main.querySelectorAll('details')].map((one) => one.open);
    main.replaceChildren(...next.childNodes);
    for (const [key, [value, checked]] of typed) {
      const field = document.getElementById(key);
      if (field) [field.value, field.checked] = [value, checked];
    }
    [...main.querySelectorAll('details')].forEach((one, index) => { one.open = Boolean(open[index]); });
    const again = id && document.getElementById(id);
    if (again) again.focus({ preventScroll: true });
    else if (id) main.focus({ preventScroll: true });
  };

  const show = async (answer) => {
    const text = await answer.text();
    const next = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
    if (next) replace(next);
  };

  const update = () => ask(() => fetch(location.href));

  if (main.dataset.events) {
    new EventSource(main.dataset.events).addEventListener('message', update);
    main.addEventListener('submit', (event) => {
      const form = event.target;
      if (form.method !== 'post') return;
      event.preventDefault();
      const fields = new URLSearchParams(new FormData(form, event.submitter));
      form.reset();
      ask(() => fetch(form.action, { method: 'POST', body: fields }));
    });
  }

  // The clock of a world that runs by itself is shown going on.
  const began = performance.now();
  let last = '';
  let since = began;
  setInterval(() => {
    for (const now of document.querySelectorAll('[data-rate]')) {
      const rate = Number(now.dataset.rate);
      if (!rate) continue;
      if (now.dataset.now !== last) [last, since] = [now.dataset.now, performance.now()];
      const seconds = Math.floor((Number(now.dataset.now) + (performance.now() - since) * rate) / 1000);
      const two = (number) => String(number % 60).padStart(2, '0');
      const hours = Math.floor(seconds / 3600);
      const minutes = Math.floor(seconds / 60);
      now.textContent = hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
    }
  }, 1000);
})();
