import { Hono } from 'hono';
import { runAppointments } from './appointments-script.js';
import { assetPaths, scriptPaths } from './asset-paths.js';
import { runExchange } from './exchange-script.js';
import { runExchanges } from './exchanges-script.js';
import { icon } from './icon.js';
import { runSearch } from './search-script.js';
import { style } from './style.js';

const script = (run: () => void) => ({ type: 'text/javascript', text: `(${run})();\n` });
const assets = {
  [assetPaths.style]: { type: 'text/css', text: style },
  [assetPaths.icon]: { type: 'image/svg+xml', text: icon },
  [scriptPaths.search]: script(runSearch),
  [scriptPaths.appointments]: script(runAppointments),
  [scriptPaths.exchanges]: script(runExchanges),
  [scriptPaths.exchange]: script(runExchange),
};

/** Serves the style, the icon and the scripts, all from memory. */
export function createAssetRoutes(): Hono {
  const routes = new Hono();
  for (const [path, { type, text }] of Object.entries(assets)) {
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
