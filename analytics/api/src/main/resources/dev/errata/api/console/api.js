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

/** Those that go on. */
export function incidents(signal) {
  return get('/api/v1/incidents', signal);
}

export function incident(id, signal) {
  return get(`/api/v1/incidents/${encodeURIComponent(id)}`, signal);
}

export function catalogue(signal) {
  return get('/api/v1/catalogue', signal);
}

export function meaning(key, signal) {
  return get(`/api/v1/catalogue/${encodeURIComponent(key)}`, signal);
}

/** The ticket for an id as Markdown, with the reader's own time beside UTC. */
export async function ticket(id) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const response = await ask(`/api/v1/tickets?${new URLSearchParams({ id, format: 'md', zone })}`, undefined, 'text/markdown');
  if (!response.ok) {
    throw new ApiError(response.status, { message: `HTTP ${response.status}` });
  }
  return response.text();
}

async function ask(path, signal, accept) {
  try {
    return await fetch(path, { signal, headers: { accept, ...authorization() } });
  } catch (e) {
    throw e.name === 'AbortError' ? e : new ApiError(0, { code: 'unreachable', message: 'Errata does not answer.' });
  }
}

async function get(path, signal) {
  const response = await ask(path, signal, 'application/json');
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new ApiError(response.status, answer.error ?? { message: `HTTP ${response.status}` }, answer);
  }
  return answer;
}
