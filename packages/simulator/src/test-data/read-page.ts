import { Hono } from 'hono';
import { createPages } from '../portal/pages/create-pages.js';
import type { Simulation } from '../simulation.js';
import type { PlatformRegulator } from '../state/platform-state.js';

/** The headers that a browser sends with a form of the pages themselves. */
const formHeaders = {
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
};

/** Requests the pages of a simulation, as a browser does. */
export function createPageReader(
  simulation: Simulation,
  { regulator }: { readonly regulator?: PlatformRegulator } = {},
) {
  const pages = createPages(simulation, {
    routes: new Hono(),
    regulatorOf: () => regulator,
  });
  const request = (path: string, init?: RequestInit) =>
    pages.request(`${simulation.url}${path}`, init);
  return {
    request,
    /** The text of a page; its status is not checked. */
    read: async (path: string) => (await request(path)).text(),
    send: (path: string, fields: Readonly<Record<string, string>> = {}, headers: object = {}) =>
      request(path, {
        method: 'POST',
        headers: { ...formHeaders, ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}
