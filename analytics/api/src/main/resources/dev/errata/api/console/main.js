// One page, three views. The address is the only state; whoever wants another view goes to another address.

import { Dashboard } from '/console/dashboard.js';
import { el } from '/console/dom.js';
import { showEvent } from '/console/event.js';
import { candidates } from '/console/ids.js';
import { showIncident } from '/console/incident.js';
import { address, permalink, read } from '/console/state.js';

const main = document.getElementById('main');
const search = document.getElementById('id');
let leave = () => {};

function show() {
  leave();
  const state = read();
  search.value = state.id ?? '';
  document.title = 'Errata';
  document.getElementById('live').replaceChildren(...(state.id || state.incident ? [] : [liveButton(state)]));
  if (state.id) {
    const abort = new AbortController();
    leave = () => abort.abort();
    showEvent(main, state, abort.signal);
  } else if (state.incident) {
    const abort = new AbortController();
    leave = () => abort.abort();
    showIncident(main, state, go, abort.signal);
  } else {
    const dashboard = new Dashboard(state, go);
    leave = () => dashboard.stop();
    dashboard.start(main);
  }
}

function go(target) {
  history.pushState(null, '', target);
  show();
}

function liveButton(state) {
  return el('button', {
    type: 'button', class: `quiet live ${state.live ? 'on' : ''}`, 'aria-pressed': String(state.live),
    title: state.live ? 'Fresh every 5 s; press to hold' : 'Held; press to go on', onclick: () => go(address({ ...state, live: !state.live })),
  }, state.live ? 'Live' : 'Held');
}

function isPlainClick(event, link) {
  return link && link.origin === location.origin && !link.hash && event.button === 0
    && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

document.getElementById('search').addEventListener('submit', (event) => {
  event.preventDefault();
  const ids = candidates(search.value);
  if (ids[0]) {
    go(ids.length === 1 ? permalink(ids[0]) : `/?${new URLSearchParams({ id: search.value.trim() })}`);
    main.focus();
  }
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  if (isPlainClick(event, link)) {
    event.preventDefault();
    go(link.href);
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !event.target.closest('input, textarea') && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

window.addEventListener('popstate', show);
show();
