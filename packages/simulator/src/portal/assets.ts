import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { browserFolder } from '../browser-folder.js';

/** URL of the files that the pages load. */
export const assetPaths = {
  style: '/assets/style.css',
  icon: '/assets/icon.svg',
} as const;

/** URLs of the scripts, one per page. */
export const scriptPaths = {
  search: '/assets/search.js',
  appointments: '/assets/appointments.js',
  exchanges: '/assets/exchanges.js',
  exchange: '/assets/exchange.js',
  certification: '/assets/certification.js',
} as const;

export type ScriptPath = (typeof scriptPaths)[keyof typeof scriptPaths];

const script = (name: string) => ({ type: 'text/javascript', files: [name] });
const assets = {
  [assetPaths.style]: {
    type: 'text/css',
    files: ['frame.css', 'search.css', 'lists.css', 'exchange.css'],
  },
  [assetPaths.icon]: { type: 'image/svg+xml', files: ['icon.svg'] },
  [scriptPaths.search]: script('search.js'),
  [scriptPaths.appointments]: script('appointments.js'),
  [scriptPaths.exchanges]: script('exchanges.js'),
  [scriptPaths.exchange]: script('exchange.js'),
  [scriptPaths.certification]: script('certification.js'),
  // Other scripts import it.
  '/assets/live.js': script('live.js'),
};

/** Serves the style, the icon and the scripts; they are read once, when the routes are created. */
export function createAssetRoutes(): Hono {
  const routes = new Hono();
  for (const [path, { type, files }] of Object.entries(assets)) {
    const text = files.map((name) => readFileSync(join(browserFolder, name), 'utf8')).join('\n');
    routes.get(path.slice('/assets'.length), (context) =>
      context.body(text, 200, {
        'content-type': `${type}; charset=utf-8`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      }),
    );
  }
  return routes;
}
