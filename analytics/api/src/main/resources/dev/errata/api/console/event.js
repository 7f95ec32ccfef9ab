// One failed call: what happened, what it means, what to do, and every id to quote in a ticket.

import { ApiError, events, meaning as meaningOf, ticket } from '/console/api.js';
import { problem } from '/console/dashboard.js';
import { copyButton, el, fetchButton, recorded } from '/console/dom.js';
import { ago, duration, time, words } from '/console/format.js';
import { candidates } from '/console/ids.js';
import { address, permalink, read } from '/console/state.js';

const IDS = ['request_id', 'provider_request_id', 'trace_id', 'call_id', 'task_id', 'event_id'];
const FACTS = [
  ['provider', 'Provider'], ['model', 'Model'], ['operation', 'Operation'], ['streaming', 'Streaming'], ['param', 'Parameter'],
  ['app', 'App'], ['app_version', 'Version'], ['env', 'Environment'], ['region', 'Region'], ['key_id', 'Key'],
  ['attempt', 'Attempt'],
];
const LIMIT = [['limit_kind', 'Limit'], ['limit_scope', 'Counted by'], ['limit_enforcer', 'Enforced by']];
const DERIVED_ATTRIBUTE = /^errata\./;
const TIMES = [['latency_ms', 'Latency'], ['timeout_ms', 'Timeout'], ['retry_after_ms', 'Retry after']];

/** Shows the event that the state names; whatever was pasted, the first id in it that is known. */
export async function showEvent(host, state, signal) {
  host.replaceChildren(el('p', { class: 'muted' }, 'Looking…'));
  try {
    const found = await withItsCall(await firstFound(candidates(state.id), signal), signal);
    const event = found.events.find((one) => (state.event ? one.event_id === state.event : one.matched)) ?? found.events[0];
    const meaning = event?.catalogue ? await meaningOf(event.catalogue, signal).catch(() => null) : null;
    host.replaceChildren(back(), ...(event ? page(found, event, meaning) : [story(found, null)]));
    document.title = `${found.id} · Errata`;
  } catch (error) {
    if (error.name !== 'AbortError') {
      host.replaceChildren(back(), error.status === 404 ? absent(state.id, error) : problem(error));
    }
  }
}

async function firstFound(ids, signal) {
  let missing = null;
  for (const id of ids) {
    try {
      return await events(id, signal);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) {
        throw error;
      }
      missing = error.code === 'dead_lettered' ? error : missing ?? error;
    }
  }
  throw missing;
}

/** Of an event that was found by its own id, the other attempts too: they are the rest of its story. */
async function withItsCall(found, signal) {
  const [event] = found.events;
  const call = event?.call_id ?? event?.task_id;
  if (found.events.length !== 1 || !call) {
    return found;
  }
  const all = await events(call, signal).catch(() => found);
  const others = all.events.filter((other) => other.event_id !== event.event_id).map((other) => ({ ...other, matched: null }));
  return { ...found, events: [event, ...others], truncated: all.truncated };
}

function page(found, event, meaning) {
  return [
    el('article', { class: 'event' },
      el('div', { class: 'column' }, headline(event), explanation(event, meaning), story(found, event), raw(event)),
      el('aside', { class: 'column' }, ids(event), facts(event)))];
}

function headline(event) {
  return el('section', { class: 'card headline' },
    el('div', { class: 'bar-row' },
      el('h1', {}, el('span', { class: `status ${mood(event)}` }, event.status ?? 'no answer'), recorded(event.code ?? event.type ?? 'error', 80)),
      el('time', { class: 'muted', datetime: event.time, title: time(event.time) }, ago(event.time))),
    el('p', { class: 'chips' },
      event.type && event.type !== event.code ? el('span', { class: 'chip plain' }, recorded(event.type, 80)) : null,
      event.cause ? el('span', { class: 'chip plain' }, `cause: ${words(event.cause)}`) : null,
      event.owner ? el('span', { class: `chip plain ${event.owner}` }, `owner: ${event.owner}`) : null,
      event.retry ? el('span', { class: 'chip plain' }, retry(event.retry)) : null),
    el('blockquote', {}, event.message ? recorded(event.message, 4000) : el('span', { class: 'muted' }, 'no message')),
    nearest(event),
    el('p', { class: 'chips' }, fetchButton(() => ticket(event.event_id), 'Copy ticket'), similar(event)));
}

/** Of a model that nobody knows, which ones this project calls with success. */
function nearest({ nearest_models: models }) {
  return models
    ? el('p', {}, 'Did you mean ', models.flatMap((model, i) => [i ? ', ' : '', el('code', {}, recorded(model, 200))]), '?')
    : null;
}

function explanation(event, meaning) {
  if (!meaning) {
    return null;
  }
  return el('section', { class: 'card' },
    el('h2', {}, meaning.title), el('p', {}, meaning.meaning),
    el('h3', {}, 'What to do'), el('ol', {}, meaning.solution.map((step) => el('li', {}, step))),
    el('h3', {}, 'Usual causes'), el('ul', { class: 'muted' }, meaning.causes.map((cause) => el('li', {}, cause))));
}

