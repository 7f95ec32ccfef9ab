// Everything that the page shows follows from its address: reload, back, forward and a pasted link all show the same.

export const DIMENSIONS = ['code', 'type', 'model', 'provider', 'app', 'env', 'region', 'status'];
export const RANGES = ['15m', '1h', '6h', '24h', '7d'];

/** What the address asks for. */
export function read(location = window.location) {
  const query = new URLSearchParams(location.search);
  const by = query.get('by');
  return {
    id: idOf(location, query),
    event: query.get('event'),
    from: query.get('from') ?? '-15m',
    to: query.get('to') ?? 'now',
    by: DIMENSIONS.includes(by) ? by : 'code',
    view: query.get('view') === 'rate' ? 'rate' : 'errors',
    live: query.get('live') !== 'off',
    filters: DIMENSIONS.filter((name) => query.has(name)).map((name) => [name, query.getAll(name)]),
  };
}

/** The address that asks for it; what is usual is left out. */
export function address(state) {
  const query = new URLSearchParams();
  const put = (name, value, usual) => value !== usual && query.set(name, value);
  put('from', state.from, '-15m');
  put('to', state.to, 'now');
  put('by', state.by, 'code');
  put('view', state.view, 'errors');
  put('live', state.live ? 'on' : 'off', 'on');
  state.filters.forEach(([name, values]) => values.forEach((value) => query.append(name, value)));
  return withQuery('/', query);
}

/** The permalink of an id. One that cannot stand in a path goes behind a question mark. */
export function permalink(id, event = null) {
  const inPath = /^[\w.:~-]+$/.test(id) && !/^\.+$/.test(id);
  const query = new URLSearchParams(inPath ? {} : { id });
  if (event) {
    query.set('event', event);
  }
  return withQuery(inPath ? `/r/${encodeURIComponent(id)}` : '/', query);
}

/** The state with the filter switched on or, if it is on, off. */
export function toggled(state, name, value) {
  const before = new Map(state.filters);
  const values = before.get(name) ?? [];
  const after = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  before.set(name, after);
  return { ...state, filters: [...before].filter(([, list]) => list.length > 0) };
}

function idOf(location, query) {
  const inPath = location.pathname.startsWith('/r/') ? decodeURIComponent(location.pathname.slice(3)) : null;
  return inPath || query.get('id');
}

function withQuery(path, query) {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
