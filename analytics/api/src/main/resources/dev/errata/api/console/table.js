// What fails where: codes by models, with their part of all errors and their course over the time shown.

import { errorsOf } from '/console/chart.js';
import { el, recorded, svg } from '/console/dom.js';
import { clock, count, percent } from '/console/format.js';

const MOST = 12;
const BAR = 96;
const SPARK = { width: 120, height: 22 };

/** @param meanings finds the catalogue's entry for a code */
export function table(answer, meanings, onFilter) {
  const rows = answer.series.map((series) => ({ series, errors: errorsOf(series) })).filter((row) => row.errors > 0);
  const total = rows.reduce((sum, row) => sum + row.errors, 0);
  return [
    el('table', {},
      el('thead', {}, el('tr', {},
        el('th', { scope: 'col' }, 'Code'),
        el('th', { scope: 'col' }, 'Model'),
        el('th', { scope: 'col', class: 'number' }, 'Errors'),
        el('th', { scope: 'col' }, 'Share of errors'),
        el('th', { scope: 'col', class: 'number' }, 'Of requests'),
        el('th', { scope: 'col' }, 'Course'),
        el('th', { scope: 'col', class: 'number' }, 'Last'))),
      el('tbody', {}, rows.slice(0, MOST).map((row) => tr(row, total, answer, meanings, onFilter)))),
    rows.length > MOST ? el('p', { class: 'muted more' }, `and ${count(rows.length - MOST)} more with fewer errors`) : null,
  ].filter(Boolean);
}

function tr({ series, errors }, total, answer, meanings, onFilter) {
  const { code, model } = series.key;
  const meaning = meanings(code);
  return el('tr', {},
    el('td', {}, el('span', { class: `dot ${meaning?.owner ?? 'unknown'}`, title: meaning ? `to put right by: ${meaning.owner}` : null }),
      pick('code', code, onFilter), meaning ? el('small', {}, meaning.title) : null),
    el('td', {}, pick('model', model, onFilter)),
    el('td', { class: 'number' }, count(errors)),
    el('td', {}, bar(errors / total), el('span', { class: 'muted share' }, percent(errors / total))),
    el('td', { class: 'number' }, percent(rateOf(series))),
    el('td', {}, spark(series, answer)),
    el('td', { class: 'number muted' }, last(series)));
}

/** Errors of requests where both are known; unknown where no totals came. */
export function rateOf(series) {
  const known = series.points.filter((point) => point.rate !== null);
  const requests = known.reduce((sum, point) => sum + point.requests, 0);
  return requests === 0 ? null : known.reduce((sum, point) => sum + point.errors, 0) / requests;
}

function pick(name, value, onFilter) {
  return el('button', {
    type: 'button', class: 'pick', 'data-key': `${name}=${value}`, title: `Only this ${name}`,
    onclick: () => onFilter(name, value ?? ''),
  }, value === null ? el('span', { class: 'muted' }, 'none') : recorded(value, 60));
}

function bar(share) {
  return svg('svg', { class: 'bar', width: BAR, height: 8, 'aria-hidden': 'true' },
    svg('rect', { class: 'track', width: BAR, height: 8, rx: 4 }),
    svg('rect', { class: 'filled', width: Math.max(3, share * BAR), height: 8, rx: 4 }));
}

function spark(series, { from, to }) {
  const start = Date.parse(from);
  const x = SPARK.width / (Date.parse(to) - start);
  const most = Math.max(...series.points.map((point) => point.errors));
  const path = series.points.filter((point) => point.errors > 0).map((point) => {
    const height = Math.max(1.5, point.errors / most * SPARK.height);
    return `M${((Date.parse(point.t) - start) * x + 0.7).toFixed(1)} ${SPARK.height}v${(-height).toFixed(1)}`;
  });
  return svg('svg', { class: 'spark', ...SPARK, 'aria-hidden': 'true' }, svg('path', { d: path.join('') }));
}

function last(series) {
  return clock(series.points.findLast((point) => point.errors > 0).t);
}
