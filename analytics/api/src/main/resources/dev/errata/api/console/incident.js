// One incident: what fails, since when, how much, whose it is and what to do; the failed calls that show it, and who was told.

import { incident } from '/console/api.js';
import { Chart } from '/console/chart.js';
import { problem } from '/console/dashboard.js';
import { copyButton, el, recorded } from '/console/dom.js';
import { ago, short, time, words } from '/console/format.js';
import { address, DIMENSIONS, permalink, read } from '/console/state.js';

const BEFORE_MS = 15 * 60_000;
const AFTER_MS = 5 * 60_000;
const ROLES = ['first', 'last', 'typical'];

/** Shows the incident that the state names. */
export async function showIncident(host, state, go, signal) {
  host.replaceChildren(el('p', { class: 'muted' }, 'Looking…'));
  try {
    const one = await incident(state.incident, signal);
    const plot = el('div', { class: 'plot' });
    host.replaceChildren(...[back(), headline(one), course(one, plot), calls(one), history(one), messages(one), next(one)].filter(Boolean));
    draw(one, plot, go);
    document.title = `${one.title} · Errata`;
  } catch (error) {
    if (error.name !== 'AbortError') {
      host.replaceChildren(back(), error.status === 404 || error.status === 400 ? absent(error) : problem(error));
    }
  }
}

function headline(one) {
  const care = [
    one.quiet ? `nobody is told: ${one.quiet}` : null,
    one.acknowledged ? `acknowledged ${time(one.acknowledged.at)}${by(one.acknowledged)}` : null,
    one.snoozed ? `snoozed until ${time(one.snoozed.until)}${by(one.snoozed)}` : null,
  ].filter(Boolean);
  return el('section', { class: `incident ${one.severity}` },
    el('div', { class: 'bar-row' }, el('h1', {}, recorded(one.title, 300)),
      el('time', { class: 'muted', datetime: one.started_at, title: time(one.started_at) }, ago(one.started_at))),
    el('p', { class: 'chips' }, [one.severity, one.state, one.kind, `owner: ${one.owner}`, ...care].map((word) =>
      el('span', { class: 'chip plain' }, recorded(words(word), 200)))),
    el('pre', { tabindex: '0' }, recorded(one.text, 4000)),
    el('p', { class: 'chips' }, el('a', { class: 'button', href: around(one) }, 'Rates around that time'), copyButton(one.id, 'Copy the id')));
}

function by({ by: who }) {
  return who ? ` by ${who}` : '';
}

/** The rates of what is behind it, as the link of its alert has them. */
function around(one, from = Date.parse(one.started_at) - BEFORE_MS, to = one.ended_at && Date.parse(one.ended_at) + AFTER_MS) {
  const where = one.explanation.slices[0]?.where ?? one.scope;
  const filters = DIMENSIONS.filter((name) => where[name] !== undefined).map((name) => [name, [where[name]]]);
  return address({ ...read(new URL('/', location.href)), filters, from: iso(from), to: to ? iso(to) : 'now' });
}

function iso(ms) {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function course(one, plot) {
  const { usual_errors: usual, step_s: step } = one.rates;
  return el('section', { class: 'card', hidden: !hasErrors(one) }, el('h2', {}, 'Errors / min'), plot,
    el('p', { class: 'muted' }, one.kind === 'spike' ? `When it was noticed, ${short(usual * 60 / step)} / min were usual.` : ''));
}

function hasErrors(one) {
  return one.rates.points.some((point) => point.errors > 0);
}

/** Once the page is there: a chart is as wide as its place. */
function draw(one, plot, go) {
  if (hasErrors(one)) {
    new Chart(plot, (from, to) => go(around(one, from * 1000, to * 1000))).show({ ...one.rates, series: [{ key: {}, points: one.rates.points }] }, 'errors');
  }
}

function calls(one) {
  const rows = ROLES.flatMap((role) => one.events[role].map((event) => [role, event]));
  return rows.length === 0 ? null : table('Failed calls', ['Failed at', 'Id', 'App', 'Model', 'Error', 'Which', 'Alike'], rows.map(([role, event]) => [
    time(event.time), el('a', { href: permalink(event.event_id) }, recorded(event.request_id ?? event.event_id, 60)),
    recorded(event.app ?? '', 60), recorded(event.model ?? '', 60),
    recorded([event.status ?? 'no answer', event.code ?? event.type].filter(Boolean).join(' '), 80), role, event.alike]));
}

function history(one) {
  return table('How it went', ['Since', 'State', 'Severity'], one.updates.map((update) => [time(update.at), update.state, update.severity]));
}

function messages(one) {
  return one.notifications.length === 0 ? null : table('Who was told', ['Receiver', 'What', 'Told', 'Failures', 'Last error'],
    one.notifications.map((message) => [recorded(message.receiver, 80), message.what, message.sent_at ? time(message.sent_at) : 'not yet',
      message.failures, recorded(message.last_error ?? '', 200)]));
}

function table(title, header, rows) {
  return el('section', { class: 'card' }, el('h2', {}, title), el('table', {},
    el('thead', {}, el('tr', {}, header.map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, rows.map((row) => el('tr', {}, row.map((cell) => el('td', {}, cell)))))));
}

/** To acknowledge or snooze takes a token of the scope admin, which a page that only reads does not ask for. */
function next(one) {
  const lines = [`errata incidents ack ${one.id} --by NAME`, `errata incidents snooze ${one.id} 2h`, `errata ticket ${one.id}`];
  return one.state === 'resolved' ? null : el('section', { class: 'card' }, el('h2', {}, 'Take it, or be quiet about it'),
    el('pre', {}, lines.join('\n')), copyButton(lines[0], 'Copy the first'));
}

function absent(error) {
  return el('section', { class: 'card empty' }, el('h1', {}, 'Not found'), el('p', {}, recorded(error.message, 2000)),
    el('p', { class: 'muted' }, 'It may be of another project, or over for longer than incidents are kept.'));
}

function back() {
  return el('p', { class: 'back' }, el('a', { href: '/' }, '← Error rates'));
}
