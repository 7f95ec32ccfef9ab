// Rates over time: errors a minute as stacked bars, or error rates as lines. A bucket of which nothing is known is a
// gap, never a zero.

import uPlot from '/console/uplot.js';
import { el, recorded } from '/console/dom.js';
import { clock, percent, short } from '/console/format.js';

const MOST = 6;
const HEIGHT = 260;
const OTHERS = 'others';

/** The name of a series' key: its values, in the order in which they were asked for. */
export function nameOf(series) {
  const values = Object.values(series.key);
  return values.length === 0 ? 'all' : values.map((value) => value ?? 'none').join(' · ');
}

export function errorsOf(series) {
  return series.points.reduce((sum, point) => sum + point.errors, 0);
}

export class Chart {
  #host;
  #onZoom;
  #plot = null;
  #shape = '';
  #tip = el('div', { class: 'tip', hidden: true });
  #colors = new Map();
  #lines = [];

  constructor(host, onZoom) {
    this.#host = host;
    this.#onZoom = onZoom;
    new ResizeObserver(() => this.#plot?.setSize({ width: host.clientWidth, height: HEIGHT })).observe(host);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { this.#shape = ''; });
  }

  /** Draws the answer; what it returns is the legend: name, color, errors, rate of each line. */
  show(answer, view) {
    const times = buckets(answer);
    const lines = view === 'rate' ? rateLines(answer, times) : errorLines(answer, times);
    lines.forEach((line) => { line.color = this.#color(line.name); });
    const drawn = view === 'rate' ? lines.map((line) => line.values) : stacked(lines);
    this.#lines = lines;
    this.#draw(times, drawn, view, answer);
    return lines;
  }

  #draw(times, drawn, view, answer) {
    const shape = JSON.stringify([view, this.#lines.map((line) => line.name), answer.step_s]);
    this.range = [Date.parse(answer.from) / 1000, Date.parse(answer.to) / 1000];
    const data = [times, ...[...drawn].reverse()];
    if (this.#plot && shape === this.#shape) {
      this.#plot.setData(data);
      return;
    }
    this.#shape = shape;
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(view, answer), data, this.#host);
    this.#plot.over.append(this.#tip);
  }

  #options(view, answer) {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: color('--muted'), font: '12px system-ui, sans-serif',
      grid: { stroke: color('--line'), width: 1 }, ticks: { show: false },
    };
    const label = view === 'rate' ? (value) => percent(value) : short;
    return {
      width: this.#host.clientWidth,
      height: HEIGHT,
      padding: [12, 8, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: view === 'rate' }, drag: { x: true, y: false, setScale: false } },
      scales: { x: { range: () => this.range }, y: { range: (plot, min, max) => [0, max > 0 ? max * 1.08 : 1] } },
      axes: [
        { ...axis, grid: { show: false }, space: 80, values: (plot, splits) => splits.map((split) => tick(split, answer)) },
        { ...axis, size: 58, values: (plot, splits) => splits.map(label) },
      ],
      series: [{}, ...[...this.#lines].reverse().map((line) => this.#series(line, view))],
      hooks: { setCursor: [(plot) => this.#point(plot, view, answer)], setSelect: [(plot) => this.#zoom(plot)] },
    };
  }

  #series(line, view) {
    const stroke = getComputedStyle(document.documentElement).getPropertyValue(line.color).trim();
    return view === 'rate'
      ? { stroke, width: 2, points: { show: isolated(line.values), size: 5, fill: stroke } }
      : { fill: stroke, stroke, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.86, 40], align: 1 }) };
  }

  #point(plot, view, answer) {
    const index = plot.cursor.idx;
    const known = this.#lines.filter((line) => index !== null && index !== undefined && line.values[index] > 0);
    this.#tip.hidden = known.length === 0;
    if (known.length === 0) {
      return;
    }
    const unit = view === 'rate' ? percent : (value) => `${short(value)} / min`;
    this.#tip.replaceChildren(
      el('strong', {}, `${clock(plot.data[0][index] * 1000)} UTC`),
      ...known.map((line) => el('div', {}, swatch(line.color), recorded(line.name, 40), el('b', {}, unit(line.values[index])))));
    const right = plot.cursor.left > plot.over.clientWidth / 2;
    this.#tip.style.transform = `translate(${plot.cursor.left + (right ? -16 : 16)}px, 8px) translateX(${right ? '-100%' : '0'})`;
  }

  #zoom(plot) {
    const { left, width } = plot.select;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (width > 8) {
      this.#onZoom(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
    }
  }

  /** A name keeps its color while the page is open, whatever its rank. */
  #color(name) {
    if (name === OTHERS) {
      return '--series-others';
    }
    if (!this.#colors.has(name)) {
      this.#colors.set(name, `--series-${(this.#colors.size % 8) + 1}`);
    }
    return this.#colors.get(name);
  }
}

/** A small square in the color of that custom property; the style sheet knows them all. */
export function swatch(color) {
  return el('i', { class: `swatch ${color.slice(2)}`, 'aria-hidden': 'true' });
}

function buckets({ from, to, step_s: step }) {
  const first = Date.parse(from) / 1000;
  return Array.from({ length: Math.round((Date.parse(to) / 1000 - first) / step) }, (_, i) => first + i * step);
}

function errorLines(answer, times) {
  const all = answer.series.filter((series) => errorsOf(series) > 0).map((series) => line(series, times,
    (point) => point.errors * 60 / answer.step_s));
  const rest = all.slice(MOST);
  return rest.length < 2 ? all : [...all.slice(0, MOST), {
    name: OTHERS, key: null, errors: rest.reduce((sum, { errors }) => sum + errors, 0), values: sum(rest),
  }];
}

function rateLines(answer, times) {
  return answer.series.slice(0, MOST).map((series) => line(series, times, (point) => point.rate));
}

function line(series, times, value) {
  const byTime = new Map(series.points.map((point) => [Date.parse(point.t) / 1000, value(point)]));
  return { name: nameOf(series), key: series.key, errors: errorsOf(series), values: times.map((t) => byTime.get(t) ?? null) };
}

function sum(lines) {
  return lines[0].values.map((_, i) => lines.reduce((total, { values }) =>
    (values[i] === null ? total : (total ?? 0) + values[i]), null));
}

/** Each line on top of those before it. */
function stacked(lines) {
  return lines.map((_, i) => sum(lines.slice(0, i + 1)));
}

function isolated(values) {
  return values.some((value, i) => value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null);
}

function tick(seconds, { step_s: step, from, to }) {
  const iso = new Date(seconds * 1000).toISOString();
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days > 2 ? `${iso.slice(5, 10)} ${iso.slice(11, 16)}` : step < 30 && seconds % 60 ? iso.slice(11, 19) : iso.slice(11, 16);
}
