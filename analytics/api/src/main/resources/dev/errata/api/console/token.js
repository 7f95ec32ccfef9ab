// The token of this browser tab: kept until the tab is closed, and sent to this server only.

import { el, recorded } from '/console/dom.js';

const KEY = 'errata.token';

/** The header that shows the token; none where there is none. */
export function authorization() {
  const token = sessionStorage.getItem(KEY);
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** Asks for a token, since the server has refused. Reloads with it: the address says what was to be shown. */
export function tokenPrompt(error) {
  const input = el('input', {
    type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-label': 'Token', placeholder: 'errata_…',
  });
  const form = el('form', { class: 'token' }, input, el('button', { type: 'submit', class: 'quiet' }, 'Use this token'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sessionStorage.setItem(KEY, input.value.trim());
    location.reload();
  });
  return el('section', { class: 'card empty' },
    el('h2', {}, error.status === 403 ? 'This token may not read' : 'This Errata takes a token'),
    el('p', { class: 'muted' }, 'It has to have the scope read, and shows its project. Whoever runs Errata makes one with:'),
    el('pre', {}, 'errata token create --name NAME --scope read'), form,
    sessionStorage.getItem(KEY) ? el('p', { class: 'muted' }, 'The server says: ', recorded(error.message)) : null);
}

/** Whether another token might help. */
export function isRefusal(error) {
  return error.status === 401 || error.status === 403;
}
