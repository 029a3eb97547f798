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
    /** The text of a page, with plain spaces; its status is not checked. */
    read: async (path: string) => toPlain(await (await request(path)).text()),
    send: (path: string, fields: Readonly<Record<string, string>> = {}, headers: object = {}) =>
      request(path, {
        method: 'POST',
        headers: { ...formHeaders, ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}

const verbatim =
  /<(pre|code|textarea|style|script)\b.*?<\/\1>|<dl class="headers">.*?<\/dl>|<[^>]*>/gs;

/** Writes plain spaces for those where no line may break; throws if one is plain already. */
function toPlain(page: string): string {
  const [wrong] = /.{20} [:;?!»]|(?:«|nº) .{20}/.exec(page.replace(verbatim, '|')) ?? [];
  if (wrong !== undefined) throw new Error(`A line may break at the space of “${wrong}”.`);
  return page.replaceAll('\u00a0', ' ').replaceAll('\u2060', '');
}
