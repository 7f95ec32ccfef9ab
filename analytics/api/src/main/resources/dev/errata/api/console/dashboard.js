// The first screen: how bad is it now, since when, and what fails where.

import { catalogue, incidents, rates } from '/console/api.js';
import { Chart, errorsOf, swatch } from '/console/chart.js';
import { copyButton, el, recorded } from '/console/dom.js';
import { ago, clock, count, percent, short, UNKNOWN, words } from '/console/format.js';
import { address, RANGES, toggled } from '/console/state.js';
import { rateOf, table } from '/console/table.js';
import { isRefusal, tokenPrompt } from '/console/token.js';

const EVERY_MS = 5000;
const BY = ['code', 'type', 'model', 'provider', 'app'];

export class Dashboard {
  #state;
  #go;
  #chart;
  #meanings = () => null;
  #abort = new AbortController();
  #timer = null;
  #shown = null;
  #parts = {
    notice: el('div', { role: 'status' }), incidents: el('section', { class: 'incidents', 'aria-label': 'Incidents' }), tiles: el('section', { class: 'tiles', 'aria-label': 'Now' }),
    filters: el('div', { class: 'chips' }), plot: el('div', { class: 'plot' }), legend: el('div', { class: 'legend' }),
    table: el('section', { class: 'card' }), empty: el('div', {}),
  };

  constructor(state, go) {
    this.#state = state;
    this.#go = (change) => go(address({ ...this.#state, ...change }));
    this.#chart = new Chart(this.#parts.plot, (from, to) => this.#go({ from: isoAt(from), to: isoAt(to) }));
  }

  /** The page; it keeps itself fresh until it is stopped. */
  start(host) {
    const { notice, incidents: strip, tiles, filters, plot, legend, table: rows, empty } = this.#parts;
    this.card = el('section', { class: 'card' },
      el('div', { class: 'bar-row' }, this.#choice('Told apart by', BY, this.#state.by, (by) => this.#go({ by })),
        this.#choice('Shown as', ['errors', 'rate'], this.#state.view, (view) => this.#go({ view }),
          { errors: 'errors / min', rate: 'error rate' })), filters, plot, legend);
    host.replaceChildren(el('h1', { class: 'hidden' }, 'Error rates'), notice,
      strip, el('div', { class: 'bar-row head' }, el('h2', {}, 'Now'), this.#ranges()), tiles, empty, this.card, rows);
    this.#showFilters();
    this.#learn().finally(() => this.refresh());
  }

  stop() {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  async refresh() {
    clearTimeout(this.#timer);
    try {
      await this.#load();
      this.#parts.notice.replaceChildren();
    } catch (error) {
      if (error.name === 'AbortError') {
        return;
      }
      this.#parts.notice.replaceChildren(problem(error));
      if (isRefusal(error)) {
        return;
      }
    }
    if (this.#state.live && !this.#abort.signal.aborted) {
      this.#timer = setTimeout(() => (document.hidden ? this.#whenVisible() : this.refresh()), EVERY_MS);
    }
  }

  #whenVisible() {
    document.addEventListener('visibilitychange', () => this.refresh(), { once: true, signal: this.#abort.signal });
  }

  async #load() {
    const { from, to, by, filters } = this.#state;
    const step = to === 'now' ? RANGES[from.slice(1)] : null;
    const ask = (question) => rates({ from, to, filters, step, ...question }, this.#abort.signal);
    const [open, byOne, byBoth, total, now] = await Promise.all([
      incidents(this.#abort.signal),
      ask({ by: [by] }), ask({ by: ['code', 'model'] }), ask({ by: [] }), ask({ by: [], from: '-2m', to: 'now', step: 10 })]);
    this.#showIncidents(open.incidents);
    const none = total.series.every((series) => errorsOf(series) === 0);
    this.#parts.empty.replaceChildren(...(none ? [this.#empty(total.series.length > 0)] : []));
    this.card.hidden = none;
    this.#parts.table.hidden = none;
    replace(this.#parts.tiles, tiles(now, total, this.#span()));
    if (!none) {
      this.#showLegend(this.#chart.show(byOne, this.#state.view), byOne);
      replace(this.#parts.table, [el('h2', {}, 'What fails where'), ...table(byBoth, this.#meanings, (n, v) => this.#filter(n, v))]);
    }
  }

  /** What the codes mean hardly ever changes: asked once, and the page does without where it cannot be had. */
  async #learn() {
    const { entries } = await catalogue(this.#abort.signal).catch(() => ({ entries: [] }));
    const byWord = new Map(entries.flatMap((entry) => [entry.key, ...entry.aliases].map((word) => [word, entry])));
    this.#meanings = (code) => byWord.get(code?.toLowerCase()) ?? null;
  }

  /** One that is being read stays open: what has not changed is left alone. */
  #showIncidents(open) {
    const shown = JSON.stringify(open);
    if (shown !== this.#shown) {
      const read = new Set([...this.#parts.incidents.querySelectorAll('details[open]')].map((one) => one.dataset.key));
      replace(this.#parts.incidents, open.map((one) => incident(one, read.has(one.id))));
      this.#shown = shown;
    }
  }

  #showLegend(lines, answer) {
    const total = answer.series.reduce((sum, series) => sum + errorsOf(series), 0);
    const part = (line) => (this.#state.view === 'rate'
      ? rateOf(answer.series.find(({ key }) => key === line.key)) : line.errors / total);
    const unknown = this.#state.view === 'rate' && lines.every((line) => line.values.every((value) => value === null));
    replace(this.#parts.legend, [
      ...lines.map((line) => el('button', {
        type: 'button', class: 'pick', 'data-key': `legend ${line.name}`, disabled: line.key === null,
        onclick: () => this.#filter(this.#state.by, line.key[this.#state.by] ?? ''),
      }, swatch(line.color), recorded(line.name, 48), el('span', { class: 'muted' }, percent(part(line))))),
      unknown ? el('p', { class: 'muted' }, hasTotals(answer)
        ? 'Too few of the errors come from where calls are counted, so the rate is unknown.'
        : 'No totals of calls arrived, so the rate is unknown. Send them to /v1/traffic.') : null,
    ].filter(Boolean));
  }

  #showFilters() {
    this.#parts.filters.replaceChildren(...this.#state.filters.flatMap(([name, values]) => values.map((value) =>
      el('button', { type: 'button', class: 'chip', 'aria-label': `Without the filter ${name} ${value}`, onclick: () => this.#filter(name, value) },
        el('span', { class: 'muted' }, `${name} `), value ? recorded(value, 48) : 'none', el('span', { 'aria-hidden': 'true' }, ' ×')))));
  }

  #filter(name, value) {
    this.#go({ filters: toggled(this.#state, name, value).filters });
  }

  #span() {
    return this.#state.to === 'now' && this.#state.from.startsWith('-') ? `in the last ${this.#state.from.slice(1)}` : 'in this time';
  }

  #ranges() {
    const current = this.#state.to === 'now' && Object.keys(RANGES).find((range) => this.#state.from === `-${range}`);
    return el('div', { class: 'bar-row' },
      current ? null : el('span', { class: 'muted' }, `${this.#state.from} – ${this.#state.to}`),
      this.#choice('Time', Object.keys(RANGES), current, (range) => this.#go({ from: `-${range}`, to: 'now' })));
  }

  #choice(label, values, current, onChoose, names = {}) {
    return el('div', { class: 'choice', role: 'group', 'aria-label': label }, values.map((value) => el('button', {
      type: 'button', 'aria-pressed': String(value === current), onclick: () => onChoose(value),
    }, names[value] ?? words(value))));
  }

  #empty(called) {
    const filtered = this.#state.filters.length > 0;
    const line = firstEvent();
    return el('section', { class: 'card empty' },
      el('h2', {}, filtered ? 'No errors with these filters' : 'No errors in this time'),
      filtered ? el('p', {}, el('button', { type: 'button', onclick: () => this.#go({ filters: [] }) }, 'Show all errors')) : null,
      el('p', { class: 'muted' }, called ? 'Calls came, and none of them failed like this. To see an error here, paste this into a shell:'
        : 'Nothing failed, or nobody told Errata. To see a first error here, paste this into a shell:'),
      el('pre', {}, line), copyButton(line, 'Copy the command'));
  }
}

/** What went wrong, and what to do next. */
export function problem(error) {
  if (isRefusal(error)) {
    return tokenPrompt(error);
  }
  const next = error.status === 400 ? 'Mend the address, or start over at /' : `curl -s ${location.origin}/readyz`;
  return el('div', { class: 'notice', role: 'alert' }, el('strong', {}, recorded(error.message)),
    el('span', {}, ' Next: '), el('code', {}, next),
    error.requestId ? el('small', { class: 'muted' }, ` request ${error.requestId}`) : null);
}

function incident(one, open) {
  const care = one.quiet ?? (one.snoozed ? `snoozed until ${clock(one.snoozed.until)} UTC` : one.acknowledged ? 'acknowledged' : null);
  return el('details', { class: `incident ${one.severity}`, 'data-key': one.id, open },
    el('summary', {}, el('strong', {}, words(one.severity)), ' ', recorded(one.title, 200),
      el('small', { class: 'muted' }, ` since ${clock(one.started_at)} UTC, ${ago(one.started_at)}${care ? `, ${care}` : ''}`)),
    el('pre', { tabindex: '0' }, recorded(one.text, 4000)), el('p', { class: 'chips' },
      el('a', { class: 'button', href: `/incidents/${one.id}` }, 'Calls, course, who was told'), copyButton(one.id, 'Copy the id')));
}

function hasTotals(answer) {
  return answer.series.some((series) => series.points.some((point) => point.requests !== null));
}

function why(total) {
  return hasTotals(total) && !total.coverage.known ? 'too few errors are of counted calls' : 'no totals in the last minute';
}

function tiles(now, total, span) {
  const recent = minute(now);
  const all = total.series[0] ?? { points: [] };
  const minutes = (Date.parse(total.to) - Date.parse(total.from)) / 60_000;
  const average = errorsOf(all) / minutes;
  const requests = all.points.every((point) => point.requests === null) ? null
    : all.points.reduce((sum, point) => sum + (point.requests ?? 0), 0);
  const rate = rateOf(recent);
  return [
    tile('Error rate', percent(rate), rate === null ? why(total) : `${percent(rateOf(all))} ${span}`,
      rate === null ? 'unknown' : rate >= 0.05 ? 'bad' : rate >= 0.01 ? 'warn' : 'good'),
    tile('Errors / min', count(errorsOf(recent)), `${short(average)} on average ${span}`, ''),
    tile('Errors', count(errorsOf(all)), span, ''),
    tile('Requests', requests === null ? UNKNOWN : count(requests), requests === null ? 'no totals arrived' : span, ''),
  ];
}

/** The last minute that is over. */
function minute(answer) {
  const end = Math.floor(Date.now() / 10_000) * 10_000;
  const points = (answer.series[0]?.points ?? []).filter(({ t }) => Date.parse(t) >= end - 60_000 && Date.parse(t) < end);
  return { points };
}

function tile(label, value, detail, mood) {
  return el('div', { class: `tile ${mood}` }, el('span', { class: 'label' }, label), el('strong', {}, value), el('small', {}, detail));
}

/** New content in place of the old, without taking the keyboard's place away. */
function replace(host, children) {
  const key = host.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  host.replaceChildren(...children);
  if (key) {
    [...host.querySelectorAll('[data-key]')].find((element) => element.dataset.key === key)?.focus();
  }
}

function isoAt(seconds) {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

function firstEvent() {
  const event = {
    event_id: uuid7(), time: new Date().toISOString(), app: 'my-app', provider: 'deepseek', model: 'deepseek-v4-flash',
    status: 429, code: 'rate_limit_error', type: 'rate_limit_error', message: 'Rate limit exceeded', request_id: 'req_first',
  };
  return `curl ${location.origin}/v1/events -H 'content-type: application/json' -d '${JSON.stringify(event)}'`;
}

function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const chance = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-8${chance.slice(3, 6)}-${chance.slice(6, 18)}`;
}
