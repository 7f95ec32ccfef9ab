// Everything that the page shows follows from its address: reload, back, forward and a pasted link all show the same.

export const DIMENSIONS = ['code', 'type', 'model', 'provider', 'app', 'env', 'region', 'status'];
/** The usual times, each with the step in seconds that makes a readable chart of it. */
export const RANGES = { '15m': 10, '1h': 30, '6h': 120, '24h': 600, '7d': 3600 };

/** What the address asks for. */
export function read(location = window.location) {
  const query = new URLSearchParams(location.search);
  const by = query.get('by');
  return {
    id: idOf(location, query),
    incident: inPath(location, '/incidents/'),
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
  const fits = /^[\w.:~-]+$/.test(id) && !/^\.+$/.test(id);
  const query = new URLSearchParams(fits ? {} : { id });
  if (event) {
    query.set('event', event);
  }
  return withQuery(fits ? `/r/${encodeURIComponent(id)}` : '/', query);
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
  return inPath(location, '/r/') || query.get('id');
}

function inPath(location, before) {
  return location.pathname.startsWith(before) ? decodeURIComponent(location.pathname.slice(before.length)) : null;
}

function withQuery(path, query) {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