/** The attempts and steps that belong together, in order of time. */
function story(found, shown) {
  const steps = [
    ...found.events.map((event) => ({ at: event.time, event })),
    ...found.outcomes.map((outcome) => ({ at: outcome.time, outcome })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  if (steps.length < 2 && shown) {
    return null;
  }
  return el('section', { class: 'card' }, el('h2', {}, 'Story'),
    el('ol', { class: 'story' }, steps.map((step) => (step.event ? attempt(found.id, step.event, shown) : outcomeStep(step.outcome)))),
    found.truncated ? el('p', { class: 'muted' }, 'These are the newest 100; there are more.') : null);
}

function attempt(id, event, shown) {
  const here = event.event_id === shown?.event_id;
  return el('li', { class: mood(event), 'aria-current': here ? 'step' : null },
    el('time', { datetime: event.time, title: time(event.time) }, time(event.time).slice(11)),
    el('a', { href: permalink(id, event.event_id) }, `${event.status ?? 'no answer'} `, recorded(event.code ?? event.type ?? 'error', 60)),
    el('span', { class: 'muted' }, event.attempt ? ` attempt ${event.attempt}` : '', event.latency_ms ? ` after ${duration(event.latency_ms)}` : ''));
}

function outcomeStep(outcome) {
  const moods = { succeeded: 'good', failed: 'bad', cancelled: 'warn' };
  return el('li', { class: moods[outcome.outcome] ?? '' },
    el('time', { datetime: outcome.time, title: time(outcome.time) }, time(outcome.time).slice(11)),
    el('span', {}, outcome.outcome),
    el('span', { class: 'muted' }, outcome.latency_ms ? ` after ${duration(outcome.latency_ms)}` : ''));
}

function ids(event) {
  return el('section', { class: 'card' }, el('h2', {}, 'Ids'),
    el('dl', { class: 'ids' }, IDS.filter((name) => event[name]).flatMap((name) => [
      el('dt', {}, words(name), event.matched === name ? el('span', { class: 'chip plain good' }, 'matched') : null),
      el('dd', {}, el('code', {}, recorded(event[name])), copyButton(event[name]))])));
}

function facts(event) {
  const rows = [
    ['Failed at', time(event.time)], ['Received at', time(event.received_at)],
    event.claimed_time ? ['Client’s clock said', time(event.claimed_time)] : null,
    ...FACTS.filter(([name]) => event[name] !== undefined).map(([name, label]) => [label, recorded(event[name], 200)]),
    ...LIMIT.filter(([name]) => event[name] !== undefined).map(([name, label]) => [label, recorded(words(event[name]), 200)]),
    event.limit_resets_at ? ['Limit starts anew', time(event.limit_resets_at)] : null,
    ...TIMES.filter(([name]) => event[name] !== undefined).map(([name, label]) => [label, duration(event[name])]),
    ...Object.entries(event.attributes ?? {}).filter(([name]) => !DERIVED_ATTRIBUTE.test(name)).map(([name, value]) => [recorded(name, 60), recorded(value)]),
    ['Fingerprint', el('code', {}, event.fingerprint)],
  ].filter(Boolean);
  return el('section', { class: 'card' }, el('h2', {}, 'Call'),
    el('dl', { class: 'facts' }, rows.flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, value)])));
}

function similar(event) {
  const filters = ['code', 'model'].filter((name) => event[name]).map((name) => [name, [event[name]]]);
  const state = { ...read(new URL('/', location.href)), filters, from: '-1h' };
  return filters.length === 0 ? null : el('a', { class: 'button', href: address(state) }, 'How often does this happen?');
}

function raw(event) {
  const text = JSON.stringify(event, null, 2);
  return el('section', { class: 'card' },
    event.raw_body ? [el('h2', {}, 'Answer’s body'), el('pre', {}, recorded(event.raw_body, 5000))] : null,
    event.left_out ? [el('h2', {}, 'Answer’s body'), el('p', {}, 'Not kept: of many like it, a sample is.')] : null,
    el('details', {}, el('summary', {}, 'Event as JSON'), copyButton(text, 'Copy JSON'), el('pre', {}, recorded(text, 100_000))));
}

function absent(id, error) {
  const [refused] = error.answer.dead_letters ?? [];
  const line = refused
    ? `kafka-console-consumer.sh --bootstrap-server … --topic ${refused.topic} --partition ${refused.partition} --offset ${refused.offset} --max-messages 1`
    : `curl -s '${location.origin}/api/v1/events?${new URLSearchParams({ id })}'`;
  return el('section', { class: 'card empty' },
    el('h1', {}, refused ? 'Refused, not stored' : 'Not found'), el('p', {}, recorded(error.message, 2000)),
    el('p', { class: 'muted' }, refused ? 'To read the record as it was sent:' : 'To ask again from a shell:'),
    el('pre', {}, recorded(line)), copyButton(line, 'Copy the command'));
}

function back() {
  return el('p', { class: 'back' }, el('a', { href: '/' }, '← Error rates'));
}

function mood({ status, owner }) {
  return owner === 'caller' || owner === 'quota' || (status >= 400 && status < 500) ? 'warn' : 'bad';
}

function retry({ action, retryable, min_delay_ms: delay, escalate_after: attempts }) {
  if (!retryable) {
    return { never: 'do not retry', after_fix: 'retry only once it is put right', switch_model: 'try another model' }[action] ?? words(action);
  }
  const how = action === 'backoff' ? `retry with backoff from ${duration(delay)}` : `retry after ${duration(delay)}`;
  return attempts ? `${how}; a ticket after ${attempts} attempts` : how;
}
