// The same API that everybody has. An error keeps what the server said, so that the page can say it.

import { authorization } from '/console/token.js';

export class ApiError extends Error {
  constructor(status, error, answer = {}) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.requestId = error.request_id;
    this.answer = answer;
  }
}

export function rates({ from, to, by, filters, step }, signal) {
  const query = new URLSearchParams({ from, to, by: by.join(',') });
  if (step) {
    query.set('step', step);
  }
  filters.forEach(([name, values]) => values.forEach((value) => query.append(name, value)));
  return get(`/api/v1/rates?${query}`, signal);
}

export function events(id, signal) {
  return get(`/api/v1/events?${new URLSearchParams({ id })}`, signal);
}

export function catalogue(signal) {
  return get('/api/v1/catalogue', signal);
}

export function meaning(key, signal) {
  return get(`/api/v1/catalogue/${encodeURIComponent(key)}`, signal);
}

async function get(path, signal) {
  let response;
  try {
    response = await fetch(path, { signal, headers: { accept: 'application/json', ...authorization() } });
  } catch (e) {
    throw e.name === 'AbortError' ? e : new ApiError(0, { code: 'unreachable', message: 'Errata does not answer.' });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new ApiError(response.status, answer.error ?? { message: `HTTP ${response.status}` }, answer);
  }
  return answer;
}
