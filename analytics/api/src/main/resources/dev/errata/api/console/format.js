// Numbers and times for people. Times are UTC everywhere: they go into tickets and next to logs.

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const UNKNOWN = '–';

export function count(number) {
  return number === null ? UNKNOWN : WHOLE.format(number);
}

export function short(number) {
  return number === null ? UNKNOWN : number < 10_000 ? tidy(number) : SHORT.format(number);
}

/** A share as a percentage; unknown is not zero. */
export function percent(share) {
  if (share === null) {
    return UNKNOWN;
  }
  const value = share * 100;
  return `${value === 0 ? '0' : value < 0.01 ? '<0.01' : value.toFixed(value < 1 ? 2 : value < 10 ? 1 : 0)} %`;
}

/** 2026-11-25 16:14:12.345 UTC */
export function time(iso) {
  return `${new Date(iso).toISOString().replace('T', ' ').replace(/\.?0*Z$/, '')} UTC`;
}

/** 16:14:12 */
export function clock(iso) {
  return new Date(iso).toISOString().slice(11, 19);
}

export function ago(iso, now = Date.now()) {
  const seconds = Math.round((now - Date.parse(iso)) / 1000);
  if (seconds < 0) {
    return 'ahead of this clock';
  }
  const [size, unit] = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']].find(([s]) => seconds >= s) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit} ago`;
}

export function duration(ms) {
  return ms < 1000 ? `${ms} ms` : ms < 60_000 ? `${tidy(ms / 1000)} s` : `${tidy(ms / 60_000)} min`;
}

/** rate_limit_error -> rate limit error */
export function words(name) {
  return name.replaceAll('_', ' ');
}

function tidy(number) {
  return number < 10 && !Number.isInteger(number) ? number.toFixed(1) : WHOLE.format(number);
}
