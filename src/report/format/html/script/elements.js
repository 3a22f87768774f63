// Elements of the page. Every text becomes a text node, so that markup in it stays text.

/** A text with a sign for what would not be seen or would turn what follows; line breaks become spaces. */
function sanitized(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (one) => {
    const code = one.charCodeAt(0);
    if (code === 9 || code === 10 || code === 13) return ' ';
    if (code === 127) return '\u2421';
    return code < 32 ? String.fromCharCode(0x2400 + code) : '\ufffd';
  });
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(sanitized(child)));
  }
  return node;
}

/** An element with attributes and children. */
function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An element of a picture. */
function shape(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

/** A text from a feature or policy, which turns no direction but its own. */
function foreign(text) {
  return element('bdi', {}, text);
}

/** A text for screen readers alone. */
function aside(text) {
  return element('span', { class: 'hidden' }, text);
}

function badge(sign, word, tone) {
  return element('span', { class: `badge ${tone}` },
    element('span', { class: 'sign', 'aria-hidden': 'true' }, sign), ' ', word);
}
