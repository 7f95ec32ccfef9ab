// Elements without markup: text goes in as text only, so nothing that was recorded can become a tag.

const SVG = 'http://www.w3.org/2000/svg';

/** An element; properties that start with "on" are listeners, the others attributes; null ones are left out. */
export function el(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

/** Recorded text, isolated from the direction of the text around it, its invisible characters made visible. */
export function recorded(text, longest = 400) {
  const shown = visible(String(text));
  return el('bdi', {}, shown.length > longest ? `${shown.slice(0, longest)}…` : shown);
}

/** Control, zero-width and direction characters as their code points; line breaks and tabs stay. */
export function visible(text) {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** A button that puts the text on the clipboard. */
export function copyButton(text, label = 'Copy') {
  const button = el('button', { type: 'button', class: 'quiet copy', 'aria-label': `${label}: ${text.slice(0, 80)}` }, label);
  button.addEventListener('click', async () => {
    button.textContent = await copied(text) ? 'Copied' : 'Press Ctrl+C';
    setTimeout(() => { button.textContent = label; }, 1500);
  });
  return button;
}

/** As {@link copyButton}, of a text that is fetched when it is asked for. */
export function fetchButton(fetched, label) {
  const button = el('button', { type: 'button', class: 'button' }, label);
  button.addEventListener('click', async () => {
    try {
      button.textContent = await copied(await fetched()) ? 'Copied' : 'The browser does not let it be copied';
    } catch (e) {
      button.textContent = e.message;
    }
    setTimeout(() => { button.textContent = label; }, 3000);
  });
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}
